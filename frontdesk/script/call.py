"""One call or visit at the desk, as far as it has come: immutable, and plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from knowledge import Answer, Case, Level, SaidBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Exact words, and the step or question at which they were said."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An emergency on the screen.

    `kinds` are "any" for red flags of this pain, and ids of other emergencies;
    `findings` what the first rests on. `refusing` once help was refused a first time.
    """

    kinds: tuple[str, ...]
    findings: tuple[str, ...] = ()
    refusing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the call ended, how soon somebody must act, and who took over, if anybody.

    `alarm` are the kinds of the alarm that ended it and `how` its exit, if one did.
    """

    id: str
    level: Level
    alarm: tuple[str, ...] = ()
    how: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Everything about one contact.

    `case` is medicine's part. `step` is on the screen; `stack` holds where `resume`
    leads; `trail` the screens left behind, for going back (see `moving`).
    `heard` are statements that wait to be read back; `again` findings that have to be
    asked once more; `reopened` a question gone back to. `facts` are the fields written
    down, `marks` the circumstances. `floor` is the least urgency from now on.
    """

    id: str
    clerk: str
    route: str
    opened: float
    step: str
    case: Case = field(default_factory=Case)
    facts: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    said_by: SaidBy = SaidBy.PATIENT
    stack: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    heard: tuple[Answer, ...] = ()
    again: tuple[str, ...] = ()
    reopened: str | None = None
    alarm: Alarm | None = None
    floor: Level | None = None
    from_chat: bool = False
    notice: str | None = None
    outcome: Outcome | None = None

    @property
    def provisional(self) -> Case:
        """The case with what was heard but not read back yet; alarms listen to it."""
        return self.case.add(*self.heard)

    def marked(self, mark: str | None) -> Call:
        """The call with one more circumstance, each once."""
        if mark is None or mark in self.marks:
            return self
        return replace(self, marks=(*self.marks, mark))

    def at_least(self, floor: Level | None) -> Call:
        """The call with its urgency raised to the floor, never lowered."""
        if floor is None:
            return self
        return replace(self, floor=floor.at_least(self.floor or floor))

    def without_what_was_said(self) -> Call:
        """How an ended call came to its end, and nothing that anybody said in it."""
        return Call(
            id=self.id,
            clerk=self.clerk,
            route=self.route,
            opened=self.opened,
            step=self.step,
            notice=self.notice,
            outcome=self.outcome,
        )

    def to_json(self) -> dict[str, Any]:
        """A JSON object that holds everything."""
        record = asdict(replace(self, case=Case(), heard=()))
        record["case"] = self.case.to_json()
        record["heard"] = [answer.to_json() for answer in self.heard]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Call:
        """The inverse of `to_json`."""
        alarm, outcome, floor = record["alarm"], record["outcome"], record["floor"]
        given = dict(record)
        for lists in ("marks", "stack", "trail", "arrived", "again"):
            given[lists] = tuple(record[lists])
        given |= {
            "case": Case.from_json(record["case"]),
            "heard": Case.from_json(record["heard"]).answers,
            "words": tuple(Words(**entry) for entry in record["words"]),
            "said_by": SaidBy(record["said_by"]),
            "floor": Level(floor) if floor else None,
            "alarm": alarm
            and Alarm(
                kinds=tuple(alarm["kinds"]),
                findings=tuple(alarm["findings"]),
                refusing=alarm["refusing"],
            ),
            "outcome": outcome
            and Outcome(
                id=outcome["id"],
                level=Level(outcome["level"]),
                alarm=tuple(outcome["alarm"]),
                how=outcome["how"],
                name=outcome["name"],
            ),
        }
        return cls(**given)
