"""What the engine answers: a question to ask next, or an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from knowledge.case import Status, Value
from knowledge.model import Basis, Level, Question
from knowledge.plain_json import plain_json


class Band(str, Enum):
    """How well a condition fits what was said, in words instead of a percentage."""

    FITS_WELL = "fits_well"
    FITS_PARTLY = "fits_partly"
    FITS_LITTLE = "fits_little"


class Direction(str, Enum):
    """What a ledger row does for a condition."""

    FOR = "for"
    AGAINST = "against"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The next question. `findings` are those of its findings that are still open.

    `asked` questions are settled so far; `about_left` is how many are likely still to
    come, this one included, of which `safety_left` are about safety. `alarm_stands`
    while emergency advice is due: this can only take it back, and must not delay it.
    """

    question: Question
    findings: tuple[str, ...]
    asked: int
    about_left: int
    safety_left: int
    alarm_stands: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the advice is as urgent as it is.

    `kind` is red_flag, not_excluded (a red flag left open by unsure or declined),
    triage_rule, condition or default; `findings` are those that made it so.
    """

    kind: str
    id: str
    level: Level
    findings: tuple[str, ...]
    references: tuple[str, ...]
    basis: Basis
    suspected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One piece of evidence and what it did to the odds of one condition.

    `ratio` is the factor on the odds (1 when it counted for nothing); `counted` is
    False when a stronger member of its group spoke instead.
    """

    evidence: str
    direction: Direction
    findings: tuple[str, ...]
    ratio: float
    counted: bool
    graded: str | None
    interval: tuple[float, float] | None
    references: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A condition of the differential. Tied conditions share a rank."""

    condition: str
    rank: int
    band: Band
    odds: float
    tied_with: tuple[str, ...]
    ledger: tuple[LedgerRow, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """One answer other than the one given (or given at all)."""

    finding: str
    status: Status
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The smallest set of other answers that would move the advice to `level`.

    Mostly one answer; more only when no single one would do.
    """

    answers: tuple[Supposed, ...]
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class CareOffered:
    """A stage of self-care with the ids of the steps that are safe for this person."""

    stage: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What to do and why, as things stand.

    `complete` is False while the interview still has a question. `in_scope` is False
    for people the patterns were not made for (under 16), who get no differential.
    `self_care` says whether self-care advice is safe beside the disposition, and
    `care_plan` which of it.
    """

    level: Level
    complete: bool
    in_scope: bool
    self_care: bool
    care_plan: tuple[CareOffered, ...]
    leg_pain: bool
    reasons: tuple[Reason, ...]
    differential: tuple[Candidate, ...]
    open_questions: tuple[str, ...]
    changes: tuple[Change, ...]
    knowledge_version: str

    @property
    def is_emergency(self) -> bool:
        """Whether somebody must act now."""
        return self.level is Level.EMERGENCY

    def to_json(self) -> dict[str, Any]:
        """The assessment as JSON, red flags apart for clients that look for them."""
        record: dict[str, Any] = plain_json(self)
        record["red_flags"] = [
            {"id": r.id, "suspected": r.suspected, "level": r.level.value}
            for r in self.reasons
            if r.kind == "red_flag"
        ]
        return record
