"""A message as plain text with numbered answers, and a typed reply back to a payload.

For the terminal, text messages, and anybody who types "2" instead of tapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from rendering.message import Button, Message, answer_payload

_NUMBERS = re.compile(r"\d+")
_BETWEEN_NUMBERS = re.compile(r"(?:[\s.,;:)&+]|\band\b)*")
_ONLY = re.compile(r"\bonly\b")
_REST_UNSURE = re.compile(r"\b(but )?(not sure|unsure) (about|of) the (rest|others)\b")


def plain_text(message: Message) -> str:
    """The text, a numbered line for each button, and how to answer by number.

    Where the answer may itself be a number the lines have none.
    """
    lines = [message.text]
    for number, button in enumerate(message.buttons, start=1):
        mark = "-" if _takes_numbers(message) else f"{number}."
        lines.append(f"{mark} {button.title}")
    typing = _question(message).get("typing")
    return "\n".join([*lines, typing] if typing else lines)


def payload_of(reply: str, message: Message) -> str | None:
    """The payload that a typed reply stands for; None when it is free text.

    A title counts first, then a number. Several numbers tick several answers of a
    multiple question; what is not ticked stays open unless "only" is said, or "not sure
    about the rest". A number that may be a value (an age) is never taken for a place in
    the list.
    """
    heard = _normal(reply)
    for button in message.buttons:
        if heard == _normal(button.title):
            return button.payload
    numbers = _listed(_REST_UNSURE.sub("", _ONLY.sub("", heard)))
    if numbers is None or _takes_numbers(message):
        return None
    if any(not 1 <= number <= len(message.buttons) for number in numbers):
        return None
    chosen = [message.buttons[number - 1] for number in dict.fromkeys(numbers)]
    rest = _rest(heard)
    if len(chosen) == 1 and rest is None:
        return chosen[0].payload
    return _ticked(message, chosen, rest)


def _rest(heard: str) -> str | None:
    """What a reply says of the answers it does not name."""
    if _ONLY.search(heard):
        return "absent"
    return "unsure" if _REST_UNSURE.search(heard) else None


def _question(message: Message) -> Mapping[str, Any]:
    """What a question says of itself; nothing for messages that only speak of one."""
    asked = message.data.get("kind") == "question"
    question: Mapping[str, Any] = message.data["question"] if asked else {}
    return question


def _ticked(message: Message, chosen: list[Button], rest: str | None) -> str | None:
    """Several ticks of a multiple question; None when they cannot go together."""
    question = _question(message)
    if question.get("kind") != "multiple":
        return None
    ids = {option["payload"]: option["id"] for option in question["options"]}
    ticked = [ids.get(button.payload) for button in chosen]
    if not set(ticked) <= set(question["findings"]):
        return None
    return answer_payload(question["id"], "+".join(map(str, ticked)), rest)


def _takes_numbers(message: Message) -> bool:
    question = _question(message)
    return bool(question.get("kind") == "number")


def _listed(text: str) -> list[int] | None:
    """The numbers of a text that holds nothing else, such as "1, 3 and 4"."""
    rest = _NUMBERS.sub(" ", text)
    if not _BETWEEN_NUMBERS.fullmatch(rest):
        return None
    return [int(number) for number in _NUMBERS.findall(text)] or None


def _normal(text: str) -> str:
    """Compatible forms made one, any script's digits as 0 to 9, no case, no full stop.

    Examples:
        >>> _normal(" 2. "), _normal("٢"), _normal("Not sure")
        ('2', '2', 'not sure')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().strip(" \t\r\n.)!")
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in folded
    )
