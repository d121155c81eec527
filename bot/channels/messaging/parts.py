"""What a service can show, and one message in that form."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any

_TOKEN_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a service can show.

    `longest` counts characters of a text. `buttons` is how many answers can be tapped,
    0 if none, and `longest_title` what fits on one. `is_paid_by_length` stands for
    text messages: they are joined, kept to the letters a phone sends cheaply, and leave
    out what can be asked for. `heads_texts`: a discreet first line is part of the text.
    `captions`: a picture can have words under it, else they go before it.
    """

    longest: int
    buttons: int = 0
    longest_title: int = 0
    is_paid_by_length: bool = False
    heads_texts: bool = True
    captions: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer that can be tapped: its title in full, as it fits, and its token."""

    title: str
    label: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture at an address, and in words what it shows."""

    address: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message for a service to show.

    `text` goes with the buttons of `options`; `alone` is for a service that turns out
    to show no buttons. `heading` may be shown in public. `is_standard` marks words
    that hold nothing of what a person said. `asks` stands for the question it puts.
    Of a `picture` the text is the caption, and `alone` tells what there is to see.
    """

    text: str
    alone: str
    options: tuple[Option, ...] = ()
    urgent: bool = False
    heading: str = ""
    is_standard: bool = False
    asks: str = ""
    picture: Picture | None = None

    def in_words(self) -> Part:
        """The same without its picture."""
        return replace(self, text=self.alone, picture=None)

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept until it is sent."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Part:
        """The inverse of `to_json`."""
        options = tuple(Option(**option) for option in record["options"])
        shown = record.get("picture")
        picture = Picture(**shown) if shown else None
        return cls(**{**record, "options": options, "picture": picture})


def token_of(payload: str) -> str:
    """What stands for a button's payload at a service: short, and tells nothing."""
    return hashlib.sha256(payload.encode()).hexdigest()[:_TOKEN_LENGTH]
