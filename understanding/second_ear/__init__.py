"""A second ear for warning signs told in words that no pattern foresees.

A linear classifier for each sign, over words and pieces of words, learnt from the
sentences beside it. It does not see who or when is meant, so it never states anything:
what it believes to have been said is asked back.
"""

from understanding.second_ear.classifier import SecondEar
from understanding.second_ear.opinion import with_second_opinion

__all__ = ["SecondEar", "with_second_opinion"]
