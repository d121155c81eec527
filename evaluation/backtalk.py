"""Backtalk itself under evaluation: the trained bot, run in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.talk import BotFailure, BotMessage, Heard, NoBot, Talk
from knowledge.case import Status

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from understanding import Listener


class Backtalk:
    """The bot with its trained language understanding, dialogue and actions."""

    def __init__(self, agent: Agent, listener: Listener) -> None:
        self._agent = agent
        self._listener = listener

    def begin(self, name: str) -> Talk:
        """A new conversation, unconnected to any other."""
        return _InProcessTalk(self._agent, name)

    async def intent(self, text: str) -> str:
        """What the writer of a message wants, as the trained model takes it."""
        with _breakdown_is_an_outcome():
            parsed = await self._agent.parse_message(text)
            return str(parsed["intent"]["name"])

    def hear(self, text: str) -> Heard:
        """What a message states about findings; of two statements the last holds.

        A red flag that it all but surely tells of counts as heard, as an inferred
        denial does, though both are put back to the person first.
        """
        with _breakdown_is_an_outcome():
            heard = self._listener.hear(text)
        likely = dict.fromkeys(heard.likely, (Status.PRESENT, None))
        stated = {
            statement.finding: (Status(statement.status), statement.value)
            for statement in (*heard.guessed, *heard.statements)
        }
        return likely | stated

    def asks_back(self, text: str) -> tuple[str, ...]:
        """The red flags a message perhaps tells of in words nobody foresaw."""
        with _breakdown_is_an_outcome():
            return self._listener.hear(text).perhaps


class _InProcessTalk:
    def __init__(self, agent: Agent, name: str) -> None:
        from bot.runtime.conversation import Conversation

        self._conversation = Conversation(agent, name)

    async def say(self, text: str) -> Sequence[BotMessage]:
        """Sends one message and returns the bot's reply."""
        with _breakdown_is_an_outcome():
            return await self._conversation.say(text)


@contextmanager
def _breakdown_is_an_outcome() -> Iterator[None]:
    """Over HTTP a breakdown would be a status code; here it must not be less.

    No kind of error can be foreseen, and none may stop the evaluation of other cases.
    """
    from bot.runtime.errors import where_and_what

    try:
        yield
    except Exception as error:
        raise BotFailure(f"the bot broke down: {where_and_what(error)}") from error


def load_backtalk(config: str) -> tuple[Backtalk, Path]:
    """The bot of a configuration, trained first when needed, and its model's file.

    Raises:
        NoBot: when something has to be put right first.
    """
    # Imported here because loading the agent decides how Rasa is imported.
    from bot.runtime import logs
    from bot.runtime.agent import load_agent
    from bot.runtime.errors import CannotStart
    from bot.runtime.training import trained_model
    from knowledge import KnowledgeError

    logs.for_conversations()
    try:
        model = trained_model(config)
        agent = load_agent(model)
    except (CannotStart, KnowledgeError) as problem:
        raise NoBot(str(problem)) from problem
    # Last, because the agent also decides how what spaCy brings along is imported.
    from understanding import LexiconError, Listener

    try:
        return Backtalk(agent, Listener.load()), model
    except LexiconError as problem:
        raise NoBot(str(problem)) from problem
