"""A real server with the tiny bot, and a browser's view of it."""

from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rasa.core.agent import Agent
from sanic import Sanic

from bot.channels.early_sign import CONTENT_TYPE
from bot.channels.sessions import Sessions
from bot.channels.web import WebInput
from bot.runtime.server import application
from handover.database import default_url

SECRET = "not a secret, only long enough for one"

Reply = tuple[int, dict[str, Any]]


class Browser:
    """Sends what a page would send."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client = client
        self.address = address
        self.token = ""

    async def post(self, path: str, body: Any, **headers: str) -> Reply:
        headers = {"content-type": "application/json", **headers}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        address = f"{self.address}/chat/{path}"
        async with self.client.post(address, data=content, headers=headers) as answer:
            return answer.status, await answer.json()

    async def begin(self) -> list[dict[str, Any]]:
        status, body = await self.post("session", {})
        assert status == 200
        self.token = body["token"]
        return body["messages"]

    async def say(self, message: Any, **more: Any) -> Reply:
        return await self.post(
            "message", {"token": self.token, "message": message, **more}
        )

    def lines(self, fields: dict[str, Any]) -> AbstractAsyncContextManager[Any]:
        """The answer to a message as lines of JSON, the first of them a sign."""
        headers = {"content-type": "application/json", "accept": CONTENT_TYPE}
        content = json.dumps({"token": self.token, **fields})
        address = f"{self.address}/chat/message"
        return self.client.post(address, data=content, headers=headers)

    async def told(self, message: str) -> list[str]:
        """The texts of the answer."""
        _, body = await self.say(message)
        return [answer["text"] for answer in body["messages"]]


Open = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def open_browser(tiny_agent: Agent, tmp_path: Path) -> AsyncIterator[Open]:
    """Starts a server with these settings of the channel and visits it."""
    Sanic.test_mode = True
    async with AsyncExitStack() as cleanup:

        async def open_(
            *, agent: Agent | None = tiny_agent, **settings: Any
        ) -> Browser:
            settings = {"shelf_address": default_url(tmp_path), **settings}
            app = application(agent, WebInput(Sessions(SECRET), **settings))
            sock = socket.create_server(("127.0.0.1", 0))
            server = await app.create_server(
                sock=sock, return_asyncio_server=True, access_log=False
            )
            await server.startup()
            await server.start_serving()
            cleanup.push_async_callback(server.wait_closed)
            cleanup.callback(server.close)
            client = await cleanup.enter_async_context(aiohttp.ClientSession())
            return Browser(client, f"http://127.0.0.1:{sock.getsockname()[1]}")

        yield open_


@pytest.fixture
async def browser(open_browser: Open) -> Browser:
    """A browser with a conversation that has begun."""
    visiting = await open_browser()
    await visiting.begin()
    return visiting
