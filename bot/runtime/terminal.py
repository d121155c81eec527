"""Talking with the bot in a terminal, or with lines from a pipe."""

from __future__ import annotations

import asyncio
import secrets
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot.channels import transcript
from bot.channels.turn_taking import TurnTaking
from bot.channels.web import OPENING
from bot.runtime.agent import load_agent
from bot.runtime.conversations import ConversationStore
from rendering import Message, payload_of, plain_text

WIDTH = 78
TURN_SECONDS = 60.0


def talk(
    model: Path, data: Path, lines: TextIO, *, actions: str = "bot.actions"
) -> None:
    """Converses, one message for each line, until the lines end."""
    store = ConversationStore.in_file(data / "conversations.db")
    agent = load_agent(model, store=store, actions=actions)
    taking = TurnTaking(agent.handle_message, seconds=TURN_SECONDS)
    person = f"terminal-{secrets.token_urlsafe(9)}"

    async def converse() -> None:
        opening = await taking.prompt(agent, person, OPENING)
        last = _show(opening.messages)
        for text in _said(lines):
            meant = payload_of(text, last) or text
            answer = await taking.say(agent, person, secrets.token_hex(8), meant)
            last = _show(answer.messages)

    asyncio.run(converse())


def _said(lines: TextIO) -> Iterator[str]:
    """The lines that say something; piped ones are printed as if typed."""
    typed = lines.isatty()
    while True:
        print("> ", end="", flush=True)
        line = lines.readline()
        if not line:
            print()
            return
        if not typed:
            print(line.rstrip("\n"))
        if line.strip():
            yield line.strip()


def _show(answers: list[transcript.Message]) -> Message:
    """Prints the bot's messages and returns the one that numbers refer to."""
    messages = [transcript.as_rendered(answer) for answer in answers]
    print()
    for message in messages:
        for line in plain_text(message).split("\n"):
            print(textwrap.fill(line, WIDTH, subsequent_indent="  "))
        print()
    with_buttons = [message for message in messages if message.buttons]
    return (with_buttons or messages)[-1]
