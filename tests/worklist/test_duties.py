"""What is done again and again: nothing waits for anything else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.worklist.made import Clock, made, worklist
from worklist import Worklist, load_settings
from worklist.duties import RETAIN_SECONDS, Duty, duties, keep
from worklist.outbox import Parcel
from worklist.settings import Integration

PATIENCE = 60.0
TICK = 0.01
BEFORE = 1_700_000_000.0  # news is sent by the real clock
ID = made().encounter.id


class Stuck:
    """A way to somebody who does not answer until let go."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def send(self, parcel: Parcel, now: float) -> None:
        self.reached.set()
        assert self.let_go.wait(PATIENCE)


async def until(done: Callable[[], bool], to_do: tuple[Duty, ...]) -> None:
    """Keeps the duties until something has happened."""

    async def wait() -> None:
        while not done():
            await asyncio.sleep(TICK)

    kept = asyncio.create_task(keep(to_do))
    try:
        await asyncio.wait_for(wait(), PATIENCE)
    finally:
        kept.cancel()


def sending(sqlite: str, clock: Clock) -> Worklist:
    """A work list that tells somebody of everything that is added."""
    ehr = Integration(name="ehr", kind="webhook", on=("added",), options={})
    settings = load_settings()
    with_ehr = type(settings)(
        steps=settings.steps,
        timers=settings.timers,
        outcomes=settings.outcomes,
        keep_days=settings.keep_days,
        integrations=(ehr,),
    )
    return worklist(sqlite, clock, with_ehr)


async def test_an_alert_that_is_due_does_not_wait_for_a_slow_network(
    sqlite: str,
) -> None:
    clock, way = Clock(), Stuck()
    clock.time = BEFORE
    list_ = sending(sqlite, clock)
    list_.add(made(), by="web")

    def alerted() -> bool:
        if way.reached.is_set() and clock.time == BEFORE:
            clock.minutes(60)
        return list_.item(ID).alerts > 0

    try:
        await until(alerted, duties(list_, {"ehr": way}, TICK))
    finally:
        way.let_go.set()


async def test_a_duty_that_fails_is_told_and_keeps_no_other_from_being_done(
    sqlite: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    list_ = worklist(sqlite, clock)
    list_.add(made(), by="web")
    with list_.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE outbox"))
    clock.minutes(60)

    await until(
        lambda: list_.item(ID).alerts > 0 and bool(caplog.messages),
        duties(list_, {}, TICK),
    )

    assert set(caplog.messages) == {"news: OperationalError, tried again"}


async def test_what_failed_is_tried_again_soon_however_seldom_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("worklist.duties.AGAIN_SECONDS", TICK)
    tries: list[int] = []

    def fails_once() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OSError

    await until(lambda: len(tries) == 2, (Duty("test", RETAIN_SECONDS, fails_once),))


async def test_what_was_kept_long_enough_is_looked_for_at_the_start_and_then_hourly(
    sqlite: str,
) -> None:
    clock = Clock()
    list_ = worklist(sqlite, clock)
    list_.log("called", by="kim", id_="a" * 32, content={"words": []})
    clock.minutes(366 * 24 * 60)
    to_do = duties(list_, {}, TICK)

    await until(lambda: list_.history("a" * 32)[-1].action == "erased", to_do)
    every = {duty.name: duty.every for duty in to_do}
    assert every["retention"] == RETAIN_SECONDS == 3600.0
    assert every["alerts"] == TICK
