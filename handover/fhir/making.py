"""The small parts of which every resource is made."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from handover.record import Record
from handover.words import Words
from knowledge.case import SaidBy
from knowledge.loading import read_yaml

Resource = dict[str, Any]

OURS = "urn:backtalk"
_NAMESPACE = uuid.UUID("6f0c1c5e-6f0e-5b0e-9d7d-2a7b8f3f4c11")
_ODD_SPACE = re.compile(r"[^\S \r\n\t]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BY_OTHERS = (SaidBy.STAFF, SaidBy.CLINICIAN)


@dataclass(frozen=True, slots=True)
class Source:
    """What every resource is made from: a record, and the words for it."""

    words: Words
    record: Record

    def id(self, role: str) -> str:
        """The id of a resource: the same record always gives the same one."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.record.encounter.id}/{role}"))

    def reference(self, role: str) -> Resource:
        """A reference to a resource of this bundle."""
        return {"reference": f"urn:uuid:{self.id(role)}"}

    def resource(self, kind: str, role: str, **fields: Any) -> Resource:
        """A resource without its empty fields."""
        return {"resourceType": kind, "id": self.id(role)} | full(**fields)

    @property
    def has_caller(self) -> bool:
        """Whether somebody else spoke for the patient."""
        record = self.record
        contact = record.encounter.contact
        said_by = {turn.said_by for turn in record.turns}
        said_by |= {answer.said_by for answer in record.case.answers}
        return bool(contact.name or contact.relationship or SaidBy.CARER in said_by)

    def who(self, said_by: SaidBy) -> Resource:
        """Whose statement something is; staff are not in the record by name."""
        if said_by in _BY_OTHERS:
            return {"display": text(self.words.say(f"said_by_{said_by.value}"))}
        return self.reference("caller" if said_by is SaidBy.CARER else "patient")


@lru_cache(maxsize=1)
def codes() -> Any:
    """The tables of codes.yml."""
    return read_yaml(Path(__file__).parent / "codes.yml")


def full(**fields: Any) -> Resource:
    """The fields that are not empty: FHIR has no empty ones."""
    return {k: v for k, v in fields.items() if v is not None and v != [] and v != {}}


def text(said: str) -> str:
    """A text as FHIR allows it: no control characters, only usual white space.

    Everything else stays as it was said. An empty text becomes a dash.
    """
    return _ODD_SPACE.sub(" ", _CONTROL.sub("", said)) or "–"


def coding(system: str, code: str, display: str | None = None) -> Resource:
    """A code of one of the systems in codes.yml, or of ours ("/…")."""
    address = OURS + system.replace("/", ":") if system.startswith("/") else None
    return full(
        system=address or codes()["systems"][system],
        code=code,
        display=text(display) if display else None,
    )


def concept(system: str, code: str, said: str | None = None) -> Resource:
    """A concept with one code, in words as well."""
    return full(coding=[coding(system, code)], text=text(said) if said else None)


def chosen(table: str, key: str) -> str | None:
    """An entry of a table of codes.yml."""
    entries: Mapping[str, str] = codes()[table]
    return entries.get(key, entries.get("otherwise"))
