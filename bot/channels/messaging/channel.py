"""A messaging service as a channel of Rasa: webhook in, turns, messages out."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, ClassVar

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import drawings
from bot.channels.messaging.alone import hold
from bot.channels.messaging.delivery import (
    LARGEST_BODY,
    Delivery,
    JsonObject,
    Rejected,
)
from bot.channels.messaging.handling import Handling
from bot.channels.messaging.intake import Intake
from bot.channels.messaging.keeping import Kept
from bot.channels.messaging.links import Links
from bot.channels.messaging.mailbox import Mailbox
from bot.channels.messaging.posting import Posting
from bot.channels.messaging.service import Service
from bot.channels.messaging.settings import read_settings
from bot.channels.messaging.summary_page import SummaryPage
from bot.channels.messaging.takeaway import Takeaway
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
        self._data = data
        self._links = Links(self.mailbox.engine, self.name())
        self._shelf_address = default_url(data)
        self._agent_of: Sanic | None = None
        self._looking: asyncio.Task[None] | None = None
        self._intake: Intake
        self._posting: Posting
        self._http: aiohttp.ClientSession
        self._claim: IO[str]

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
        SummaryPage(
            self._links,
            self._agent,
            service=self.name(),
            language=self._settings["language"],
        ).add_to(routes)
        drawings.add_pictures(routes)
        return routes

    async def open(self, app: Sanic, on_new_message: OnNewMessage) -> None:
        """Gets ready to take and to send messages.

        Raises:
            CannotStart: when another process serves the service from the same folder.
        """
        given = self._settings
        self._claim = hold(self._data, self.name())
        self._agent_of = app
        self._http = aiohttp.ClientSession()
        takeaway = Takeaway(
            self.name(),
            Shelf(self._shelf_address),
            self._links,
            address=self._address() if given["summary_link"] else None,
            is_short=self.service.abilities.is_paid_by_length,
        )
        handling = Handling(
            self.service.abilities,
            self.mailbox,
            TurnTaking(on_new_message, seconds=TURN_SECONDS),
            takeaway,
            pictures=self._pictures,
            discreet=given["discreet"],
            language=given["language"],
        )
        self._posting = Posting(
            self.service,
            self.mailbox,
            self._http,
            timeout_seconds=given["send_timeout_seconds"],
            first_retry_seconds=given["first_retry_seconds"],
            give_up_seconds=given["give_up_hours"] * _HOUR,
        )
        self._intake = Intake(
            self.service,
            self.mailbox,
            handling,
            self._posting,
            self._http,
            self._agent,
            per_minute=given["messages_per_minute"],
            settle_seconds=given["settle_seconds"],
            timeout_seconds=given["send_timeout_seconds"],
        )

    def resume(self) -> None:
        """Goes on where the last process has stopped, and keeps things in order."""
        self._look_after()
        self._looking = asyncio.ensure_future(self._look_after_all())

    async def close(self) -> None:
        """Stops; what is not done waits on disk."""
        if self._looking is not None:
            self._looking.cancel()
        await self._intake.close()
        await self._posting.close()
        await self._http.close()
        self._claim.close()

    async def take(self, delivery: Delivery) -> tuple[int, str, str]:
        """Takes a delivery in; the status, text and content type to answer with."""
        plain = "text/plain; charset=utf-8"
        if len(delivery.body) > LARGEST_BODY:
            return 413, "", plain
        try:
            received = await self.service.receive(self._http, delivery)
            self._intake.keep(received)
        except Rejected as rejected:
            logger.warning("%s: rejected, %s", self.name(), rejected.reason)
            return rejected.status, "", plain
        except SQLAlchemyError as error:
            # The service will deliver it again, or tell its operator.
            logger.error("%s: not kept: %s", self.name(), where_and_what(error))
            return 503, "", plain
        return 200, received.reply, received.content_type

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
            self._intake.wake(sender)
        for sender in outgoing:
            self._posting.wake(sender)

    def _pictures(self, address: JsonObject) -> str | None:
        """Where people at this address get our pictures from, if they get any."""
        ours = self._address() if self._settings["pictures"] else None
        is_shown = ours is not None and self.service.shows_pictures(address)
        return f"{ours}/pictures" if is_shown else None

    def _address(self) -> str | None:
        """Where people reach what this channel serves; None where they cannot."""
        public = self._settings["public_url"]
        return f"{public}/webhooks/{self.name()}" if public else None

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
