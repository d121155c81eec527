"""Hears every message before anything else happens, whatever was meant by it."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from bot.actions.alarm import sound
from bot.actions.hearing import take_in
from bot.actions.interview import Interview, News
from bot.actions.memory import recall, remember
from bot.actions.safely import TECHNICAL_PROBLEM, Outcome, SafeAction
from bot.actions.said import Said, said
from bot.actions.turn import Turn


class Listen(SafeAction):
    """Records what was said and raises the alarm in the very turn it is needed.

    Rasa runs this on every message, and it is the only hook of that sort whose
    messages reach the person.
    """

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_validate_slot_mappings"

    def turn(self, interview: Interview, said: Said) -> Turn:
        """Hears the message, once, however often Rasa asks."""
        if said.id is not None and said.id == interview.heard:
            return Turn(interview)
        return sound(take_in(interview.listening(said.id), said))

    def fail(self, tracker: Tracker) -> Outcome:
        """Nothing was recorded, and what follows must not take it for an answer."""
        interview = recall(tracker).listening(said(tracker).id)
        failed = replace(interview, news=News(problem=True))
        return (TECHNICAL_PROBLEM,), remember(failed)
