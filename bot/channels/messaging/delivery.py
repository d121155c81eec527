"""What arrives from a messaging service, before and after it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl

LARGEST_BODY = 64 * 1024

JsonObject = dict[str, Any]


class Rejected(Exception):
    """A delivery that is not taken in: the status says why, and to nobody else."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One HTTP request to our webhook. Names of headers are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header, empty when it was not sent."""
        return self.headers.get(name.lower(), "")

    def arguments(self) -> dict[str, str]:
        """What the address carries behind its question mark."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def json(self) -> JsonObject:
        """The body as a JSON object, whatever character set the header adds.

        Raises:
            Rejected: when it is none.
        """
        self._expect("application/json")
        try:
            # The strings of Python can hold halves of characters, a database cannot.
            body = json.loads(self.body, parse_constant=_no_number)
            json.dumps(body, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise Rejected(400, "no_json") from None
        if not isinstance(body, dict):
            raise Rejected(400, "no_object")
        return body

    def form(self) -> dict[str, str]:
        """The body as the fields of a form; of a repeated field the last.

        Raises:
            Rejected: when it is none.
        """
        self._expect("application/x-www-form-urlencoded")
        try:
            fields = parse_qsl(
                self.body.decode(),
                keep_blank_values=True,
                max_num_fields=200,
                errors="strict",
            )
        except ValueError:
            raise Rejected(400, "no_form") from None
        return dict(fields)

    def _expect(self, content_type: str) -> None:
        if self.header("content-type").split(";")[0].strip().lower() != content_type:
            raise Rejected(415, "content_type")


def _no_number(name: str) -> None:
    raise ValueError(name)


class Kind(str, Enum):
    """What a person did."""

    TEXT = "text"
    TAP = "tap"
    EDIT = "edit"  # changed a message that was sent before
    START = "start"  # opened the conversation
    WORDLESS = "wordless"  # sent a picture, a voice message, a place
    ELSEWHERE = "elsewhere"  # wrote where others can read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that one person did.

    `id` tells deliveries of the same apart from others, `person` is who it was, as
    the service names them, and `address` what an answer needs. `order` grows from one
    message of a person to the next, None when the service does not tell. `edited` is
    the id of the message that was changed, `replied_to` what the service calls the
    message of ours that was expressly replied to. `tidy` is what the service needs to
    clear up behind a tapped button. `answered_by_service`: it has replied by itself, as
    networks do to STOP.
    """

    id: str
    person: str
    address: JsonObject
    kind: Kind = Kind.TEXT
    text: str = ""
    order: float | None = None
    edited: str | None = None
    replied_to: str | None = None
    tidy: JsonObject = field(default_factory=dict)
    answered_by_service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a message we sent: `receipt` names it."""

    receipt: str
    arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a delivery holds, and what the service hears once that is kept."""

    incoming: tuple[Incoming, ...] = ()
    fates: tuple[Fate, ...] = ()
    reply: str = ""
    content_type: str = "text/plain; charset=utf-8"


def text_of(value: Any) -> str:
    """A value that should be text; nothing when it is something else."""
    return value if isinstance(value, str) else ""


def part_of(body: Any, *names: str) -> JsonObject:
    """The object under these names, empty when there is none on the way."""
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body if isinstance(body, dict) else {}


def list_of(value: Any) -> list[JsonObject]:
    """The objects of a list; nothing when it is something else."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def whole(value: Any) -> int | None:
    """A number as services have them: whole, and with at most 52 bits."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) < 2**52 else None
