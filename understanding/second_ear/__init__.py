"""A second ear for what is told in words that no pattern foresees.

A small sentence encoder and, above it, a classifier for each thing that may be said,
learnt from the labelled messages beside it. It may be wrong about who or when is meant,
so a red flag that it alone hears is asked back and never stated.
"""

from understanding.second_ear.classifier import SecondEar
from understanding.second_ear.opinion import with_second_opinion

__all__ = ["SecondEar", "with_second_opinion"]
