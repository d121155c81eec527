"""What was said, and the warning signs in it: entries of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handover.entries import Entry
from handover.record import FindingStatus, Record, RedFlag, Report
from handover.words import Words
from knowledge.case import How, SaidBy, Status, Value


def emergencies(words: Words, record: Record) -> Iterator[Entry]:
    """Emergencies that are not about this pain."""
    for emergency in record.emergencies:
        yield Entry(emergency, words.emergency(emergency))


def warning_signs(words: Words, record: Record) -> Iterator[Entry]:
    """The red flags that hold."""
    for flag in record.red_flags:
        if flag.certain:
            yield Entry(flag.id, _flag(words, record, flag))


def left_open(words: Words, record: Record) -> Iterator[Entry]:
    """The red flags that could not be excluded."""
    for flag in record.red_flags:
        if not flag.certain:
            yield Entry(flag.id, _flag(words, record, flag))


def _flag(words: Words, record: Record, flag: RedFlag) -> str:
    reason = words.flag(flag.id)
    found = flag_findings(words, record, flag)
    return words.say("flag", reason=reason, findings=found[:1].upper() + found[1:])


def flag_findings(words: Words, record: Record, flag: RedFlag) -> str:
    """The findings of a red flag, as they were said."""
    reports = {report.finding: report for report in record.reports}
    return words.voice.listed(_said(words, reports[f]) for f in flag.findings)


def own_words(words: Words, record: Record) -> Iterator[Entry]:
    """What was typed or said, word for word."""
    for turn in record.turns:
        if turn.words:
            note = _by(words, turn.said_by)
            yield Entry(str(turn.number), f"“{turn.words}”{note}")


def with_status(status: FindingStatus) -> Callable[[Words, Record], Iterator[Entry]]:
    """What has this status."""

    def entries(words: Words, record: Record) -> Iterator[Entry]:
        for report in record.with_status(status):
            yield _reported(words, report)

    return entries


def not_asked(safety: bool) -> Callable[[Words, Record], Iterator[Entry]]:
    """What nobody asked, about safety or otherwise."""

    def entries(words: Words, record: Record) -> Iterator[Entry]:
        for report in record.with_status(FindingStatus.NOT_ASKED):
            if report.safety is safety:
                yield Entry(report.finding, words.label(report.finding))

    return entries


def _reported(words: Words, report: Report) -> Entry:
    """The finding; under a heading such as "said no to" its label will do."""
    said = (
        words.said(report.finding, Status.PRESENT, report.value)
        if report.status is FindingStatus.PRESENT
        else words.label(report.finding)
    )
    notes = _by(words, report.said_by)
    if report.how is How.INFERRED:
        notes += f" ({words.say('inferred')})"
    return Entry(report.finding, said + notes)


def _by(words: Words, said_by: SaidBy | None) -> str:
    if said_by in (None, SaidBy.PATIENT):
        return ""
    return f" ({words.say(f'said_by_{said_by.value}')})" if said_by else ""


def corrected(words: Words, record: Record) -> Iterator[Entry]:
    """What was said differently before: it may have been right the first time."""
    for finding, last in record.case.current.items():
        before = [
            words.said(finding, a.status, a.value)
            for a in record.case.answers
            if a.finding == finding and (a.status, a.value) != (last.status, last.value)
        ]
        if before:
            now = words.said(finding, last.status, last.value)
            earlier = words.voice.listed(before)
            yield Entry(finding, words.say("earlier", now=now, before=earlier))


def _said(words: Words, report: Report) -> str:
    status = Status(report.status.value)
    value: Value = report.value
    return words.said(report.finding, status, value)
