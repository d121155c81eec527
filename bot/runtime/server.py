"""Serves the bot and its page from one process."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from sanic import Sanic

from bot.channels import drawings, page, widget
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.credentials import configured
from bot.channels.replies import on_failure
from bot.channels.sessions import Sessions
from bot.channels.web import WebInput
from bot.runtime import front_desk
from bot.runtime.agent import load_agent
from bot.runtime.conversations import ConversationStore
from handover.database import default_url

# A message of 4,000 characters, each of them escaped as two \\uXXXX, and then some.
LARGEST_REQUEST = 64 * 1024
_DAY_SECONDS = 24 * 60 * 60
_PROOF_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a server needs to know."""

    model: Path
    data: Path
    host: str
    port: int
    secret: str
    messages_per_minute: float
    sessions_per_minute: float
    keep_days: float
    origins: tuple[str, ...] = ()
    credentials: Path | None = None
    actions: str = "bot.actions"
    desk_port: int | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{self.host}:{self.port}/"


def run(serving: Serving) -> int:
    """Serves until stopped; the exit status is 1 if the first turn went wrong."""
    chat = WebInput(
        Sessions(serving.secret),
        messages_per_minute=serving.messages_per_minute,
        sessions_per_minute=serving.sessions_per_minute,
        origins=serving.origins,
        shelf_address=default_url(serving.data),
    )
    services = configured(serving.credentials, secret=serving.secret, data=serving.data)
    app = application(_load(serving), chat, services)
    status: list[int] = []

    @app.listener("after_server_start")
    async def begin(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.add_task(_prove(serving, app, status))

    with front_desk.beside(serving.desk_port, serving.host, serving.data):
        app.run(serving.host, serving.port, access_log=False, workers=1)
    return max(status, default=0)


def application(
    agent: Agent | None, chat: WebInput, services: Sequence[MessagingInput] = ()
) -> Sanic:
    """The web application: the channels, the page and the widget."""
    app = Sanic("backtalk", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.MOTD = False
    app.ctx.agent = agent
    register(services, app, route="/webhooks/")  # as under `rasa run`
    register([chat], app, route="/")
    app.blueprint(page.blueprint())
    app.blueprint(drawings.blueprint())
    app.blueprint(widget.blueprint(chat.origins.allowed))
    app.exception(Exception)(on_failure)
    return app


def _load(serving: Serving) -> Agent:
    store = ConversationStore.in_file(serving.data / "conversations.db")
    store.erase_quiet_since(time.time() - serving.keep_days * _DAY_SECONDS)
    return load_agent(serving.model, store=store, actions=serving.actions)


async def _prove(serving: Serving, app: Sanic, status: list[int]) -> None:
    """Has the first turn over HTTP, and only then says where to talk."""
    timeout = aiohttp.ClientTimeout(total=_PROOF_SECONDS)
    health = f"{serving.address}chat/health"
    async with (
        aiohttp.ClientSession(timeout=timeout) as client,
        client.get(health) as r,
    ):
        answers = r.status == 200
    if answers:
        print(f"Talk with Backtalk at {serving.address} (Ctrl-C stops it)")
        print(f"As a clinic's patients see it: {serving.address}widget/", flush=True)
    else:
        print(
            "The bot started but did not answer a first message; the lines above say "
            "why. Stopping.",
            file=sys.stderr,
        )
        status.append(1)
        app.stop()
