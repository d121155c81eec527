"""How often somebody may do something: a bucket that refills with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_REMEMBERED = 10_000


class RateLimit:
    """Allows bursts of `burst` and `per_minute` on average, for each key apart."""

    def __init__(
        self,
        per_minute: float,
        burst: int,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_second = per_minute / 60
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str, cost: float = 1) -> bool:
        """Takes one, or what it costs, from the key's bucket if there is enough."""
        left = self._left(key)
        self._buckets.pop(key, None)
        allowed = left >= cost
        self._buckets[key] = (left - cost if allowed else left, self._now())
        while len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed

    def wait(self, key: str) -> float:
        """Seconds until the key's bucket has one again; nothing is taken."""
        return max(0.0, (1 - self._left(key)) / self._per_second)

    def _left(self, key: str) -> float:
        now = self._now()
        left, since = self._buckets.get(key, (float(self._burst), now))
        return min(self._burst, left + (now - since) * self._per_second)
