"""Takes what was said on a page elsewhere by a code, or brings it from elsewhere.

The same message sent twice, as by a page that has lost the answer, takes its code once:
what was answered is kept in the conversation, like every other answer.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from rasa.core.agent import Agent
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.actions.parts import SPEAKERS
from bot.channels import moving
from bot.channels.stored import session
from bot.channels.transcript import Turn, turns
from bot.channels.turn_taking import Answer, TurnTaking
from bot.languages import Languages
from handover import RecordUnreadable, Shelf, ShelfError, TooManyTries
from rendering import Message

_BEGIN = "/greet"
_MOVED = "messaging_moved"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message with a code in it, as it came in."""

    sender: str
    id: str
    text: str
    languages: Languages


class WebMoving:
    """The shelf, as web pages use it; it is opened when it is first needed."""

    def __init__(self, shelf_address: str | None) -> None:
        self._address = shelf_address
        self._shelf: Shelf | None = None

    async def code(self, agent: Agent, sender: str, locale: str) -> str | None:
        """A code for what was said so far, None when nothing was."""
        shelf = await self._opened()
        return await moving.put_on_shelf(
            agent, sender, shelf, route="web", language=locale
        )

    async def withdraw(self, sender: str) -> None:
        """Ends the codes of somebody that were not used yet."""
        shelf = await self._opened()
        await asyncio.to_thread(shelf.withdraw, sender)

    async def take(
        self, taking: TurnTaking, agent: Agent, message: Arrived, code: str
    ) -> Answer:
        """Goes on with what is kept under a code, or says why that cannot be done."""

        async def answer() -> Answer:
            history = turns(await session(agent, message.sender))
            for place, turn in enumerate(history):
                if turn.message_id == message.id:
                    return await _again(taking, agent, message, history[place:])
            return await self._take(taking, agent, message, code)

        return await taking.once(message.sender, message.id, answer)

    async def _take(
        self, taking: TurnTaking, agent: Agent, message: Arrived, code: str
    ) -> Answer:
        say = SPEAKERS[message.languages.answered].statement
        shelf, sender = await self._opened(), message.sender
        moved = say(_MOVED)
        try:
            await moving.take_from_shelf(
                agent, sender, shelf, code, by=sender, told=_turn(message, moved)
            )
        except TooManyTries:
            return await _told(agent, message, say("messaging_too_many_codes"))
        except (ShelfError, RecordUnreadable):
            return await _told(agent, message, say("messaging_code_unknown"))
        return await _begun(taking, agent, message, moved)

    async def _opened(self) -> Shelf:
        if self._shelf is None:
            self._shelf = await asyncio.to_thread(Shelf, self._address)
        return self._shelf


async def _again(
    taking: TurnTaking, agent: Agent, message: Arrived, since: list[Turn]
) -> Answer:
    """What was answered to this message before; `since` are the turns from it on."""
    told, *later = since
    is_moved = any(m["data"].get("about") == _MOVED for m in told.answers)
    if not is_moved:
        return Answer(told.answers, answered=True)
    if later and later[0].said == _BEGIN:
        return Answer([*told.answers, *later[0].answers], answered=True)
    # Stopped between the two: what is to come after it was never said.
    say = SPEAKERS[message.languages.answered].statement
    return await _begun(taking, agent, message, say(_MOVED))


async def _begun(
    taking: TurnTaking, agent: Agent, message: Arrived, moved: Message
) -> Answer:
    """What was taken, and where the interview goes on."""
    answer = await taking.prompt(agent, message.sender, _BEGIN, message.languages)
    return Answer([moved.to_json(), *answer.messages], answer.answered)


async def _told(agent: Agent, message: Arrived, said: Message) -> Answer:
    """An answer that changes nothing, kept for when the message is sent again."""
    await moving.keep(agent, message.sender, _turn(message, said))
    return Answer([said.to_json()], answered=True)


def _turn(message: Arrived, said: Message) -> list[Event]:
    """The message and its answer as Rasa keeps a turn."""
    sent = said.to_json()
    return [
        UserUttered(
            message.text,
            intent={"name": _BEGIN[1:], "confidence": 1.0},
            message_id=message.id,
            metadata=message.languages.to_metadata(),
        ),
        BotUttered(sent["text"], {"buttons": sent["buttons"], "custom": sent["data"]}),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
