"""What a person reads when the bot itself cannot answer.

It is put together at the start: what is said when something fails must not fail.
"""

from __future__ import annotations

from bot.actions.parts import SPEAKER
from bot.channels.transcript import Message

_PROBLEM = SPEAKER.technical_problem()
APOLOGY, _SIGNS = _PROBLEM.text.split("\n", 1)

PAUSED = SPEAKER.statement("writing_too_fast").text
TOO_LONG = SPEAKER.statement("message_too_long").text
ENDED = SPEAKER.statement("conversation_ended").text
UNREADABLE = SPEAKER.statement("message_unreadable").text


def problem(apology: str = APOLOGY) -> Message:
    """An apology with the safety net, in the form of a bot message."""
    text = f"{apology}\n{_SIGNS}"
    return {"text": text, "buttons": [], "data": dict(_PROBLEM.data)}
