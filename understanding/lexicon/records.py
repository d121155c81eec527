"""The shapes of the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from understanding.lexicon.patterns import Pattern
from understanding.lexicon.phrases import Phrasings

Terms = Mapping[str, frozenset[str]]

# The status of words that only sound like a finding: "constipated from codeine".
NOT_CLAIMED = "not_claimed"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something people do, and the findings that say it helps or hurts.

    Each outcome maps a finding to the status it gets; `neutral` is what "makes no
    difference" says, and the same as `fine` where nothing else is written. A `thing`
    ("the chair") stands for what is done with it only right beside its effect.
    """

    name: str
    worse: Mapping[str, str]
    better: Mapping[str, str]
    fine: Mapping[str, str]
    less: Mapping[str, str]
    unhelped: Mapping[str, str]
    neutral: Mapping[str, str]
    thing: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What something does to the pain, plain and under a negation.

    A `weak` effect ("pain", "hurts") counts only for an activity linked to it.
    """

    name: str
    means: str
    negated: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A wording that states a finding, an emergency that is not ours, or a posture.

    `able` marks a "can" that stands for a wording's "can't", and so for the opposite.
    """

    pattern: Pattern
    finding: str
    status: str
    value: str | None = None
    certain: bool = True
    able: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All words and wordings of one language.

    Of overlapping phrases of different concepts the longest counts; the concepts in
    `overlays` stand beside the others. `terms` are the little words the rules go by.
    `topics` are the findings that bare words stand for; `asked_topics` those they stand
    for while a question about them waits ("no accidents").
    """

    language: str
    concepts: Phrasings
    overlays: frozenset[str]
    activities: Mapping[str, Activity]
    effects: Mapping[str, Effect]
    frames: tuple[Frame, ...]
    emergencies: tuple[Frame, ...]
    postures: tuple[Frame, ...]
    topics: Mapping[str, str]
    asked_topics: Mapping[str, tuple[str, ...]]
    terms: Terms
    numbers: Mapping[str, float]
    ordinals: Mapping[str, float]
    units: Mapping[str, float]
    vague_units: Mapping[str, float]
    moments: Mapping[str, float]
    calendar: Mapping[str, int]
    plain_moments: frozenset[str]
    decades: Mapping[str, int]
    spellings: Mapping[str, str]
    common_words: frozenset[str]
    red_flags: frozenset[str]
    history: frozenset[str]
    family: frozenset[str]
    feared: frozenset[str]
    figurative: frozenset[str]
    felt: frozenset[str]
    may_mean: Mapping[str, str]
    words: frozenset[str] = field(default_factory=frozenset)
