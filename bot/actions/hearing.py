"""A message is heard once: its findings recorded, and an emergency in it spoken of.

Usually Rasa's own call before every turn does it. When that call fails, Rasa only logs
it and goes on without, so whichever action comes next makes up for it.
"""

from __future__ import annotations

from bot.actions.alarm import sound
from bot.actions.interview import Interview
from bot.actions.recording import record
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance


def hear(interview: Interview, utterance: Utterance) -> Turn:
    """The interview after this message, and the alarm if it is an emergency."""
    return sound(record(interview.next_turn(utterance.id), utterance))


def hear_once(interview: Interview, utterance: Utterance) -> Turn:
    """The same, unless it was heard before or has no id to tell that by."""
    if utterance.id in (None, interview.last_message):
        return Turn(interview)
    return hear(interview, utterance)
