"""Compares pipelines of language understanding on the same data."""
