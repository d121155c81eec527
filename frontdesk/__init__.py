"""The clinic's front desk: a script to read aloud, a work list, and a clinician's view.

Runs without Rasa, on the same engine and the same knowledge as the chat.
"""
