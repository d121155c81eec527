"""What a person at the desk can do: one small record for each act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fill:
    """Leaves a form or a choice: the fields written, and the option chosen, if any."""

    step: str
    fields: Mapping[str, str] = field(default_factory=dict)
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """The caller's own words, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was marked for the question on the screen.

    `marks` gives each finding a status, or the value of a choice or number; `rest` is
    the status of all that was not marked, None to leave it open. `words` are the
    caller's own, if any were typed.
    """

    question: str
    marks: Mapping[str, str] = field(default_factory=dict)
    rest: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """The read-back is over: the findings whose lines the caller left standing."""

    kept: frozenset[str]


@dataclass(frozen=True, slots=True)
class Branch:
    """Something else is happening."""

    step: str


@dataclass(frozen=True, slots=True)
class Back:
    """To the screen before; what was said stands until something replaces it."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done about the alarm on the screen.

    `taken_over_by` is the name of a clinician; `fields` what was still missing to find
    the patient.
    """

    exit: str
    taken_over_by: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


Act = Fill | Say | Reply | Confirm | Branch | Back | Acted


class Refused(Exception):
    """The act does not fit the screen, or something in it is missing or wrong.

    `problems` maps a field to the id of the sentence that says what is wrong, with the
    values that sentence needs; the empty field stands for the whole act.
    """

    def __init__(self, problems: Mapping[str, tuple[str, Mapping[str, object]]]):
        self.problems = dict(problems)
        super().__init__(", ".join(f"{k}: {v[0]}" for k, v in self.problems.items()))


def refused(field: str, sentence: str, **values: object) -> Refused:
    """A refusal for one reason."""
    return Refused({field: (sentence, values)})
