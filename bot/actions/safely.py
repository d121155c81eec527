"""The base of all actions: whatever goes wrong, the person is told and nothing is lost.

Rasa drops the messages and events of an action that fails, and goes on in silence.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.hearing import hear_once
from bot.actions.interview import Interview
from bot.actions.memory import recall, remember
from bot.actions.parts import SPEAKERS
from bot.actions.speaking import say
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance, latest_utterance
from bot.languages import OfTurn, languages_of, speaking
from bot.runtime.errors import where_and_what
from rendering import Message

logger = logging.getLogger(__name__)
Events = list[dict[str, Any]]
Outcome = tuple[tuple[Message, ...], Events]

# Made beforehand: what is said when something failed must not be able to fail.
_PROBLEMS = {locale: by.technical_problem() for locale, by in SPEAKERS.items()}
TECHNICAL_PROBLEM = cast(Message, OfTurn(_PROBLEMS, "answered"))


class SafeAction(Action, ABC):
    """An action that decides its turn first and only then speaks and remembers."""

    @abstractmethod
    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """What to say and to remember; it neither speaks nor writes by itself."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Takes the turn in its language."""
        with speaking(languages_of(tracker)):
            return self._turn_or_apology(dispatcher, tracker)

    def _turn_or_apology(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        """Takes the turn; if that fails, says so together with the safety net."""
        for attempt in (self.succeed, self.fail):
            try:
                messages, events = attempt(tracker)
            except Exception as error:  # the one place: see the module's description
                logger.error("%s failed: %s", self.name(), where_and_what(error))
            else:
                say(dispatcher, messages)
                return events
        say(dispatcher, (TECHNICAL_PROBLEM,))
        return []

    def succeed(self, tracker: Tracker) -> Outcome:
        """What is said and kept when nothing goes wrong."""
        utterance = latest_utterance(tracker)
        heard = hear_once(recall(tracker), utterance)
        turn = self.turn(heard.interview, utterance).after(*heard.messages)
        return turn.messages, remember(turn.interview)

    def fail(self, tracker: Tracker) -> Outcome:
        """What is said and kept when something did: by default nothing has changed."""
        return (TECHNICAL_PROBLEM,), []
