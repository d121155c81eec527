"""Arithmetic of odds: five small functions, no medicine."""

from __future__ import annotations

import math
from collections.abc import Iterable


def odds(probability: float) -> float:
    """Odds of a probability.

    >>> odds(0.75)
    3.0
    """
    return probability / (1 - probability)


def probability(odds: float) -> float:
    """Probability of odds.

    >>> probability(3.0)
    0.75
    """
    return odds / (1 + odds)


def ratio_if_present(sensitivity: float, specificity: float) -> float:
    """Likelihood ratio of a positive finding.

    >>> round(ratio_if_present(0.91, 0.80), 2)
    4.55
    """
    return sensitivity / (1 - specificity)


def ratio_if_absent(sensitivity: float, specificity: float) -> float:
    """Likelihood ratio of a negative finding.

    >>> round(ratio_if_absent(0.91, 0.80), 4)
    0.1125
    """
    return (1 - sensitivity) / specificity


def entropy(weights: Iterable[float]) -> float:
    """How undecided a set of weights is, in bits; they need not add up to 1.

    >>> entropy([2.0, 2.0])
    1.0
    """
    positive = [weight for weight in weights if weight > 0]
    total = sum(positive)
    return -sum(w / total * math.log2(w / total) for w in positive)
