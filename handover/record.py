"""The record: everything a person said and was advised, as it was at that moment.

It holds ids and the person's exact words; the words for the ids are a matter of the
output. It can be read without the knowledge it was made with, so what is written here
is what was advised, whatever a later version would say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from handover.encounter import Encounter
from knowledge.case import Case, How, SaidBy, Value
from knowledge.model import Level
from knowledge.plain_json import plain_json
from knowledge.results import Band

FORMAT = 2
"""The version of the JSON form."""


class FindingStatus(str, Enum):
    """What is known of a finding. Only `absent` is a no."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class RecordUnreadable(ValueError):
    """What should be a record is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was said in one turn, word for word (None for a tapped button)."""

    number: int
    said_by: SaidBy
    how: How
    question: str | None
    words: str | None
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is known of one finding, and from whom.

    `safety` tells the findings that red flags look for. `words` are the exact words it
    was heard in. Nobody has said anything of a finding that was not asked.
    """

    finding: str
    status: FindingStatus
    value: Value
    safety: bool
    said_by: SaidBy | None
    how: How | None
    turn: int | None
    question: str | None
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A red flag that holds, or (not `certain`) one that could not be excluded."""

    id: str
    family: str
    suspected: str
    level: Level
    certain: bool
    findings: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The advice: how soon to be seen, and the ids of what made it so.

    `complete` is False while an answer could still change that; `in_scope` is False for
    people the patterns were not made for. `raised_to` is the level, where staff or the
    script of the desk made it more urgent than the answers alone would.
    """

    level: Level
    complete: bool
    in_scope: bool
    reasons: tuple[str, ...]
    raised_to: Level | None = None

    def to_json(self) -> dict[str, Any]:
        """A JSON object, the same as ever where nobody raised it."""
        content = asdict(self)
        if self.raised_to is None:
            del content["raised_to"]
        return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern of pain that was weighed. The findings that spoke, by direction."""

    condition: str
    rank: int
    band: Band
    odds: float
    tied_with: tuple[str, ...]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    not_known: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message of the advice, word for word in the language it was told in."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One encounter with its case, its assessment and the versions behind them.

    `reports` has each finding once: those said, in the order first said, then those
    that concern this person and were not asked. `case` is the whole history with
    every correction. `emergencies` are those that are not about this pain. What was
    `told_by_staff` is what they say they read aloud.
    """

    encounter: Encounter
    case: Case
    turns: tuple[Turn, ...]
    reports: tuple[Report, ...]
    red_flags: tuple[RedFlag, ...]
    triage: Triage
    differential: tuple[Pattern, ...]
    open_questions: tuple[str, ...]
    told: tuple[Told, ...]
    versions: Mapping[str, str]
    emergencies: tuple[str, ...] = ()
    told_by_staff: bool = False

    def with_status(self, status: FindingStatus) -> tuple[Report, ...]:
        """The findings of one status, in their order."""
        return tuple(r for r in self.reports if r.status is status)

    def raised(self, at_least: Level | None) -> Record:
        """The record made as urgent as this at least; never less urgent."""
        level = self.triage.level.at_least(at_least or self.triage.level)
        if level is self.triage.level:
            return self
        return replace(self, triage=replace(self.triage, level=level, raised_to=level))

    def to_json(self) -> dict[str, Any]:
        """A JSON object; equal records give equal objects."""
        content: dict[str, Any] = plain_json(
            {
                "format": FORMAT,
                "encounter": self.encounter.to_json(),
                "case": self.case.to_json(),
                "turns": [asdict(turn) for turn in self.turns],
                "reports": [asdict(report) for report in self.reports],
                "red_flags": [asdict(flag) for flag in self.red_flags],
                "triage": self.triage.to_json(),
                "differential": [asdict(pattern) for pattern in self.differential],
                "open_questions": self.open_questions,
                "told": [asdict(message) for message in self.told],
                "versions": dict(self.versions),
                "emergencies": self.emergencies,
                "told_by_staff": self.told_by_staff,
            }
        )
        return content

    @classmethod
    def from_json(cls, content: Any) -> Record:
        """The inverse of `to_json`.

        Raises:
            RecordUnreadable: for anything else than a record of this format.
        """
        try:
            if content["format"] != FORMAT:
                raise RecordUnreadable(
                    f"The record has format {content['format']!r}; this version reads "
                    f"format {FORMAT}."
                )
            return _read(content)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, RecordUnreadable):
                raise
            raise RecordUnreadable(
                f"This is no handover record ({type(error).__name__})."
            ) from error


def canonical(content: Any) -> bytes:
    """One way only to write a JSON value: sorted keys, no spaces, ASCII.

    ASCII, because people can send half characters and null bytes that neither UTF-8
    nor a database would take.

    Raises:
        ValueError: for numbers that JSON has not (infinite ones).
    """
    return json.dumps(
        content,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def _read(content: Mapping[str, Any]) -> Record:
    return Record(
        encounter=Encounter.from_json(content["encounter"]),
        case=Case.from_json(content["case"]),
        turns=tuple(_turn(entry) for entry in content["turns"]),
        reports=tuple(_report(entry) for entry in content["reports"]),
        red_flags=tuple(_red_flag(entry) for entry in content["red_flags"]),
        triage=_triage(content["triage"]),
        differential=tuple(_pattern(entry) for entry in content["differential"]),
        open_questions=tuple(content["open_questions"]),
        told=tuple(Told(**entry) for entry in content["told"]),
        versions=dict(content["versions"]),
        emergencies=tuple(content["emergencies"]),
        told_by_staff=content["told_by_staff"],
    )


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}


def _turn(entry: Mapping[str, Any]) -> Turn:
    how, said_by = How(entry["how"]), SaidBy(entry["said_by"])
    return Turn(**_tuples(entry) | {"how": how, "said_by": said_by})


def _report(entry: Mapping[str, Any]) -> Report:
    how, said_by = entry["how"], entry["said_by"]
    read = {
        "status": FindingStatus(entry["status"]),
        "how": None if how is None else How(how),
        "said_by": None if said_by is None else SaidBy(said_by),
    }
    return Report(**{**entry, **read})


def _red_flag(entry: Mapping[str, Any]) -> RedFlag:
    return RedFlag(**_tuples(entry) | {"level": Level(entry["level"])})


def _triage(entry: Mapping[str, Any]) -> Triage:
    raised = entry.get("raised_to")
    levels = {
        "level": Level(entry["level"]),
        "raised_to": None if raised is None else Level(raised),
    }
    return Triage(**_tuples(entry) | levels)


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    return Pattern(**_tuples(entry) | {"band": Band(entry["band"])})
