"""What was said and advised, to take away: as a page, by a code, or the rest of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rasa.core.agent import Agent

from bot.actions.parts import SPEAKER
from bot.channels import moving
from bot.channels.messaging.links import Links
from bot.channels.messaging.summary_page import ROUTE
from bot.channels.stored import session
from bot.channels.transcript import as_rendered, turns
from bot.channels.turn_taking import TurnTaking
from bot.channels.web import OPENING
from bot.languages import Languages
from handover import (
    CodeUnreadable,
    RecordUnreadable,
    Shelf,
    ShelfError,
    TooManyTries,
)
from rendering import Message

# Of the advice, what a text message leaves for those who ask for more.
_ASKED_FOR = frozenset({"patterns", "self_care", "card", "changes"})


class Takeaway:
    """One service's ways out of a talk.

    `address` is where people reach the service's pages, None when they cannot;
    `is_short`: the advice leaves out what can be asked for.
    """

    def __init__(
        self,
        service: str,
        shelf: Shelf,
        links: Links,
        *,
        address: str | None,
        is_short: bool,
    ) -> None:
        self._service = service
        self._shelf = shelf
        self._links = links
        self._address = address
        self._is_short = is_short

    def beside(self, sender: str, messages: list[Message]) -> list[Message]:
        """Advice with how to get the rest of it, a link, and a code for elsewhere."""
        if not any(_is_advice(message) for message in messages):
            return messages
        ways = "messaging_more" if self._is_short else "messaging_after_advice"
        told = [SPEAKER.statement(ways).text]
        if self._address is not None:
            told.append(SPEAKER.statement("messaging_summary").text)
            # On a line by itself, so that no full stop is taken for a part of it.
            told.append(f"{self._address}/{ROUTE}/{self._links.make(sender)}")
        kept = [m for m in messages if not (self._is_short and _can_wait(m))]
        return [*kept, Message("\n".join(told), data={"kind": "statement"})]

    async def revoke(self, sender: str) -> None:
        """Ends what leads to somebody's talk: links, and codes not used yet."""
        self._links.revoke(sender)
        await asyncio.to_thread(self._shelf.withdraw, sender)

    async def more(self, agent: Agent, sender: str) -> Sequence[Message]:
        """What the latest advice has left out."""
        for turn in reversed(turns(await session(agent, sender))):
            messages = [as_rendered(message) for message in turn.answers]
            if any(_is_advice(message) for message in messages):
                return [message for message in messages if _can_wait(message)]
        return [SPEAKER.statement("messaging_no_more")]

    async def code(self, agent: Agent, sender: str, language: str) -> Message:
        """A code to go on with elsewhere."""
        code = await moving.put_on_shelf(
            agent, sender, self._shelf, route=self._service, language=language
        )
        if code is None:
            return SPEAKER.statement("messaging_nothing_to_move")
        return SPEAKER.statement("messaging_move", code=code)

    async def resume(
        self,
        taking: TurnTaking,
        agent: Agent,
        sender: str,
        code: str,
        languages: Languages,
    ) -> list[Message]:
        """Goes on with what is under a code; nothing when it is only words.

        A mistyped code still has figures in it, as good as always.
        """
        try:
            await moving.take_from_shelf(agent, sender, self._shelf, code, by=sender)
        except CodeUnreadable:
            is_code = any(letter.isdigit() for letter in code)
            return [SPEAKER.statement("messaging_code_unknown")] if is_code else []
        except TooManyTries:
            return [SPEAKER.statement("messaging_too_many_codes")]
        except (ShelfError, RecordUnreadable):
            return [SPEAKER.statement("messaging_code_unknown")]
        answer = await taking.prompt(agent, sender, OPENING, languages)
        messages = [as_rendered(message) for message in answer.messages]
        moved = SPEAKER.statement("messaging_moved")
        return [moved, *self.beside(sender, messages)]


def _is_advice(message: Message) -> bool:
    return message.data.get("kind") == "assessment"


def _can_wait(message: Message) -> bool:
    return message.data.get("about") in _ASKED_FOR
