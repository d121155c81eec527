"""What one person has said so far: an append-only list of answers.

The current state is a fold over the answers; correcting means appending; replaying
the same answers gives the same state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any


class Status(str, Enum):
    """What a person said of a finding. A finding never answered has no status."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"
    DECLINED = "declined"


class SaidBy(str, Enum):
    """Whose statement it is."""

    PATIENT = "patient"
    CARER = "carer"
    STAFF = "staff"
    CLINICIAN = "clinician"


class How(str, Enum):
    """How the statement reached us."""

    TYPED = "typed"
    TAPPED = "tapped"
    INFERRED = "inferred"
    STAFF = "staff"


Value = str | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One statement about one finding: what, who, how and when in the talk.

    `value` goes with status present: a choice for choice findings, a number in the
    finding's unit for number findings, None for boolean ones. `question` is the id of
    the question it answers, None when volunteered. `words` are the exact words.
    """

    finding: str
    status: Status
    value: Value = None
    said_by: SaidBy = SaidBy.PATIENT
    how: How = How.TYPED
    turn: int = 0
    question: str | None = None
    words: str | None = None

    def to_json(self) -> dict[str, Any]:
        """A JSON object without the empty fields."""
        record = {
            "finding": self.finding,
            "status": self.status.value,
            "value": self.value,
            "said_by": self.said_by.value,
            "how": self.how.value,
            "turn": self.turn,
            "question": self.question,
            "words": self.words,
        }
        return {key: value for key, value in record.items() if value is not None}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Answer:
        """The inverse of `to_json`."""
        return cls(
            finding=record["finding"],
            status=Status(record["status"]),
            value=record.get("value"),
            said_by=SaidBy(record.get("said_by", "patient")),
            how=How(record.get("how", "typed")),
            turn=record.get("turn", 0),
            question=record.get("question"),
            words=record.get("words"),
        )


@dataclass(frozen=True, slots=True)
class Case:
    """Everything said in one interview, oldest first."""

    answers: tuple[Answer, ...] = ()
    current: Mapping[str, Answer] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        latest = {answer.finding: answer for answer in self.answers}
        object.__setattr__(self, "current", latest)

    def add(self, *answers: Answer) -> Case:
        """The case with these answers appended; later ones win."""
        return Case(self.answers + answers)

    def say(self, finding: str, status: Status, value: Value = None) -> Case:
        """Shorthand for one more plain answer."""
        return self.add(Answer(finding=finding, status=status, value=value))

    def status(self, finding: str) -> Status | None:
        """The latest status of a finding; None when it was never answered."""
        answer = self.current.get(finding)
        return answer.status if answer else None

    def value(self, finding: str) -> Value:
        """The latest value, if the finding is present and carries one."""
        answer = self.current.get(finding)
        if answer is None or answer.status is not Status.PRESENT:
            return None
        return answer.value

    def settled(self) -> Case:
        """The same state with only the latest answer for each finding kept."""
        kept = set(map(id, self.current.values()))
        return Case(tuple(a for a in self.answers if id(a) in kept))

    def without_words(self) -> Case:
        """The case with no patient's words in it, for logs and comparisons."""
        return Case(tuple(replace(a, words=None) for a in self.answers))

    def to_json(self) -> list[dict[str, Any]]:
        """A JSON array of answers."""
        return [answer.to_json() for answer in self.answers]

    @classmethod
    def from_json(cls, records: Iterable[Mapping[str, Any]] | None) -> Case:
        """The inverse of `to_json`; None gives an empty case."""
        return cls(tuple(Answer.from_json(record) for record in records or ()))
