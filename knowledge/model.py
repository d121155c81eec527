"""The shapes of the knowledge: everything a file may say, as frozen records.

Nothing here reads files or decides anything. Words for people live in `rendering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from knowledge.expressions import Expression


class Kind(str, Enum):
    """What sort of value a finding carries."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER = "number"


class Basis(str, Enum):
    """Where a claim comes from."""

    PUBLISHED = "published"
    DERIVED = "derived"
    INFERENCE = "inference"


class Level(str, Enum):
    """How soon to be seen, most urgent first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SOON = "soon"
    ROUTINE = "routine"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return _RANKS[self]

    def at_least(self, other: Level) -> Level:
        """The more urgent of the two."""
        return self if self.rank <= other.rank else other


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Strength(str, Enum):
    """How much a finding says of a condition when no ratio is published."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class Stage(str, Enum):
    """When in the interview a question has its turn."""

    PROFILE = "profile"
    SAFETY = "safety"
    ESSENTIAL = "essential"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source: what it is and how much of it was read."""

    id: str
    citation: str
    read_depth: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person can report; `implies` is what reporting it also says."""

    id: str
    kind: Kind
    family: str
    choices: tuple[str, ...] = ()
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every sourced statement carries."""

    references: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Claim):
    """One thing to ask, and the findings its answer settles.

    `kind` is single (yes/no), choice, multiple (several yes/no at once) or number;
    `values` are numbers worth offering as options. `when` says for whom it is worth
    asking (asked while that is unknown, unless `asked_only_when_certain`); `skip_if`
    says when the answer is already known from elsewhere.
    """

    id: str
    kind: str
    stage: Stage
    findings: tuple[str, ...]
    values: tuple[float, ...] = ()
    when: Expression | None = None
    skip_if: Expression | None = None
    asked_only_when_certain: bool = False

    @property
    def is_safety(self) -> bool:
        """Whether it looks for red flags."""
        return self.stage is Stage.SAFETY


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Claim):
    """A finding or combination that demands a level of urgency by itself.

    `when` raises to `level`; `unless` must be certain to hold it back; `if_unsure` is
    the level when `when` can be neither confirmed nor excluded because the person was
    unsure or declined. `clarify` names the questions that can settle `unless`, each
    put while it concerns the person and `unless` may come to hold: before the alarm,
    or with `alarm_first` after it. `asked` is False for a flag that is heard when said
    but not worth a question to everyone.
    """

    id: str
    family: str
    suspected: str
    level: Level
    when: Expression
    unless: Expression | None = None
    if_unsure: Level | None = None
    clarify: tuple[str, ...] = ()
    alarm_first: bool = False
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelihoodRatio:
    """A published effect on the odds, with its 95% interval where printed."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Claim):
    """One sourced link from a finding to a condition.

    Either `strength` with `favours` (for or against), or published ratios. Members of
    one `group` are correlated: only the strongest of them counts.
    """

    id: str
    when: Expression
    favours: bool = True
    strength: Strength | None = None
    lr_present: LikelihoodRatio | None = None
    lr_absent: LikelihoodRatio | None = None
    silent_when_absent: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreTest(Claim):
    """How common a condition is among people who come with such pain."""

    frequency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Claim):
    """A named pattern of pain."""

    id: str
    family: str
    pre_test: PreTest
    evidence: tuple[Evidence, ...]
    level: Level
    only_if: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRule(Claim):
    """A circumstance, short of a red flag, that sets a minimum urgency."""

    id: str
    level: Level
    when: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTable(Claim):
    """The one place where grades become numbers (all inference).

    `strengths` gives (ratio when present, ratio when absent) for a favouring finding;
    an opposing finding uses their reciprocals. `frequencies` gives pre-test odds.
    Odds closer than `tie_ratio` count as tied. Bands are shares of all odds and
    `least_gain` is in bits; `pattern_questions` is
    by urgency, with `otherwise` for the rest.
    """

    strengths: Mapping[Strength, tuple[float, float]]
    frequencies: Mapping[str, float]
    tie_ratio: float
    fits_well: float
    fits_partly: float
    pattern_questions: Mapping[str, int]
    least_gain: float
    background_frequency: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(Claim):
    """A state of affairs the advice depends on, and where that is said."""

    when: Expression


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with its factors on the odds when true and when false."""

    row: Evidence
    if_true: float
    if_false: float


EvidenceGroup = tuple[Weighed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForWhom:
    """Whom a piece of self-care is for; for everybody when nothing is said.

    One of `conditions` or `families` has to lead the differential; `when` has to be
    certain; `unless` must neither hold nor have been left open.
    """

    conditions: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    when: Expression | None = None
    unless: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareStep(Claim):
    """One thing a person can do, or should not do; some come with a drawing."""

    id: str
    for_whom: ForWhom = ForWhom()
    drawing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareStage:
    """Steps that belong together.

    A `cautious` stage is offered only when every leading condition is one of its own
    and there is no warning sign at all.
    """

    id: str
    steps: tuple[CareStep, ...]
    for_whom: ForWhom = ForWhom()
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything that was loaded, and the indexes that make reasoning quick.

    `elsewhere` are the emergencies that are not about this pain, by id.
    `groups` holds each condition's evidence, correlated rows together;
    `groups_of` says for each finding which (condition, group number) it touches;
    `rules_of` which red flags and triage rules it touches.
    """

    version: str
    references: Mapping[str, Reference]
    findings: Mapping[str, Finding]
    questions: Mapping[str, Question]
    red_flags: tuple[RedFlag, ...]
    triage_rules: tuple[TriageRule, ...]
    out_of_scope: TriageRule
    self_care: Circumstance
    care: tuple[CareStage, ...]
    dispositions: Mapping[Level, Claim]
    elsewhere: Mapping[str, Claim]
    leg_pain: Circumstance
    conditions: Mapping[str, Condition]
    grades: GradeTable
    groups: Mapping[str, tuple[EvidenceGroup, ...]]
    groups_of: Mapping[str, tuple[tuple[str, int], ...]]
    rules_of: Mapping[str, tuple[RedFlag | TriageRule, ...]]
    red_flag_findings: frozenset[str]

    def counts(self) -> dict[str, int]:
        """How much of each kind was loaded."""
        return {
            "references": len(self.references),
            "findings": len(self.findings),
            "questions": len(self.questions),
            "red_flags": len(self.red_flags),
            "triage_rules": len(self.triage_rules),
            "elsewhere": len(self.elsewhere),
            "conditions": len(self.conditions),
            "evidence": sum(len(c.evidence) for c in self.conditions.values()),
            "care_steps": sum(len(stage.steps) for stage in self.care),
        }
