"""Takes up what has arrived: keeps it, and answers each person in order and in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import aiohttp
from rasa.core.agent import Agent

from bot.channels.limits import RateLimit
from bot.channels.messaging.delivery import Received
from bot.channels.messaging.handling import Handling
from bot.channels.messaging.lines import Lines, called_or_after
from bot.channels.messaging.mailbox import Arrived, Mailbox
from bot.channels.messaging.pacing import MOST_WAITING, Pacing
from bot.channels.messaging.parts import Part
from bot.channels.messaging.posting import Posting
from bot.channels.messaging.service import NotSent, Service

logger = logging.getLogger(__name__)

_PAUSES_PER_MINUTE = 2


class Intake:
    """One service's way from a message to its answer.

    `settle_seconds` is how long a message waits for one that was sent before it.
    """

    def __init__(
        self,
        service: Service,
        mailbox: Mailbox,
        handling: Handling,
        posting: Posting,
        http: aiohttp.ClientSession,
        agent: Callable[[], Agent | None],
        *,
        per_minute: float,
        settle_seconds: float,
        timeout_seconds: float,
    ) -> None:
        self._service = service
        self._mailbox = mailbox
        self._handling = handling
        self._posting = posting
        self._http = http
        self._agent = agent
        self._settle = settle_seconds
        self._timeout = timeout_seconds
        self._pacing = Pacing(per_minute, handling.pressing)
        self._pauses = RateLimit(_PAUSES_PER_MINUTE, burst=1)
        self._lines = Lines(self._answer_all)

    def keep(self, received: Received) -> None:
        """Keeps on disk what a delivery holds, and lets its answers begin."""
        for fate in received.fates:
            self._mailbox.fate(fate.receipt, arrived=fate.arrived)
        for incoming in received.incoming:
            arrived = self._mailbox.accept(incoming)
            if arrived is None:
                continue
            if self._pacing.wait(arrived.sender) > 0:
                self._pause(arrived)
            self._lines.wake(arrived.sender)
            if incoming.tidy:
                self._lines.aside(self._tidy(arrived))

    def wake(self, sender: str) -> None:
        """Answers what waits of a person."""
        self._lines.wake(sender)

    async def close(self) -> None:
        """Stops; what is not answered waits on disk."""
        await self._lines.close()

    def _pause(self, arrived: Arrived) -> None:
        """Lets a message that comes too fast wait; says so, but not too often."""
        sender = arrived.sender
        if self._pacing.is_pressing(sender, arrived.incoming):
            self._mailbox.press(arrived)
            return
        is_read = self._mailbox.waiting_of(sender) <= MOST_WAITING
        parts: list[Part] = []
        if not self._mailbox.is_stopped(sender) and self._pauses.allows(sender):
            parts = self._handling.too_fast(is_read=is_read)
        if is_read:
            self._mailbox.post(arrived, parts)
        else:
            self._mailbox.answered(arrived, parts)
        self._posting.wake(sender)

    async def _answer_all(self, sender: str, call: asyncio.Event) -> None:
        # A message may be overtaken by one that was sent after it: see `order`.
        await asyncio.sleep(self._settle)
        while (arrived := self._mailbox.next_arrived(sender)) is not None:
            wait = 0.0 if arrived.is_pressing else self._pacing.wait(sender)
            if wait > 0:
                await called_or_after(call, wait)
                continue
            self._pacing.take(sender)
            await self._answer(arrived)
        self._pacing.caught_up(sender)

    async def _answer(self, arrived: Arrived) -> None:
        sender = arrived.sender
        stopped = self._mailbox.is_stopped(sender)
        if not stopped and self._mailbox.undelivered_of(sender):
            self._mailbox.offer_again(arrived, self._handling.undelivered())
        parts = await self._handling.answer(self._agent(), arrived)
        if arrived.incoming.answered_by_service:
            parts = [part for part in parts if part.urgent]
        self._mailbox.answered(arrived, parts)
        self._posting.wake(sender)

    async def _tidy(self, arrived: Arrived) -> None:
        chosen = await self._handling.chosen(self._agent(), arrived)
        try:
            await asyncio.wait_for(
                self._service.tidy(self._http, arrived.incoming.tidy, chosen),
                self._timeout,
            )
        except (NotSent, aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            name, kind = self._service.NAME, type(error).__name__
            logger.warning("%s: a button was not cleared up: %s", name, kind)
