"""The shapes of the wording: every sentence a person can read, by id.

Sentences may hold `{names}` in braces: facts of the clinic, or values that the caller
gives. Loading is in `loading`, completeness in `checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How a number is said while it is below `below`: in units of `unit`.

    `one` is for one unit or less, where that is not said as a number.
    """

    below: float
    unit: float
    many: str
    one: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """A finding in lists (`label`), as an option, and as said, denied or left open.

    What is not given is composed: the option is the label, absent is "no" and the
    label, unsure is "not sure about" and the label.
    """

    label: str
    option: str | None = None
    present: str | None = None
    absent: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """A question, why it is asked, what its words mean, and what can be typed.

    `lead` is said before the question put in full, and not where it is only named.
    `options` are words for findings, choices or values that this question needs to
    put differently from the finding's own.
    """

    ask: str
    why: str
    lead: str | None = None
    hint: str | None = None
    meaning: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWords:
    """A pattern: its name, the name in plain words, and what is known about it."""

    name: str
    plain: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionWords:
    """What to do at one level of urgency. `short` completes "the advice becomes".

    Where nobody is to be seen yet there is nothing to say or bring there.
    """

    heading: str
    short: str
    who: str
    say: str | None = None
    bring: str | None = None
    travel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedWords:
    """What to say on arrival, and a heading where the general one is too weak."""

    say: str
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignList:
    """Signs to watch for, under what to do then."""

    heading: str
    signs: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingWords:
    """A drawing for those who do not see it: what it is called, and what it shows."""

    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CareWords:
    """The stages and steps of self-care, and the drawings that go with them, by id."""

    heading: str
    stages: Mapping[str, str]
    steps: Mapping[str, str]
    drawings: Mapping[str, DrawingWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """A card to keep: signs to watch for, what to do then, and what to say there.

    `read` is what a person confirms by tapping.
    """

    title: str
    lead: str
    signs: tuple[str, ...]
    action: str
    say: str
    read: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An emergency that is not about this pain: what to do, and where to turn."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything that can be said in one locale."""

    locale: str
    findings: Mapping[str, FindingWords]
    questions: Mapping[str, QuestionWords]
    conditions: Mapping[str, ConditionWords]
    red_flags: Mapping[str, str]
    triage: Mapping[str, str]
    dispositions: Mapping[str, DispositionWords]
    suspected: Mapping[str, SuspectedWords]
    safety_net: Mapping[str, SignList]
    cards: Mapping[str, CardWords]
    self_care: CareWords
    emergencies: Mapping[str, Emergency]
    phrases: Mapping[str, str]
