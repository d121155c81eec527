"""A record in words, field by field. Every sheet shows these fields, only arranged anew.

So no two sheets can say different things of one talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handover.record import FindingStatus, Pattern, Record, RedFlag, Report
from handover.words import Words
from knowledge.case import How, SaidBy, Status, Value
from knowledge.model import Level
from knowledge.results import Band
from rendering.patterns import MOST_PATTERNS


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a field: its id, the words for it, and a longer text behind it."""

    id: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record with everything in it; an empty one has no entries.

    `runs_on`: its entries are short enough for one line.
    """

    id: str
    label: str
    entries: tuple[Entry, ...]
    runs_on: bool = False


def fields(words: Words, record: Record) -> dict[str, Field]:
    """Every field of the record, by id."""
    return {
        id_: Field(id_, words.say(f"field_{id_}"), tuple(entries(words, record)))
        for id_, entries in FIELDS.items()
    }


def _patient(words: Words, record: Record) -> Iterator[Entry]:
    patient = record.encounter.patient
    if not (patient.name or patient.born or patient.identifier):
        yield Entry("unknown", words.say("patient_unknown"))
    if patient.name:
        yield Entry("name", words.say("patient_name", name=patient.name))
    if patient.born:
        yield Entry("born", words.say("patient_born", born=patient.born))
    if patient.identifier:
        identifier = words.say("patient_identifier", identifier=patient.identifier)
        yield Entry("identifier", identifier)


def _contact(words: Words, record: Record) -> Iterator[Entry]:
    contact = record.encounter.contact
    number = contact.call_back
    yield Entry(
        "call_back",
        words.say("contact_call_back", call_back=number)
        if number
        else words.say("contact_none"),
    )
    if contact.name or contact.relationship:
        unknown = words.say("not_given")
        caller = words.say(
            "contact_caller",
            name=contact.name or unknown,
            relationship=contact.relationship or unknown,
        )
        yield Entry("caller", caller)
    if contact.location:
        where = words.say("contact_location", location=contact.location)
        yield Entry("location", where)
    if contact.interpreter:
        language = words.say("contact_interpreter", language=contact.interpreter)
        yield Entry("interpreter", language)


def _talk(words: Words, record: Record) -> Iterator[Entry]:
    talk = record.encounter
    route = words.get(f"route_{talk.route}", talk.route)
    yield Entry("at", words.say("talk_at", at=talk.at))
    yield Entry("route", words.say("talk_route", route=route))
    yield Entry("language", words.say("talk_language", language=talk.language))
    yield Entry("id", words.say("talk_id", id=talk.id))


def _consent(words: Words, record: Record) -> Iterator[Entry]:
    consent = record.encounter.consent
    said = words.say(f"consent_{consent.status.value}")
    yield Entry(consent.status.value, f"{said}, {consent.at}" if consent.at else said)


def _urgency(words: Words, record: Record) -> Iterator[Entry]:
    yield Entry(record.triage.level.value, level_words(words, record.triage.level))
    if not record.triage.complete:
        yield Entry("unfinished", words.say("urgency_unfinished"))


def level_words(words: Words, level: Level) -> str:
    """A level as on the talk's own advice, beginning a sentence."""
    short = words.voice.level(level)
    return short[:1].upper() + short[1:]


def _reasons(words: Words, record: Record) -> Iterator[Entry]:
    """What set the level and is no warning sign; those have fields of their own."""
    flags = {flag.id for flag in record.red_flags}
    known = words.voice.wording
    for reason in record.triage.reasons:
        if reason in flags:
            continue
        if reason in known.triage:
            yield Entry(reason, words.voice.fill(known.triage[reason]))
        else:
            yield Entry(reason, words.voice.phrase("condition_reason"))


def _warning_signs(words: Words, record: Record) -> Iterator[Entry]:
    for flag in record.red_flags:
        if flag.certain:
            yield Entry(flag.id, _flag(words, record, flag))


def _left_open(words: Words, record: Record) -> Iterator[Entry]:
    for flag in record.red_flags:
        if not flag.certain:
            yield Entry(flag.id, _flag(words, record, flag))


def _flag(words: Words, record: Record, flag: RedFlag) -> str:
    reason = words.voice.fill(words.voice.wording.red_flags[flag.id])
    found = _findings(words, record, flag)
    return words.say("flag", reason=reason, findings=found[:1].upper() + found[1:])


def _findings(words: Words, record: Record, flag: RedFlag) -> str:
    reports = {report.finding: report for report in record.reports}
    return words.voice.listed(_said(words, reports[f]) for f in flag.findings)


def _own_words(words: Words, record: Record) -> Iterator[Entry]:
    for turn in record.turns:
        if turn.words:
            note = _by(words, turn.said_by)
            yield Entry(str(turn.number), f"“{turn.words}”{note}")


def _with(status: FindingStatus) -> Callable[[Words, Record], Iterator[Entry]]:
    def entries(words: Words, record: Record) -> Iterator[Entry]:
        for report in record.with_status(status):
            yield _reported(words, report)

    return entries


def _not_asked(safety: bool) -> Callable[[Words, Record], Iterator[Entry]]:
    def entries(words: Words, record: Record) -> Iterator[Entry]:
        for report in record.with_status(FindingStatus.NOT_ASKED):
            if report.safety is safety:
                yield Entry(report.finding, words.voice.label(report.finding))

    return entries


def _reported(words: Words, report: Report) -> Entry:
    """The finding; under a heading that says "no to" or "not sure" its label will do."""
    said = (
        words.voice.said(report.finding, Status.PRESENT, report.value)
        if report.status is FindingStatus.PRESENT
        else words.voice.label(report.finding)
    )
    notes = _by(words, report.said_by)
    if report.how is How.INFERRED:
        notes += f" ({words.say('inferred')})"
    return Entry(report.finding, said + notes)


def _by(words: Words, said_by: SaidBy | None) -> str:
    if said_by in (None, SaidBy.PATIENT):
        return ""
    return f" ({words.say(f'said_by_{said_by.value}')})" if said_by else ""


def _corrected(words: Words, record: Record) -> Iterator[Entry]:
    """What was said differently before: it may have been right the first time."""
    for finding, last in record.case.current.items():
        before = [
            words.voice.said(finding, a.status, a.value)
            for a in record.case.answers
            if a.finding == finding and (a.status, a.value) != (last.status, last.value)
        ]
        if before:
            now = words.voice.said(finding, last.status, last.value)
            earlier = words.voice.listed(before)
            yield Entry(finding, words.say("earlier", now=now, before=earlier))


def _patterns(words: Words, record: Record) -> Iterator[Entry]:
    """In an emergency none is named, as in the talk: it would only distract."""
    if record.triage.level is Level.EMERGENCY:
        yield Entry("warning_sign_first", words.say("warning_sign_first"))
        return
    if not record.triage.in_scope:
        yield Entry("out_of_scope", words.say("out_of_scope"))
    for pattern in closest(record.differential):
        name = words.voice.condition(pattern.condition)
        band = words.voice.phrase(pattern.band.value)
        if pattern.tied_with:
            others = words.voice.conditions(pattern.tied_with)
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


def _told(words: Words, record: Record) -> Iterator[Entry]:
    for told in record.told:
        about = words.get(f"told_{told.about}", words.say("told_other"))
        yield Entry(told.about, about, told.text)


def _examination(words: Words, record: Record) -> Iterator[Entry]:
    yield Entry("not_examined", words.say("not_examined"))


def _assessed_by(words: Words, record: Record) -> Iterator[Entry]:
    yield Entry("rules", words.say("assessed_by_rules"))


def _versions(words: Words, record: Record) -> Iterator[Entry]:
    for part, version in record.versions.items():
        name = words.get(f"version_{part}", part)
        yield Entry(part, words.say("version", part=name, version=version))


def _read_back(words: Words, record: Record) -> Iterator[Entry]:
    """The five things that must not be misheard, in one breath."""
    certain = [flag for flag in record.red_flags if flag.certain]
    signs = words.voice.listed(_findings(words, record, flag) for flag in certain)
    said = words.say(
        "read_back",
        patient=", ".join(entry.words for entry in _patient(words, record)),
        urgency=level_words(words, record.triage.level),
        signs=signs or words.say("nothing"),
        contact=", ".join(entry.words for entry in _contact(words, record)),
    )
    yield Entry("read_back", said)


def _said(words: Words, report: Report) -> str:
    status = Status(report.status.value)
    value: Value = report.value
    return words.voice.said(report.finding, status, value)


FIELDS: dict[str, Callable[[Words, Record], Iterable[Entry]]] = {
    "patient": _patient,
    "contact": _contact,
    "talk": _talk,
    "consent": _consent,
    "urgency": _urgency,
    "reasons": _reasons,
    "warning_signs": _warning_signs,
    "left_open": _left_open,
    "own_words": _own_words,
    "reported": _with(FindingStatus.PRESENT),
    "denied": _with(FindingStatus.ABSENT),
    "unsure": _with(FindingStatus.UNSURE),
    "declined": _with(FindingStatus.DECLINED),
    "not_asked_safety": _not_asked(safety=True),
    "not_asked": _not_asked(safety=False),
    "corrected": _corrected,
    "patterns": _patterns,
    "told": _told,
    "examination": _examination,
    "assessed_by": _assessed_by,
    "versions": _versions,
    "read_back": _read_back,
}
