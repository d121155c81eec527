"""What a person reads when the bot itself cannot answer.

It is put together at the start: what is said when something fails must not fail.
"""

from __future__ import annotations

from bot.actions.parts import SPEAKERS
from bot.channels.transcript import Message
from rendering import DEFAULT_LOCALE, Speaker

APOLOGY = "technical_problem"
PAUSED = "writing_too_fast"
LATER = "messaging_later"
TOO_LONG = "message_too_long"
ENDED = "conversation_ended"
UNREADABLE = "message_unreadable"
NOTHING_SAID = "messaging_nothing_to_move"
_APOLOGIES = (APOLOGY, PAUSED, LATER, TOO_LONG, ENDED, UNREADABLE, NOTHING_SAID)


def problem(apology: str = APOLOGY, locale: str = DEFAULT_LOCALE) -> Message:
    """An apology with the safety net, in the form of a bot message.

    Args:
        apology: one of the phrases above.
        locale: one there is wording for.
    """
    message = _SAID[locale][apology]
    return {**message, "data": dict(message["data"])}


def _said(speaker: Speaker) -> dict[str, Message]:
    whole = speaker.technical_problem().to_json()
    _, signs = whole["text"].split("\n", 1)
    return {
        phrase: {**whole, "text": f"{speaker.statement(phrase).text}\n{signs}"}
        for phrase in _APOLOGIES
    }


_SAID = {locale: _said(speaker) for locale, speaker in SPEAKERS.items()}
