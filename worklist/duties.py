"""What has to be done again and again, each duty by itself.

A slow network keeps no alert waiting, and what fails is told and tried again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from worklist.delivering import Transport, deliver
from worklist.item import Alert
from worklist.retention import retain
from worklist.worklist import Worklist

RETAIN_SECONDS = 3600.0
AGAIN_SECONDS = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do at once and then `every` so many seconds."""

    name: str
    every: float
    do: Callable[[], object]


def duties(
    worklist: Worklist,
    ways: Mapping[str, Transport],
    every: float,
    tell: Callable[[list[Alert]], None] = lambda alerts: None,
) -> tuple[Duty, ...]:
    """Sends alerts that are due, told as well, and news; erases what was kept enough.

    `every` is how often to look for alerts and news, in seconds.
    """
    return (
        Duty("alerts", every, lambda: tell(worklist.tick())),
        Duty("news", every, lambda: deliver(worklist.engine, ways)),
        Duty("retention", RETAIN_SECONDS, lambda: retain(worklist)),
    )


async def keep(duties: Iterable[Duty]) -> None:
    """Does every duty in a thread of its own until cancelled."""
    chosen = tuple(duties)
    threads = ThreadPoolExecutor(len(chosen), thread_name_prefix="duty")
    try:
        await asyncio.gather(*(_repeated(duty, threads) for duty in chosen))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


async def _repeated(duty: Duty, threads: ThreadPoolExecutor) -> None:
    while True:
        pause = duty.every
        try:
            await asyncio.get_running_loop().run_in_executor(threads, duty.do)
        except Exception as error:
            # Nothing but its kind: messages may hold what a patient said.
            _log.error("%s: %s, tried again", duty.name, type(error).__name__)
            pause = min(pause, AGAIN_SECONDS)
        await asyncio.sleep(pause)
