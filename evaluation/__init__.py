"""Plays cases against the real bot as a simulated patient, and scores the advice.

`docs/evaluation.md` says what is measured and how each figure is counted.
"""
