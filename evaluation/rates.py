"""Rates with the uncertainty that their number of cases allows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_Z = 1.959964
"""The normal quantile of a two-sided 95% interval."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Rate:
    """`k` of `n`; neither need be whole: a tie counts in part, F1 has a mean base."""

    k: float
    n: float

    @property
    def value(self) -> float | None:
        """The share, None when there was nothing to count."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% Wilson interval, None when there was nothing to count.

        >>> low, high = Rate(8, 10).interval
        >>> round(low, 3), round(high, 3)
        (0.49, 0.943)
        """
        if not self.n:
            return None
        share = self.k / self.n
        spread = _Z * _Z / self.n
        centre = share + spread / 2
        margin = _Z * math.sqrt((share * (1 - share) + spread / 4) / self.n)
        low, high = (centre - margin), (centre + margin)
        return max(0.0, low / (1 + spread)), min(1.0, high / (1 + spread))

    def to_json(self) -> dict[str, Any]:
        """The form of a rate in the reports."""
        low, high = self.interval or (None, None)
        return {
            "value": _rounded(self.value),
            "k": _rounded(self.k),
            "n": _rounded(self.n),
            "low": _rounded(low),
            "high": _rounded(high),
        }


def rate(marks: Iterable[bool | float]) -> Rate:
    """The rate of a series of marks, each from 0 (false) to 1 (true)."""
    counted = [float(mark) for mark in marks]
    return Rate(sum(counted), len(counted))


def percentile(numbers: Sequence[float], share: float) -> float | None:
    """The smallest number that at least this share of the numbers do not exceed.

    >>> percentile([4, 1, 3, 2], 0.9)
    4
    """
    if not numbers:
        return None
    ordered = sorted(numbers)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(numbers: Sequence[float]) -> float | None:
    """The middle number, or the mean of the two in the middle."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    half = len(ordered) // 2
    middle = ordered[half]
    return middle if len(ordered) % 2 else (ordered[half - 1] + middle) / 2


def _rounded(number: float | None) -> float | int | None:
    if number is None:
        return None
    rounded = round(number, _DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
