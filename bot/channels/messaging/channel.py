"""A messaging service as a channel of Rasa: webhook in, turns, messages out."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.limits import RateLimit
from bot.channels.messaging.delivery import (
    LARGEST_BODY,
    Delivery,
    Received,
    Rejected,
)
from bot.channels.messaging.handling import Handling
from bot.channels.messaging.keeping import Kept
from bot.channels.messaging.lines import Lines, called_or_after
from bot.channels.messaging.mailbox import Arrived, Mailbox
from bot.channels.messaging.pacing import MOST_WAITING, Pacing
from bot.channels.messaging.posting import Posting
from bot.channels.messaging.presenting import Part
from bot.channels.messaging.service import NotSent, Service
from bot.channels.messaging.settings import read_settings
from bot.channels.sessions import Sessions, secret_from_environment
from bot.channels.turn_taking import OnNewMessage, TurnTaking
from bot.runtime.errors import where_and_what
from handover import Shelf
from handover.database import default_url

logger = logging.getLogger(__name__)

DATA = Path(__file__).resolve().parents[3] / ".data"
TURN_SECONDS = 20.0
KEEP_SECONDS = 3 * 24 * 60 * 60
LOOK_AFTER_SECONDS = 60.0
_PAUSES_PER_MINUTE = 2
_HOUR = 60 * 60


class MessagingInput(InputChannel, ABC):
    """The way in from one messaging service, and its way out."""

    SERVICE: ClassVar[type[Service]]

    def __init__(
        self, settings: Mapping[str, Any], *, secret: str, data: Path | None = None
    ) -> None:
        Sessions(secret)  # refuses a secret that is too short
        given = read_settings(self.SERVICE.NAME, self.SERVICE.SETTINGS, settings)
        data = data or DATA
        self._settings = given
        self.mailbox = Mailbox(data / "messaging.db", self.name(), secret)
        self.service = self.SERVICE(given, Kept(self.mailbox.engine, self.name()))
        self._shelf_address = default_url(data)
        self._pauses = RateLimit(_PAUSES_PER_MINUTE, burst=1)
        self._agent_of: Sanic | None = None
        self._lines = Lines(self._answer_all)
        self._handling: Handling
        self._pacing: Pacing
        self._posting: Posting
        self._http: aiohttp.ClientSession

    @classmethod
    def name(cls) -> str:
        """The service's name in its address."""
        return cls.SERVICE.NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MessagingInput:
        """The channel under `rasa run`; with settings missing it refuses to start."""
        return cls(credentials or {}, secret=secret_from_environment())

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The webhook."""
        routes = Blueprint(f"backtalk_{self.name()}")

        @routes.listener("before_server_start")
        async def begin(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            await self.open(app, on_new_message)

        @routes.listener("after_server_start")
        async def go_on(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            self.resume()

        @routes.listener("before_server_stop")
        async def end(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            await self.close()

        async def webhook(request: Request) -> HTTPResponse:
            status, reply, content_type = await self.take(_delivery(request))
            return HTTPResponse(reply, status, content_type=content_type)

        for number, route in enumerate(self.service.ROUTES):
            routes.add_route(
                webhook, route, methods=self.service.METHODS, name=f"webhook{number}"
            )
        return routes

    async def open(self, app: Sanic, on_new_message: OnNewMessage) -> None:
        """Gets ready to take and to send messages."""
        given = self._settings
        self._agent_of = app
        self._http = aiohttp.ClientSession()
        self._handling = Handling(
            self.name(),
            self.service.abilities,
            self.mailbox,
            TurnTaking(on_new_message, seconds=TURN_SECONDS),
            Shelf(self._shelf_address),
            discreet=given["discreet"],
            language=given["language"],
        )
        self._pacing = Pacing(given["messages_per_minute"], self._handling.pressing)
        self._posting = Posting(
            self.service,
            self.mailbox,
            self._http,
            timeout_seconds=given["send_timeout_seconds"],
            first_retry_seconds=given["first_retry_seconds"],
            give_up_seconds=given["give_up_hours"] * _HOUR,
        )

    def resume(self) -> None:
        """Goes on where the last process has stopped, and keeps things in order."""
        self._look_after()
        self._lines.aside(self._look_after_all())

    async def close(self) -> None:
        """Stops; what is not done waits on disk."""
        await self._lines.close()
        await self._posting.close()
        await self._http.close()

    async def take(self, delivery: Delivery) -> tuple[int, str, str]:
        """Takes a delivery in; the status, text and content type to answer with."""
        plain = "text/plain; charset=utf-8"
        if len(delivery.body) > LARGEST_BODY:
            return 413, "", plain
        try:
            received = await self.service.receive(self._http, delivery)
            self._keep(received)
        except Rejected as rejected:
            logger.warning("%s: rejected, %s", self.name(), rejected.reason)
            return rejected.status, "", plain
        except SQLAlchemyError as error:
            # The service will deliver it again, or tell its operator.
            logger.error("%s: not kept: %s", self.name(), where_and_what(error))
            return 503, "", plain
        return 200, received.reply, received.content_type

    def _keep(self, received: Received) -> None:
        for fate in received.fates:
            self.mailbox.fate(fate.receipt, arrived=fate.arrived)
        for incoming in received.incoming:
            arrived = self.mailbox.accept(incoming)
            if arrived is None:
                continue
            if self._pacing.wait(arrived.sender) > 0:
                self._pause(arrived)
            self._lines.wake(arrived.sender)
            if incoming.tidy:
                self._lines.aside(self._tidy(arrived))

    def _pause(self, arrived: Arrived) -> None:
        """Lets a message that comes too fast wait; says so, but not too often."""
        sender = arrived.sender
        if self._pacing.is_pressing(sender, arrived.incoming):
            self.mailbox.press(arrived)
            return
        is_read = self.mailbox.waiting_of(sender) <= MOST_WAITING
        parts: list[Part] = []
        if self._pauses.allows(sender):
            parts = self._handling.too_fast(is_read=is_read)
        if is_read:
            self.mailbox.post(arrived, parts)
        else:
            self.mailbox.answered(arrived, parts)
        self._posting.wake(sender)

    async def _answer_all(self, sender: str, call: asyncio.Event) -> None:
        # A message may be overtaken by one that was sent after it: see `order`.
        await asyncio.sleep(self._settings["settle_seconds"])
        while (arrived := self.mailbox.next_arrived(sender)) is not None:
            wait = 0.0 if arrived.is_pressing else self._pacing.wait(sender)
            if wait > 0:
                await called_or_after(call, wait)
                continue
            self._pacing.take(sender)
            await self._answer(arrived)
        self._pacing.caught_up(sender)

    async def _answer(self, arrived: Arrived) -> None:
        sender = arrived.sender
        stopped = self.mailbox.is_stopped(sender)
        if not stopped and self.mailbox.undelivered_of(sender):
            again = self.mailbox.offer_again(arrived, self._handling.undelivered())
            arrived = replace(arrived, is_late=arrived.is_late or again)
        parts = await self._handling.answer(self._agent(), arrived)
        if arrived.incoming.answered_by_service:
            parts = [part for part in parts if part.urgent]
        self.mailbox.answered(arrived, parts)
        self._posting.wake(sender)

    async def _tidy(self, arrived: Arrived) -> None:
        chosen = await self._handling.chosen(self._agent(), arrived)
        try:
            await asyncio.wait_for(
                self.service.tidy(self._http, arrived.incoming.tidy, chosen),
                self._settings["send_timeout_seconds"],
            )
        except (NotSent, aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            kind = type(error).__name__
            logger.warning("%s: a button was not cleared up: %s", self.name(), kind)

    async def _look_after_all(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AFTER_SECONDS)
            self._look_after()

    def _look_after(self) -> None:
        """Wakes whatever waits, should something have failed; forgets what is old."""
        give_up = self._settings["give_up_hours"] * _HOUR
        try:
            self.mailbox.clear_up(keep_seconds=KEEP_SECONDS + give_up)
            arrived, outgoing = self.mailbox.senders_waiting()
        except SQLAlchemyError as error:
            logger.error("%s: not looked after: %s", self.name(), where_and_what(error))
            return
        for sender in arrived:
            self._lines.wake(sender)
        for sender in outgoing:
            self._posting.wake(sender)

    def _agent(self) -> Agent | None:
        return getattr(self._agent_of.ctx, "agent", None) if self._agent_of else None


def _delivery(request: Request) -> Delivery:
    return Delivery(
        method=request.method,
        path=request.path,
        query=request.query_string,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
    )
