"""Answers questions from what the sources say; abstains rather than guesses."""

from answering.answer import Answer
from answering.answerer import Answerer

__all__ = ["Answer", "Answerer"]
