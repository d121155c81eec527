"""Figures for predicted intents, with the uncertainty of their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from evaluation.rates import Rate

_DRAWS = 1000
_SEED = 20210
_TAILS = (2.5, 97.5)


def accuracy(expected: Sequence[str], got: Sequence[str]) -> Rate:
    """The share that is right, with a Wilson interval."""
    right = sum(e == g for e, g in zip(expected, got, strict=True))
    return Rate(right, len(expected))


def macro_f1(expected: Sequence[str], got: Sequence[str]) -> float:
    """The mean F1 of the intents that were expected."""
    right = Counter(e for e, g in zip(expected, got, strict=True) if e == g)
    given, wanted = Counter(got), Counter(expected)
    return sum(2 * right[i] / (given[i] + wanted[i]) for i in wanted) / len(wanted)


def macro_f1_interval(
    expected: Sequence[str], got: Sequence[str]
) -> tuple[float, float]:
    """The 95% bootstrap interval of `macro_f1`."""
    draw = np.random.default_rng(_SEED)
    size = len(expected)
    drawn = [
        macro_f1([expected[i] for i in some], [got[i] for i in some])
        for some in draw.integers(size, size=(_DRAWS, size))
    ]
    low, high = np.percentile(drawn, _TAILS)
    return float(low), float(high)


def only_one_right(
    expected: Sequence[str], got: Sequence[str], other: Sequence[str]
) -> tuple[int, int]:
    """How many the first alone got right, and the second alone.

    The two are of the same messages: their difference is told by these, not by whether
    their intervals overlap.
    """
    rows = list(zip(expected, got, other, strict=True))
    first = sum(e == g != o for e, g, o in rows)
    second = sum(e == o != g for e, g, o in rows)
    return first, second
