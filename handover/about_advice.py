"""How soon to be seen, why, and what was told: entries of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handover.entries import Entry
from handover.record import Pattern, Record
from handover.words import Words
from knowledge.model import Level
from knowledge.results import Band
from rendering.patterns import MOST_PATTERNS


def urgency(words: Words, record: Record) -> Iterator[Entry]:
    """How soon, and whether that may still change."""
    yield Entry(record.triage.level.value, level_words(words, record.triage.level))
    if not record.triage.complete:
        yield Entry("unfinished", words.say("urgency_unfinished"))


def level_words(words: Words, level: Level) -> str:
    """A level as on the talk's own advice, beginning a sentence."""
    short = words.voice.level(level)
    return short[:1].upper() + short[1:]


def reasons(words: Words, record: Record) -> Iterator[Entry]:
    """What set the level and is no warning sign; those have fields of their own."""
    if record.triage.raised_to is not None:
        yield Entry("raised_by_desk", words.say("raised_by_desk"))
    flags = {flag.id for flag in record.red_flags}
    for reason in record.triage.reasons:
        if reason not in flags:
            yield Entry(reason, words.reason(reason))


def patterns(words: Words, record: Record) -> Iterator[Entry]:
    """In an emergency none is named, as in the talk: it would only distract."""
    if record.triage.level is Level.EMERGENCY:
        yield Entry("warning_sign_first", words.say("warning_sign_first"))
        return
    if not record.triage.in_scope:
        yield Entry("out_of_scope", words.say("out_of_scope"))
    for pattern in closest(record.differential):
        name = words.pattern(pattern.condition)
        band = words.voice.phrase(pattern.band.value)
        if pattern.tied_with:
            others = "; ".join(words.pattern(c) for c in pattern.tied_with)
            said = words.say("pattern_tied", name=name, band=band, others=others)
        else:
            said = words.say("pattern", name=name, band=band)
        yield Entry(pattern.condition, said)


def closest(differential: Iterable[Pattern]) -> list[Pattern]:
    """The patterns worth naming: as many as the talk itself names, ties included."""
    fitting = [p for p in differential if p.band is not Band.FITS_LITTLE]
    last = fitting[:MOST_PATTERNS][-1:]
    return [
        pattern
        for place, pattern in enumerate(fitting)
        if place < MOST_PATTERNS or pattern.rank == last[0].rank
    ]


def told(words: Words, record: Record) -> Iterator[Entry]:
    """Each message of the advice, with its text behind it."""
    for told in record.told:
        about = words.get(f"told_{told.about}", words.say("told_other"))
        yield Entry(told.about, about, told.text)


def examination(words: Words, record: Record) -> Iterator[Entry]:
    """That nobody has examined anybody."""
    yield Entry("not_examined", words.say("not_examined"))


def assessed_by(words: Words, record: Record) -> Iterator[Entry]:
    """That a program did this, and no clinician."""
    yield Entry("rules", words.say("assessed_by_rules"))
