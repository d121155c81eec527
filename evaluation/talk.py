"""What the evaluation needs of a bot: talks, and the reading of single messages.

Any bot that can offer these (in process, over HTTP, scripted in a test) can be
evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.case import Status

BotMessage = Mapping[str, Any]
"""One message of the bot: text, buttons and data, as docs/architecture.md has them."""

Heard = Mapping[str, tuple[Status, str | float | None]]
"""Finding to the last status and value a text gave it."""


class BotFailure(Exception):
    """The bot did not answer as a working bot does."""


class NoBot(Exception):
    """There is no bot to evaluate until something is put right; the text says what."""


class Talk(Protocol):
    """One conversation."""

    async def say(self, text: str) -> Sequence[BotMessage]:
        """Sends one message and returns the bot's reply.

        Raises:
            BotFailure: when the bot breaks down instead of replying.
        """


class Bot(Protocol):
    """A bot under evaluation."""

    def begin(self, name: str) -> Talk:
        """A new conversation, unconnected to any other."""

    async def intent(self, text: str) -> str:
        """What the writer of a message wants, as one of the bot's own intents.

        Raises:
            BotFailure: when the bot breaks down.
        """

    def hear(self, text: str) -> Heard:
        """What a message states about findings.

        Raises:
            BotFailure: when the bot breaks down.
        """

    def asks_back(self, text: str) -> tuple[str, ...]:
        """Findings a message may tell of and that are asked about, not taken as said.

        Raises:
            BotFailure: when the bot breaks down.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One offered answer."""

    id: str
    title: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the bot, as its machine-readable part describes it."""

    id: str
    kind: str
    stage: str
    findings: tuple[str, ...]
    options: tuple[Option, ...]
    is_safety: bool

    def option(self, option_id: str) -> Option | None:
        """The offered answer with this id."""
        return next((entry for entry in self.options if entry.id == option_id), None)


def data_of(message: BotMessage) -> Mapping[str, Any]:
    """The machine-readable part of a message, empty when it has none."""
    data = message.get("data")
    return data if isinstance(data, Mapping) else {}


def kind_of(message: BotMessage) -> str:
    """What sort of message it is."""
    return str(data_of(message).get("kind", ""))


def question_of(message: BotMessage) -> Question | None:
    """The question a message asks, None when it asks about no finding."""
    raw = data_of(message).get("question")
    if kind_of(message) != "question" or not isinstance(raw, Mapping):
        return None
    if not raw.get("findings"):
        return None
    options = tuple(
        Option(
            id=str(option["id"]),
            title=str(option.get("title", "")),
            payload=str(option.get("payload", "")),
        )
        for option in raw.get("options") or ()
    )
    return Question(
        id=str(raw.get("id", "")),
        kind=str(raw.get("kind", "")),
        stage=str(raw.get("stage", "")),
        findings=tuple(raw["findings"]),
        options=options,
        is_safety=bool(raw.get("safety", False)),
    )


def payloads_of(message: BotMessage) -> list[str]:
    """The payloads of the buttons offered with a message."""
    return [str(button.get("payload", "")) for button in message.get("buttons") or ()]
