"""Sends what waits: in order, again when it fails, and never in anybody's way."""

from __future__ import annotations

import asyncio
import logging
import random
import time

import aiohttp

from bot.channels.messaging.lines import Lines, called_or_after
from bot.channels.messaging.mailbox import Mailbox
from bot.channels.messaging.outbox import Outgoing
from bot.channels.messaging.service import NotSent, Service

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 20
LONGEST_WAIT_SECONDS = 300.0


class Posting:
    """The way out to one service."""

    def __init__(
        self,
        service: Service,
        mailbox: Mailbox,
        http: aiohttp.ClientSession,
        *,
        timeout_seconds: float,
        first_retry_seconds: float,
        give_up_seconds: float,
    ) -> None:
        self._service = service
        self._mailbox = mailbox
        self._http = http
        self._timeout = timeout_seconds
        self._first_retry = first_retry_seconds
        self._give_up = give_up_seconds
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._lines = Lines(self._send_all)

    def wake(self, sender: str) -> None:
        """Sends what waits for a person."""
        self._lines.wake(sender)

    async def close(self) -> None:
        """Stops sending; what was not sent waits on disk."""
        await self._lines.close()

    async def _send_all(self, sender: str, call: asyncio.Event) -> None:
        while (outgoing := self._mailbox.next_outgoing(sender)) is not None:
            wait = outgoing.due - time.time()
            if wait > 0:
                await called_or_after(call, wait)
                continue
            async with self._places:
                await self._send(outgoing)

    async def _send(self, outgoing: Outgoing) -> None:
        send = self._service.deliver(self._http, outgoing.address, outgoing.part)
        try:
            receipt = await asyncio.wait_for(send, self._timeout)
        except NotSent as refusal:
            self._failed(outgoing, refusal.why, refusal.final, refusal.wait)
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            self._failed(outgoing, type(error).__name__, False, None)
        else:
            told = self._service.TELLS_FATE
            self._mailbox.sent(outgoing.number, receipt, until_told=told)

    def _failed(
        self, outgoing: Outgoing, why: str, final: bool, wait: float | None
    ) -> None:
        name, tries = self._service.NAME, outgoing.attempts + 1
        if final or time.time() - outgoing.since > self._give_up:
            logger.error("%s: not delivered after %d tries: %s", name, tries, why)
            self._mailbox.undelivered(outgoing.number)
            return
        logger.warning("%s: not sent at try %d: %s", name, tries, why)
        pause = min(self._first_retry * 2**outgoing.attempts, LONGEST_WAIT_SECONDS)
        # Not everybody again in the same second after the service was down.
        pause = max(wait or 0.0, pause * random.uniform(0.8, 1.2))
        self._mailbox.try_again(outgoing.number, time.time() + pause)
