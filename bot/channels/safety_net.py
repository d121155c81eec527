"""What a person reads when the bot itself cannot answer.

It is put together at the start: what is said when something fails must not fail.
"""

from __future__ import annotations

from bot.actions.parts import SPEAKER
from bot.channels.transcript import Message

_PROBLEM = SPEAKER.technical_problem()
APOLOGY, _SIGNS = _PROBLEM.text.split("\n", 1)

PAUSED = "You are writing faster than I can read. Please wait a few seconds."
TOO_LONG = (
    "Sorry, that message is too long for me, so I have not read it. Please send it in "
    "parts of at most 4,000 characters, what worries you most first."
)
ENDED = "This conversation has ended. Please start a new one."
UNREADABLE = "Sorry, I could not read that message."


def problem(apology: str = APOLOGY) -> Message:
    """An apology with the safety net, in the form of a bot message."""
    text = f"{apology}\n{_SIGNS}"
    return {"text": text, "buttons": [], "data": dict(_PROBLEM.data)}
