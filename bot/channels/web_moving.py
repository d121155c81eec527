"""Takes what was said on a page elsewhere by a code, or brings it from elsewhere.

The same code sent twice, as by a page that has lost the answer, is taken once.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from rasa.core.agent import Agent

from bot.actions.parts import SPEAKERS
from bot.channels import moving
from bot.channels.turn_taking import Answer, TurnTaking
from bot.languages import Languages
from handover import RecordUnreadable, Shelf, ShelfError, TooManyTries

_MOST_REMEMBERED = 1000
_BEGIN = "/greet"


class WebMoving:
    """The shelf, as web pages use it; it is opened when it is first needed."""

    def __init__(self, shelf_address: str | None) -> None:
        self._address = shelf_address
        self._shelf: Shelf | None = None
        self._taken: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    async def code(self, agent: Agent, sender: str, locale: str) -> str | None:
        """A code for what was said so far, None when nothing was."""
        shelf = await self._opened()
        return await moving.put_on_shelf(
            agent, sender, shelf, route="web", language=locale
        )

    async def take(
        self,
        taking: TurnTaking,
        agent: Agent,
        sender: str,
        message_id: str,
        code: str,
        languages: Languages,
    ) -> Answer:
        """Goes on with what is kept under a code, or says why that cannot be done."""
        key = (sender, message_id)
        if key not in self._taken:
            self._taken[key] = await self._take(taking, agent, sender, code, languages)
            while len(self._taken) > _MOST_REMEMBERED:
                self._taken.popitem(last=False)
        return self._taken[key]

    async def _take(
        self,
        taking: TurnTaking,
        agent: Agent,
        sender: str,
        code: str,
        languages: Languages,
    ) -> Answer:
        say = SPEAKERS[languages.answered].statement
        shelf = await self._opened()
        try:
            await moving.take_from_shelf(agent, sender, shelf, code, by=sender)
        except TooManyTries:
            return Answer([say("messaging_too_many_codes").to_json()], answered=True)
        except (ShelfError, RecordUnreadable):
            return Answer([say("messaging_code_unknown").to_json()], answered=True)
        answer = await taking.prompt(agent, sender, _BEGIN, languages)
        moved = say("messaging_moved").to_json()
        return Answer([moved, *answer.messages], answer.answered)

    async def _opened(self) -> Shelf:
        if self._shelf is None:
            self._shelf = await asyncio.to_thread(Shelf, self._address)
        return self._shelf
