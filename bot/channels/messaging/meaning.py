"""What a person meant by a tap, a number or a word: the button they saw last.

Typed commands that were never offered are kept out where turns are taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.actions.parts import SPEAKERS
from bot.channels.messaging.delivery import Incoming, Kind
from bot.channels.messaging.parts import token_of
from bot.channels.messaging.presenting import question_in
from bot.channels.transcript import Turn, as_rendered
from rendering import Message, payload_of
from rendering.message import answer_payload

# A button of no question at all: the bot says that it is old and asks again.
NO_BUTTON = answer_payload("-", "-")

_NUMBER = re.compile(r"\s*\d[\d\s.,:/%+-]*")
_NUMBERS = {
    word: str(number)
    for speaker in SPEAKERS.values()
    for number, word in enumerate(
        speaker.voice.wording.phrases["number_words"].split(), start=1
    )
}


def meant(incoming: Incoming, history: list[Turn]) -> str:
    """The payload that was meant, else the words as they are."""
    if incoming.kind is Kind.TAP:
        return payload_behind(incoming.text, history) or NO_BUTTON
    offer = last_offer(history)
    payload = payload_of(_in_figures(incoming.text), offer) if offer else None
    return payload or incoming.text


def payload_behind(token: str, history: Iterable[Turn]) -> str | None:
    """The payload of a button that was offered in this conversation."""
    button = _button_behind(token, history)
    return button["payload"] if button else None


def title_behind(token: str, history: Iterable[Turn]) -> str | None:
    """The title of a button that was offered in this conversation."""
    button = _button_behind(token, history)
    return button["title"] if button else None


def _button_behind(token: str, history: Iterable[Turn]) -> dict[str, str] | None:
    for turn in reversed(list(history)):
        for answer in turn.answers:
            for button in answer["buttons"]:
                if token_of(button["payload"]) == token:
                    return dict(button)
    return None


def last_offer(history: Iterable[Turn]) -> Message | None:
    """The message whose answers were offered last."""
    for turn in reversed(list(history)):
        for answer in reversed(turn.answers):
            if answer["buttons"]:
                return as_rendered(answer)
    return None


def last_question(history: list[Turn]) -> str | None:
    """The question that was put last, as `Part.asks`."""
    for turn in reversed(history):
        for answer in reversed(turn.answers):
            if question := question_in(as_rendered(answer)):
                return question
    return None


def is_number(text: str) -> bool:
    """Whether a message is a number and nothing else.

    Examples:
        >>> is_number(" 44. "), is_number("4-5"), is_number("44 years")
        (True, True, False)
    """
    return _NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def title_at(text: str, message_id: str | None, history: list[Turn]) -> str | None:
    """What a number or word stood for when a certain message was sent."""
    for at, turn in enumerate(history):
        if turn.message_id is not None and turn.message_id == message_id:
            offer = last_offer(history[:at])
            payload = payload_of(_in_figures(text), offer) if offer else None
            titles = {b.payload: b.title for b in offer.buttons} if offer else {}
            return titles.get(payload or "")
    return None


def _in_figures(text: str) -> str:
    """A number word that stands alone as figures, the rest as it is.

    Examples:
        >>> _in_figures(" Two. "), _in_figures("two weeks")
        ('2', 'two weeks')
    """
    return _NUMBERS.get(text.casefold().strip(" \t\r\n.)!"), text)
