"""One turn of a conversation: once per message, in time, and never without an answer.

Rasa answers many failures with silence: an action that crashes, a model that is not
there, a prediction of nothing. Here each of them becomes an apology with the safety
net, after whatever the bot could still say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.channels import safety_net
from bot.channels.offers import as_said
from bot.channels.stored import last_turns, session
from bot.channels.transcript import Message, Turn, turns
from bot.languages import AS_USUAL, Languages
from bot.lateness import marked
from bot.runtime.conversation import WholeMessages
from bot.runtime.errors import where_and_what

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown to a person, and whether the bot really answered."""

    messages: list[Message]
    answered: bool


class TurnTaking:
    """Passes messages to the bot."""

    def __init__(self, on_new_message: OnNewMessage, *, seconds: float) -> None:
        self._on_new_message = on_new_message
        self._seconds = seconds
        self._under_way: dict[tuple[str, str], asyncio.Task[Answer]] = {}

    async def say(
        self,
        agent: Agent | None,
        sender: str,
        message_id: str,
        text: str,
        languages: Languages = AS_USUAL,
        *,
        is_late: bool = False,
    ) -> Answer:
        """The answer to a person's message; the same again for the same id.

        A message that `is_late` was not meant for the question that waits.
        """

        def turn() -> Awaitable[Answer]:
            return self._turn(
                agent,
                sender,
                message_id,
                text,
                languages,
                checked=True,
                is_late=is_late,
            )

        return await self.once(sender, message_id, turn)

    async def once(
        self, sender: str, message_id: str, answer: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """An answer, worked out once for all who ask while that is under way."""
        key = (sender, message_id)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(answer())
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key))
        # A client that hangs up must not stop a turn half-way.
        return await asyncio.shield(task)

    async def prompt(
        self,
        agent: Agent | None,
        sender: str,
        text: str,
        languages: Languages = AS_USUAL,
    ) -> Answer:
        """The answer to something the server says in a person's place."""
        return await self._turn(agent, sender, None, text, languages, checked=False)

    async def _turn(
        self,
        agent: Agent | None,
        sender: str,
        message_id: str | None,
        text: str,
        languages: Languages,
        *,
        checked: bool,
        is_late: bool = False,
    ) -> Answer:
        if agent is None or not agent.is_ready():
            logger.error("There is no model to answer with.")
            return _problem([], languages)
        heard = WholeMessages()
        message = UserMessage(
            text,
            heard,
            sender,
            input_channel=heard.name(),
            message_id=message_id,
            metadata={**languages.to_metadata(), **marked(is_late=is_late)},
        )
        turn = asyncio.ensure_future(
            self._checked(agent, message, heard, languages)
            if checked
            else self._on_new_message(message)
        )
        await asyncio.wait({turn}, timeout=self._seconds)
        return _answer(turn, heard, languages)

    async def _checked(
        self,
        agent: Agent,
        message: UserMessage,
        heard: WholeMessages,
        languages: Languages,
    ) -> None:
        """Passes a message on once, and of its commands only what was offered."""
        sender, id_ = message.sender_id, message.message_id
        history = turns(await last_turns(agent, sender))
        if _answered_before(history, id_) is not None:
            # Read in full: what is live of a conversation is without its records.
            whole = turns(await session(agent, sender))
            heard.messages.extend(_answered_before(whole, id_) or ())
            return
        message.text = as_said(message.text or "", history, languages.written)
        await self._on_new_message(message)


def _answered_before(
    history: list[Turn], message_id: str | None
) -> list[Message] | None:
    for turn in reversed(history):
        if turn.message_id == message_id:
            return turn.answers
    return None


def _answer(
    turn: asyncio.Task[Any], heard: WholeMessages, languages: Languages
) -> Answer:
    if not turn.done():
        turn.cancel()
        logger.error("A turn took too long and was stopped.")
    elif (error := turn.exception()) is not None:
        logger.error("A turn failed: %s", where_and_what(error))
    elif any(message["text"] for message in heard.messages):
        return Answer(heard.messages, answered=True)
    else:
        logger.error("A turn ended without an answer.")
    return _problem(heard.messages, languages)


def _problem(said: list[Message], languages: Languages) -> Answer:
    apology = safety_net.problem(locale=languages.answered)
    return Answer([*said, apology], answered=False)
