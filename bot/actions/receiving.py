"""Receives every message before anything else happens, whatever was meant by it."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from bot.actions.hearing import hear
from bot.actions.interview import Interview, News
from bot.actions.memory import recall, remember
from bot.actions.safely import TECHNICAL_PROBLEM, Outcome, SafeAction
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance, latest_utterance


class Receive(SafeAction):
    """Records what was said and raises the alarm in the very turn it is needed.

    Rasa runs this on every message, and it is the only hook of that sort whose
    messages reach the person.
    """

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_validate_slot_mappings"

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """Hears what has no id; all else, every action hears first, and only once."""
        return hear(interview, utterance) if utterance.id is None else Turn(interview)

    def fail(self, tracker: Tracker) -> Outcome:
        """Nothing was recorded, and what follows must not take it for an answer."""
        interview = recall(tracker).next_turn(latest_utterance(tracker).id)
        failed = replace(interview, news=News(problem=True))
        return (TECHNICAL_PROBLEM,), remember(failed)
