"""What the second ear adds to what the patterns heard, and what it takes away.

An alarm never rests on a likeness: a red flag that it alone hears is put back to the
person, never stated; and one that the patterns heard is put back, never dropped, where
the ear is all but sure that it was denied.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from understanding.model import ABSENT, PRESENT, UNSURE, Heard, Statement
from understanding.second_ear.classifier import Certainty, SecondEar, is_too_short
from understanding.second_ear.readings import Reading

# How sure it must be; what each costs and brings is measured in docs/nlu.md.
GUESSES_FROM = 0.95
DENIES_FROM = 0.9
LIKELY_FROM = 0.9
ASKS_FROM = 0.8
DOUBTS_BELOW = 0.1
# What is decided about an alarm must be surer.
DENIES_RED_FLAGS_FROM = 0.98
# Who may be saying the opposite has said nothing for sure.
_OPPOSITE_BELOW = 0.3
# It does not see whose side is meant, nor whether it is the one of long ago.
_NOT_GUESSED = frozenset({"side", "sex"})
_WORD = re.compile(r"\w+")
# In fewer words people answer, order or greet ("no, go back") more often than they tell
# something no pattern foresees.
_FEWEST_TO_GUESS = 6
# What is said to a question is short because the question stands before it.
_FEWEST_BESIDE_A_QUESTION = 12
# So few words beside a span of time say nothing of their own: "yes, since the weekend".
_BESIDE_A_TIME = 3

_Certain = Mapping[Reading, Certainty]


def with_second_opinion(
    heard: Heard,
    text: str,
    ear: SecondEar,
    red_flags: Collection[str],
    asked_for: Collection[str] = (),
) -> Heard:
    """What was heard, with what is said in words no pattern foresees.

    Facts and denials are guessed when it is all but sure of them, and facts that no
    sentence speaks for are dropped; of the findings `asked_for` only the patterns know
    what a short answer means.
    """
    if is_too_short(text) or _is_bare_time(text, heard.statements):
        return heard
    certain = ear.hear(text)
    fewest = _FEWEST_BESIDE_A_QUESTION if asked_for else _FEWEST_TO_GUESS
    is_told = len(text.split()) >= fewest
    doubted = [
        statement
        for statement in heard.statements
        if is_told
        and statement.finding not in asked_for
        and _is_doubted(statement, certain, red_flags)
    ]
    kept = tuple(s for s in heard.statements if s not in doubted)
    named = {s.finding for s in (*kept, *heard.half_heard)}
    named |= {suggestion.finding for suggestion in heard.suggestions}
    unheard = {r: c for r, c in certain.items() if r.finding not in named}
    signs = {
        reading.finding: certainty.sure
        for reading, certainty in unheard.items()
        if reading.finding in red_flags and not reading.is_denial
    }
    denied = {
        reading.finding
        for reading, certainty in unheard.items()
        if reading.is_denial and certainty.sure >= _OPPOSITE_BELOW
    }
    likely = _from(LIKELY_FROM, signs, without=denied)
    alarming = {s.finding for s in doubted if s.status == PRESENT} & {*red_flags}
    perhaps = (
        *sorted(alarming),
        *_from(ASKS_FROM, signs, without={*likely, *alarming}),
    )
    heard = replace(heard, statements=kept, likely=likely, perhaps=perhaps)
    if not is_told:
        return heard
    without = {*likely, *perhaps, *asked_for, *_NOT_GUESSED, *_opposites(named)}
    told = {
        reading: certainty
        for reading, certainty in unheard.items()
        if reading.finding not in without and not _is_asked(text, certainty)
    }
    facts = (fact for fact in _facts(told) if fact.finding not in red_flags)
    return replace(heard, guessed=(*facts, *_denials(told, red_flags)))


def _is_asked(text: str, certainty: Certainty) -> bool:
    """Whether the words that say so are a question."""
    return text[certainty.start : certainty.end].rstrip().endswith("?")


def _opposites(named: Collection[str]) -> set[str]:
    """What the same activity cannot do as well: ease what it worsens."""
    pairs = (("worse_", "relief_"), ("relief_", "worse_"))
    return {
        other + finding.removeprefix(one)
        for finding in named
        for one, other in pairs
        if finding.startswith(one)
    }


def _is_doubted(
    statement: Statement, certain: _Certain, red_flags: Collection[str]
) -> bool:
    """Whether the ear is sure that something else was said."""

    def sure(status: str, value: str | None = None) -> float | None:
        reading = Reading(statement.finding, status, value)
        return certain[reading].sure if reading in certain else None

    if statement.status == PRESENT and statement.finding in red_flags:
        present, absent = sure(PRESENT), sure(ABSENT)
        return (
            present is not None
            and present < DOUBTS_BELOW
            and absent is not None
            and absent >= DENIES_RED_FLAGS_FROM
        )
    if statement.status == UNSURE or isinstance(statement.value, int | float):
        return False
    stated = sure(statement.status, statement.value)
    return stated is not None and stated < DOUBTS_BELOW


def _facts(certain: _Certain) -> Iterator[Statement]:
    """Of several values of a finding the surest."""
    surest: dict[str, Reading] = {}
    for reading, (sure, *_) in certain.items():
        rival = surest.get(reading.finding)
        if (
            sure >= GUESSES_FROM
            and not reading.is_denial
            and (rival is None or certain[rival].sure < sure)
        ):
            surest[reading.finding] = reading
    opposed = _opposites(surest)
    return (
        _statement(reading, certain)
        for finding, reading in surest.items()
        if finding not in opposed
    )


def _denials(certain: _Certain, red_flags: Collection[str]) -> Iterator[Statement]:
    reported: dict[str, float] = {}
    for reading, (sure, *_) in certain.items():
        if not reading.is_denial:
            reported[reading.finding] = max(sure, reported.get(reading.finding, 0))
    return (
        _statement(reading, certain)
        for reading, (sure, *_) in certain.items()
        if reading.is_denial
        and sure
        >= (DENIES_RED_FLAGS_FROM if reading.finding in red_flags else DENIES_FROM)
        and reported.get(reading.finding, 0) < _OPPOSITE_BELOW
    )


def _statement(reading: Reading, certain: _Certain) -> Statement:
    _, start, end = certain[reading]
    return Statement(
        reading.finding, reading.status, reading.value, start, end, certain=False
    )


def _from(
    sure: float, signs: Mapping[str, float], without: Collection[str]
) -> tuple[str, ...]:
    """The signs so sure or surer, the surest first."""
    found = [s for s in signs if signs[s] >= sure and s not in without]
    return tuple(sorted(found, key=lambda sign: -signs[sign]))


def _is_bare_time(text: str, statements: Iterable[Statement]) -> bool:
    """Whether a message tells how long, and hardly a word more: "about 6 weeks"."""
    times = [s for s in statements if s.finding == "duration_weeks"]
    within = (
        any(time.start <= word.start() < time.end for time in times)
        for word in _WORD.finditer(text)
    )
    return bool(times) and sum(not known for known in within) < _BESIDE_A_TIME
