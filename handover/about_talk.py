"""Who talked, how, and with which versions: entries of a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handover.entries import Entry
from handover.record import Record
from handover.words import Words


def patient(words: Words, record: Record) -> Iterator[Entry]:
    """Whose pain it is, as far as that was told."""
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


def contact(words: Words, record: Record) -> Iterator[Entry]:
    """Where to ring back, and who speaks for the patient."""
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


def talk(words: Words, record: Record) -> Iterator[Entry]:
    """When, how and in which language."""
    talk = record.encounter
    route = words.get(f"route_{talk.route}", talk.route)
    yield Entry("at", words.say("talk_at", at=_when(talk.at)))
    yield Entry("route", words.say("talk_route", route=route))
    yield Entry("language", words.say("talk_language", language=talk.language))
    yield Entry("id", words.say("talk_id", id=talk.id))


def consent(words: Words, record: Record) -> Iterator[Entry]:
    """Whether they agreed to be handed over."""
    consent = record.encounter.consent
    said = words.say(f"consent_{consent.status.value}")
    when = f", {_when(consent.at)}" if consent.at else ""
    yield Entry(consent.status.value, said + when)


def versions(words: Words, record: Record) -> Iterator[Entry]:
    """What the record was made with."""
    for part, version in record.versions.items():
        name = words.get(f"version_{part}", part)
        yield Entry(part, words.say("version", part=name, version=version))


def _when(moment: str) -> str:
    """A moment to read, with its time zone."""
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M %Z")
