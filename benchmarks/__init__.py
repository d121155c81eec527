"""Measures Backtalk on this machine, against a bare web server and a stock Rasa bot."""
