"""Who talked with us, for whom, how and when: what no answer to a question says."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from enum import Enum
from typing import Any

from knowledge.plain_json import plain_json

_EXAMPLE = "2026-03-01T09:30:00+00:00"


class ConsentStatus(str, Enum):
    """What was said to handing this over. Nobody asked is not a yes."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whose pain it is. `born` is an ISO date; what nobody said is None."""

    name: str | None = None
    born: str | None = None
    identifier: str | None = None

    def __post_init__(self) -> None:
        if self.born is not None:
            _check(self.born, date.fromisoformat, "born", "1980-02-29")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring back, and where the patient is now.

    `name` and `relationship` are those of a caller who is not the patient;
    `interpreter` is the language one is needed for.
    """

    name: str | None = None
    relationship: str | None = None
    call_back: str | None = None
    location: str | None = None
    interpreter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether the person agreed to be handed over, and when that was asked."""

    status: ConsentStatus = ConsentStatus.NOT_ASKED
    at: str | None = None

    def __post_init__(self) -> None:
        if self.at is not None:
            _check(self.at, _moment, "at", _EXAMPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One talk. `id` is random, `at` is when it was recorded (ISO 8601, UTC).

    `route` is how the person reached us: web, sms, whatsapp, phone, counter, …;
    `language` is the one they read or heard (BCP 47).
    """

    id: str
    at: str
    route: str
    language: str = "en"
    patient: Patient = field(default_factory=Patient)
    contact: Contact = field(default_factory=Contact)
    consent: Consent = field(default_factory=Consent)

    def __post_init__(self) -> None:
        _check(self.at, _moment, "at", _EXAMPLE)

    @classmethod
    def begin(cls, route: str, **known: Any) -> Encounter:
        """An encounter that happens now, with an id that cannot be guessed."""
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        return cls(**{"id": secrets.token_hex(16), "at": now, "route": route} | known)

    def to_json(self) -> dict[str, Any]:
        """A JSON object; what is not known is null."""
        return {
            "id": self.id,
            "at": self.at,
            "route": self.route,
            "language": self.language,
            "patient": _fields(self.patient),
            "contact": _fields(self.contact),
            "consent": _fields(self.consent),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Encounter:
        """The inverse of `to_json`."""
        consent = content["consent"]
        return cls(
            id=content["id"],
            at=content["at"],
            route=content["route"],
            language=content["language"],
            patient=Patient(**content["patient"]),
            contact=Contact(**content["contact"]),
            consent=Consent(status=ConsentStatus(consent["status"]), at=consent["at"]),
        )


def _check(value: str, read: Callable[[str], object], name: str, example: str) -> None:
    """Refuses a date or time that others could not read.

    Raises:
        ValueError: saying what it must look like.
    """
    try:
        read(value)
    except ValueError:
        raise ValueError(f"{name} must look like {example}, not {value!r}") from None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or moment.isoformat(timespec="auto")[:19] != value[:19]:
        raise ValueError(value)
    return moment


def _fields(part: Patient | Contact | Consent) -> dict[str, Any]:
    fields: dict[str, Any] = plain_json(
        {name: getattr(part, name) for name in part.__slots__}
    )
    return fields
