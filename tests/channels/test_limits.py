"""Rate limits: a burst, then a steady pace, for each person apart."""

from __future__ import annotations

from bot.channels.limits import MOST_REMEMBERED, RateLimit


def test_a_burst_is_allowed_and_then_the_steady_pace() -> None:
    now = [0.0]
    limit = RateLimit(per_minute=60, burst=3, now=lambda: now[0])
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    now[0] = 1
    assert [limit.allows("a") for _ in range(2)] == [True, False]
    now[0] = 1000
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]


def test_one_person_does_not_use_up_anothers() -> None:
    limit = RateLimit(per_minute=1, burst=1, now=lambda: 0)
    assert limit.allows("a")
    assert limit.allows("b")
    assert not limit.allows("a")


def test_memory_is_bounded() -> None:
    limit = RateLimit(per_minute=1, burst=1, now=lambda: 0)
    for number in range(MOST_REMEMBERED + 100):
        limit.allows(str(number))
    assert len(limit._buckets) == MOST_REMEMBERED
