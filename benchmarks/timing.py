"""Durations and what to say of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from evaluation.rates import percentile

_TAIL = 0.95


@dataclass(slots=True)
class Timing:
    """Durations of one thing done many times, in milliseconds."""

    samples: list[float] = field(default_factory=list)

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Times the block and keeps its duration."""
        start = time.perf_counter()
        yield
        self.samples.append((time.perf_counter() - start) * 1000)

    @property
    def p50(self) -> float:
        """The middle duration."""
        return middle(self.samples)

    @property
    def p95(self) -> float:
        """The duration that one in twenty exceeds."""
        return percentile(self.samples, _TAIL) or 0.0

    def __str__(self) -> str:
        return f"{self.p50:8.2f} ms p50 {self.p95:8.2f} ms p95  ({len(self.samples)})"


def middle(samples: Sequence[float]) -> float:
    """The middle of some durations."""
    return percentile(samples, 0.5) or 0.0
