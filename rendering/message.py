"""What the bot says: complete text, buttons, and the same as data for clients."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be tapped instead of typed."""

    title: str
    payload: str

    def to_json(self) -> dict[str, str]:
        """The form in which channels carry it."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `text` with `buttons` is complete; `data` repeats it for clients."""

    text: str
    buttons: tuple[Button, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The form in which channels carry it."""
        return {
            "text": self.text,
            "buttons": [button.to_json() for button in self.buttons],
            "data": self.data,
        }


def statement(
    about: str, text: str, buttons: tuple[Button, ...] = (), **data: Any
) -> Message:
    """A message that asks nothing and gives no advice of its own."""
    return Message(text, buttons, {"kind": "statement", "about": about, **data})


def answer_payload(question: str, option: str, rest: str | None = None) -> str:
    """The payload of an answer to one question.

    Examples:
        >>> answer_payload("sex", "female")
        '/answer{"q": "sex", "o": "female"}'
    """
    answer = {"q": question, "o": option}
    if rest is not None:
        answer["rest"] = rest
    return f"/answer{json.dumps(answer)}"
