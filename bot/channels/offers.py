"""Tells a tapped button from a command typed by hand.

Rasa takes any message that starts with a slash for an intent with entities, without
asking what the words mean. Only what the bot itself has offered may do that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.channels.transcript import Message, Turn
from rendering import DEFAULT_LOCALE

_COMMAND = re.compile(r"/+\s*([^{]*)")


def as_said(
    message: str, history: Sequence[Turn], language: str = DEFAULT_LOCALE
) -> str:
    """The message as it may be passed on: a button's payload, or plain words.

    A payload of an earlier turn is passed on too: it names the question it belongs to,
    so a late or second tap is recognised and changes nothing. Of a command that was
    never offered only its words are left, and of its arguments nothing.

    In a language that is not understood otherwise, a title that is typed is a tap.
    """
    text = message.strip()
    if not text.startswith("/"):
        typed = language != DEFAULT_LOCALE
        return (_payload_of(text, history[-1:]) if typed else None) or text
    if any(title_of(text, answer) for turn in history for answer in turn.answers):
        return text
    words = _COMMAND.match(text)
    return words.group(1).replace("_", " ").strip(" /") if words else ""


def _payload_of(title: str, latest: Iterable[Turn]) -> str | None:
    """What a title stands for among the offers of the latest turn."""
    typed = title.casefold().strip(" .!¡¿?")
    for turn in latest:
        for answer in reversed(turn.answers):
            for offer in _offers(answer):
                if str(offer["title"]).casefold().strip(" .!¡¿?") == typed:
                    return str(offer["payload"])
    return None


def title_of(payload: str, answer: Message) -> str | None:
    """What a payload was called when this message offered it; None if it did not."""
    question = answer["data"].get("question") or {}
    for offer in _offers(answer):
        if offer["payload"] == payload:
            return str(offer["title"])
    if question.get("kind") == "multiple":
        return _ticked(payload, question)
    return None


def _offers(answer: Message) -> list[Mapping[str, Any]]:
    """Everything that can be tapped in a message, each with `title` and `payload`."""
    data = answer["data"]
    return [
        *answer["buttons"],
        *(data.get("question") or {}).get("options", ()),
        *data.get("asides", ()),
        *data.get("answered", ()),
    ]


def _ticked(payload: str, question: Mapping[str, Any]) -> str | None:
    """The titles a payload ticks, if it ticks some of this question and no more."""
    name, brace, arguments = payload.partition("{")
    if name != "/answer":
        return None
    try:
        answer = json.loads(brace + arguments)
    except (ValueError, RecursionError):
        return None
    ticked = str(answer.pop("o", "")).split("+")
    rest = answer.pop("rest", "absent")
    titles = {
        option["id"]: option["title"]
        for option in question["options"]
        if option["id"] in question["findings"]
    }
    if answer != {"q": question["id"]} or rest not in ("absent", "unsure"):
        return None
    if not titles.keys() >= set(ticked):
        return None
    return ", ".join(titles[finding] for finding in ticked)
