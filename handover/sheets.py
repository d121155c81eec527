"""The sheets that people read: the fields of a record in the order of each layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from handover.entries import Entry, Field
from handover.fields import fields
from handover.record import Record
from handover.words import Words, words_of
from knowledge.loading import read_yaml
from rendering.voice import Voice

LAYOUTS = Path(__file__).parent / "layouts.yml"
_INDENT = "  "


class Kind(str, Enum):
    """The sheets there are."""

    PATIENT = "patient"
    SBAR = "sbar"
    SOAP = "soap"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the fields under it."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet in one locale. `nothing` stands where a field is empty."""

    kind: Kind
    locale: str
    title: str
    sections: tuple[Section, ...]
    nothing: str
    footer: str

    def text(self) -> str:
        """The sheet as plain text, to paste anywhere."""
        lines = [self.title]
        for section in self.sections:
            lines.append("")
            if section.heading:
                lines.append(section.heading.upper())
            for field in section.fields:
                lines.extend(_field_lines(field, self.nothing))
        return "\n".join((*lines, "", self.footer, ""))


def sheet(voice: Voice, record: Record, kind: Kind | str) -> Sheet:
    """One sheet about a record.

    Raises:
        ValueError: when there is no sheet of this kind.
    """
    words = words_of(voice)
    told = fields(words, record)
    layouts, wanted = _layouts(), Kind(kind)
    layout = layouts["sheets"][wanted.value]
    return Sheet(
        kind=wanted,
        locale=voice.wording.locale,
        title=words.say(f"title_{wanted.value}"),
        sections=tuple(
            Section(
                words.say(heading),
                tuple(
                    _arranged(words, told[id_], wanted, layouts)
                    for id_ in ids
                    if told[id_].entries or id_ in layouts["always"]
                ),
            )
            for heading, ids in layout["sections"].items()
        ),
        nothing=words.say("nothing"),
        footer=words.say("footer"),
    )


@lru_cache(maxsize=1)
def _layouts() -> Any:
    return read_yaml(LAYOUTS)


def _arranged(words: Words, field: Field, kind: Kind, layouts: Any) -> Field:
    """A field as it stands on this sheet; its entries are the same on all."""
    verbatim = layouts["sheets"][kind.value]["verbatim"]
    entries = tuple(
        entry if verbatim else Entry(entry.id, entry.words) for entry in field.entries
    )
    return Field(
        id=field.id,
        label=words.get(f"field_{field.id}_{kind.value}", field.label),
        entries=entries,
        runs_on=field.id in layouts["run_on"] and not any(e.detail for e in entries),
    )


def _field_lines(field: Field, nothing: str) -> list[str]:
    if field.runs_on or not field.entries:
        said = "; ".join(entry.words for entry in field.entries)
        return [f"{field.label}: {said or nothing}"]
    if len(field.entries) == 1 and not field.entries[0].detail:
        return [f"{field.label}: {field.entries[0].words}"]
    lines = [f"{field.label}:"]
    for entry in field.entries:
        lines.append(f"- {entry.words}")
        lines.extend(_INDENT + line for line in entry.detail.splitlines())
    return lines
