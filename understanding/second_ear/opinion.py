"""What the second ear adds to what the patterns heard, and what it takes away.

An alarm never rests on a likeness: a red flag that it alone hears is put back to the
person, never stated, and none that the patterns heard reported is ever doubted.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from understanding.model import ABSENT, PRESENT, Heard, Statement
from understanding.second_ear.classifier import Certainty, SecondEar, is_too_short
from understanding.second_ear.readings import Reading

logger = logging.getLogger(__name__)

# How sure it must be, of readings that were weighed as they are in training; what each
# costs and brings is measured in docs/nlu.md.
GUESSES_FROM = 0.95
DENIES_FROM = 0.9
LIKELY_FROM = 0.8
ASKS_FROM = 0.6
DOUBTS_BELOW = 0.05
REPORTED_FROM = 0.9
# To deny a sign takes more.
DENIES_RED_FLAGS_FROM = 0.98
# And to say the opposite of a statement whose own reading it has never learnt.
OPPOSES_FROM = 0.98
# Who may be saying the opposite has said nothing for sure.
_OPPOSITE_BELOW = 0.3
_BOTH = "both"
# Of a single place nobody says that it is the worst, but it is.
_NOT_DOUBTED = frozenset({"main_site"})
_WORD = re.compile(r"\w+")
# In fewer words people answer, order or greet ("no, go back") more often than they tell
# something no pattern foresees.
_FEWEST_TO_GUESS = 6
# In so few the patterns are surer than it.
_FEWEST_TO_DOUBT = 10
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
    *,
    asked_for: Collection[str] = (),
    corrected: str | None = None,
    others: Collection[int] = (),
) -> Heard:
    """What was heard, with what is said in words no pattern foresees.

    Facts and denials are guessed when the ear is all but sure of them, and what the
    patterns heard is dropped where it is sure that it was not said, however the text is
    spelt. Of the findings `asked_for` only the patterns know what a short answer means,
    and no denial is guessed from a sentence in which one of the `others` is named (the
    characters where they are): it may be theirs. Were the ear to fail, what the
    patterns heard stands as it is.
    """
    if is_too_short(text) or _is_bare_time(text, heard.statements):
        return heard
    try:
        certain = ear.hear(text)
        again = certain if corrected is None else ear.hear(corrected)
    except Exception as error:  # no warning sign may be lost with it
        # The error's own text may quote the person.
        logger.error("The second ear failed: %s", type(error).__name__)
        return heard
    fewest = _FEWEST_BESIDE_A_QUESTION if asked_for else _FEWEST_TO_GUESS
    words = len(text.split())
    is_told = words >= fewest
    if is_told:
        is_long = words >= _FEWEST_TO_DOUBT
        heard = _without_doubted(
            heard, (certain, again), red_flags, asked_for, is_long=is_long
        )
    named = {s.finding for s in (*heard.statements, *heard.half_heard)}
    named |= {suggestion.finding for suggestion in heard.suggestions}
    unheard = {r: c for r, c in certain.items() if r.finding not in named}
    signs = {
        reading.finding: certainty.sure
        for reading, certainty in unheard.items()
        if reading.finding in red_flags and not reading.is_denial
    }
    denied = {f for f in signs if not _is_below(Reading(f, ABSENT), unheard)}
    likely = _from(LIKELY_FROM, signs, without=denied)
    perhaps = _from(ASKS_FROM, signs, without=likely)
    heard = replace(heard, likely=likely, perhaps=perhaps)
    if not is_told:
        return heard
    left = {*likely, *perhaps, *asked_for, *_opposites(named)}
    guessed = (
        *_facts({r: c for r, c in unheard.items() if r.finding not in red_flags}),
        *_denials(unheard, red_flags),
    )
    return replace(
        heard,
        guessed=tuple(
            statement
            for statement in guessed
            if statement.finding not in left
            and not _is_one_side(statement)
            and not _is_asked(text, statement)
            and not (statement.status == ABSENT and _is_beside(others, statement))
        ),
    )


def _without_doubted(
    heard: Heard,
    spellings: Collection[_Certain],
    red_flags: Collection[str],
    asked_for: Collection[str],
    *,
    is_long: bool,
) -> Heard:
    """What was heard without what no spelling of the text sounds like, if it is long.

    A red flag reported stands, and so does one denied unless it sounds reported: then
    it is open again, and asked back.
    """

    def stands(statement: Statement) -> bool:
        finding = statement.finding
        if finding in asked_for or finding in _NOT_DOUBTED:
            return True
        if finding in red_flags:
            is_denied = statement.status == ABSENT
            return not (is_denied and any(_is_reported(finding, c) for c in spellings))
        return not is_long or not all(
            _is_doubted(statement, certain) for certain in spellings
        )

    kept = filter(stands, heard.statements)
    return replace(heard, statements=tuple(kept))


def _is_one_side(statement: Statement) -> bool:
    """Whether it names a side, which may be another's or that of long ago."""
    return statement.finding == "side" and statement.value != _BOTH


def _is_asked(text: str, statement: Statement) -> bool:
    """Whether the words that say so are a question."""
    return text[statement.start : statement.end].rstrip().endswith("?")


def _is_beside(others: Iterable[int], statement: Statement) -> bool:
    """Whether somebody else is named in the words that say so."""
    return any(statement.start <= at < statement.end for at in others)


def _is_below(
    reading: Reading, certain: _Certain, below: float = _OPPOSITE_BELOW
) -> bool:
    """Whether the ear does not know a reading, or is less sure of it than this."""
    return reading not in certain or certain[reading].sure < below


def _opposites(named: Collection[str]) -> set[str]:
    """What the same activity cannot do as well: ease what it worsens."""
    pairs = (("worse_", "relief_"), ("relief_", "worse_"))
    return {
        other + finding.removeprefix(one)
        for finding in named
        for one, other in pairs
        if finding.startswith(one)
    }


def _is_reported(finding: str, certain: _Certain) -> bool:
    """Whether it is all but sure that a finding is reported, whatever denies it."""
    return not _is_below(Reading(finding), certain, REPORTED_FROM)


def _is_doubted(statement: Statement, certain: _Certain) -> bool:
    """Whether nothing in the message sounds like what is stated, or its opposite does.

    Numbers have readers of their own, and what people are unsure of the ear does not
    know.
    """
    value = statement.value
    if statement.status not in (PRESENT, ABSENT) or isinstance(value, int | float):
        return False
    stated = Reading(statement.finding, statement.status, value)
    if stated in certain:
        return _is_below(stated, certain, DOUBTS_BELOW)
    opposite = ABSENT if statement.status == PRESENT else PRESENT
    return value is None and not _is_below(
        Reading(statement.finding, opposite), certain, OPPOSES_FROM
    )


def _facts(certain: _Certain) -> Iterator[Statement]:
    """Of several values of a finding the surest."""
    surest: dict[str, Reading] = {}
    for reading, (sure, *_) in certain.items():
        rival = surest.get(reading.finding)
        if (
            sure >= GUESSES_FROM
            and not reading.is_denial
            and _is_below(Reading(reading.finding, ABSENT), certain)
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
    for reading, (sure, *_) in certain.items():
        is_alarm = reading.finding in red_flags
        from_, below = (
            (DENIES_RED_FLAGS_FROM, DOUBTS_BELOW)
            if is_alarm
            else (DENIES_FROM, _OPPOSITE_BELOW)
        )
        if (
            reading.is_denial
            and sure >= from_
            and reported.get(reading.finding, 0) < below
        ):
            yield _statement(reading, certain)


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
