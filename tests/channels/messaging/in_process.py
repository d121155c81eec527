"""One channel with the bot behind it, in the process of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.credentials import channel_class
from tests.channels.messaging.served import SECRET


@asynccontextmanager
async def opened(
    name: str, given: dict[str, Any], data: Path, agent: Any = None
) -> AsyncIterator[MessagingInput]:
    """A channel; without an agent it has no model behind it."""
    channel = channel_class(name)(given, secret=SECRET, data=data)

    async def turn(message: Any) -> None:
        if agent is not None:
            await agent.handle_message(message)

    app: Any = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    await channel.open(app, turn)
    yield channel
    await channel.close()
