"""A record in words, field by field. All sheets show these fields, only arranged anew.

So no two sheets can say different things of one talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from handover import about_advice, about_findings, about_talk
from handover.entries import Entry, Field
from handover.record import FindingStatus, Record
from handover.words import Words


def fields(words: Words, record: Record) -> dict[str, Field]:
    """Every field of the record, by id."""
    return {
        id_: Field(id_, words.say(f"field_{id_}"), tuple(entries(words, record)))
        for id_, entries in FIELDS.items()
    }


def _read_back(words: Words, record: Record) -> Iterator[Entry]:
    """The five things that must not be misheard, in one breath."""
    certain = [flag for flag in record.red_flags if flag.certain]
    signs = words.voice.listed(
        about_findings.flag_findings(words, record, flag) for flag in certain
    )
    said = words.say(
        "read_back",
        patient=", ".join(entry.words for entry in about_talk.patient(words, record)),
        urgency=about_advice.level_words(words, record.triage.level),
        signs=signs or words.say("nothing"),
        contact=", ".join(entry.words for entry in about_talk.contact(words, record)),
    )
    yield Entry("read_back", said)


FIELDS: dict[str, Callable[[Words, Record], Iterable[Entry]]] = {
    "patient": about_talk.patient,
    "contact": about_talk.contact,
    "talk": about_talk.talk,
    "consent": about_talk.consent,
    "urgency": about_advice.urgency,
    "reasons": about_advice.reasons,
    "emergencies": about_findings.emergencies,
    "warning_signs": about_findings.warning_signs,
    "left_open": about_findings.left_open,
    "own_words": about_findings.own_words,
    "reported": about_findings.with_status(FindingStatus.PRESENT),
    "denied": about_findings.with_status(FindingStatus.ABSENT),
    "unsure": about_findings.with_status(FindingStatus.UNSURE),
    "declined": about_findings.with_status(FindingStatus.DECLINED),
    "not_asked_safety": about_findings.not_asked(safety=True),
    "not_asked": about_findings.not_asked(safety=False),
    "corrected": about_findings.corrected,
    "patterns": about_advice.patterns,
    "told": about_advice.told,
    "examination": about_advice.examination,
    "assessed_by": about_advice.assessed_by,
    "versions": about_talk.versions,
    "read_back": _read_back,
}
