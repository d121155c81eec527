"""Shares with the uncertainty that their number of cases allows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None when there was nothing to count."""
        return self.k / self.n if self.n else None

    def interval(self, confidence: float = CONFIDENCE) -> Interval | None:
        """The Wilson interval, None when there was nothing to count.

        >>> low, high = Share(8, 10).interval()
        >>> round(low, 3), round(high, 3)
        (0.49, 0.943)
        """
        if not self.n:
            return None
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        share, spread = self.k / self.n, z * z / self.n
        centre = share + spread / 2
        margin = z * math.sqrt((share * (1 - share) + spread / 4) / self.n)
        low, high = (centre - margin) / (1 + spread), (centre + margin) / (1 + spread)
        return max(0.0, low), min(1.0, high)


def difference(before: Share, after: Share, confidence: float) -> Interval | None:
    """Newcombe's interval for how much the share has risen; None without cases.

    >>> low, high = difference(Share(29, 80), Share(56, 70), 0.95)
    >>> round(low, 2), round(high, 2)
    (0.28, 0.57)
    """
    first, second = before.interval(confidence), after.interval(confidence)
    if first is None or second is None:
        return None
    old, new = before.k / before.n, after.k / after.n
    down = math.hypot(new - second[0], first[1] - old)
    up = math.hypot(second[1] - new, old - first[0])
    return new - old - down, new - old + up
