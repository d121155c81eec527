"""Work in order for each person, and side by side for different people."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.runtime.errors import where_and_what

logger = logging.getLogger(__name__)


class Lines:
    """Runs `work(key, call)` while there is some, once at a time for each key.

    `call` is set when the key is woken again while its work is under way.
    """

    def __init__(self, work: Callable[[str, asyncio.Event], Awaitable[None]]) -> None:
        self._work = work
        self._calls: dict[str, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self, key: str) -> None:
        """Lets the work for a key begin, or look again at what there is to do."""
        if key in self._calls:
            self._calls[key].set()
            return
        self._calls[key] = asyncio.Event()
        self.aside(self._run(key))

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something that nobody waits for; its failure is logged."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def close(self) -> None:
        """Stops all work where it is."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, key: str) -> None:
        call = self._calls[key]
        try:
            call.set()
            while call.is_set():
                call.clear()
                await self._work(key, call)
        finally:
            del self._calls[key]

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error(
                "Work for a messaging service failed: %s", where_and_what(error)
            )


async def called_or_after(call: asyncio.Event, seconds: float) -> None:
    """Returns when the key is woken again, or after some time."""
    try:
        await asyncio.wait_for(call.wait(), seconds)
    except asyncio.TimeoutError:
        return
    call.clear()
