"""Who talked: the patient, whoever spoke for them, the program, and their consent."""

from __future__ import annotations

from collections.abc import Iterator

from handover.encounter import ConsentStatus
from handover.fhir.making import OURS, Resource, Source, chosen, concept, full, text


def people(source: Source) -> Iterator[Resource]:
    """Patient, caller, program, encounter and consent."""
    yield _patient(source)
    if source.has_caller:
        yield _caller(source)
    yield _device(source)
    yield _encounter(source)
    yield _consent(source)


def _patient(source: Source) -> Resource:
    known, contact = source.record.encounter.patient, source.record.encounter.contact
    own_number = None if source.has_caller else contact.call_back
    language = contact.interpreter
    return source.resource(
        "Patient",
        "patient",
        identifier=[full(value=text(known.identifier))] if known.identifier else None,
        name=[{"text": text(known.name)}] if known.name else None,
        telecom=_number(own_number),
        birthDate=known.born,
        address=[{"text": text(contact.location)}] if contact.location else None,
        communication=[{"language": {"text": text(language)}}] if language else None,
    )


def _caller(source: Source) -> Resource:
    contact = source.record.encounter.contact
    relationship = contact.relationship
    return source.resource(
        "RelatedPerson",
        "caller",
        patient=source.reference("patient"),
        relationship=[{"text": text(relationship)}] if relationship else None,
        name=[{"text": text(contact.name)}] if contact.name else None,
        telecom=_number(contact.call_back),
    )


def _number(number: str | None) -> list[Resource] | None:
    return [{"system": "phone", "value": text(number)}] if number else None


def _device(source: Source) -> Resource:
    return source.resource(
        "Device",
        "device",
        status="active",
        deviceName=[{"name": "Backtalk", "type": "user-friendly-name"}],
        version=[
            {"type": {"text": part}, "value": text(version)}
            for part, version in sorted(source.record.versions.items())
        ],
        note=[{"text": text(source.words.say("assessed_by_rules"))}],
    )


def _encounter(source: Source) -> Resource:
    talk = source.record.encounter
    class_ = chosen("encounter_class", talk.route)
    route = source.words.get(f"route_{talk.route}", talk.route)
    return source.resource(
        "Encounter",
        "encounter",
        identifier=[{"system": f"{OURS}:record", "value": text(talk.id)}],
        status="finished" if source.record.triage.complete else "in-progress",
        **{"class": concept("act_code", str(class_))["coding"][0]},
        type=[concept("/route", talk.route, route)],
        subject=source.reference("patient"),
        period={"start": talk.at},
    )


def _consent(source: Source) -> Resource:
    consent = source.record.encounter.consent
    status = consent.status.value
    provision = chosen("consent_provision", status)
    policy = chosen("consent_policy", status)
    asked = consent.status is not ConsentStatus.NOT_ASKED
    said = source.words.say(f"consent_{status}")
    return source.resource(
        "Consent",
        "consent",
        status=chosen("consent_status", status),
        scope=concept("consent_scope", "patient-privacy"),
        category=[concept("act_code", "INFA")],
        patient=source.reference("patient"),
        dateTime=consent.at if asked else None,
        policyRule=concept("act_code", policy, said) if policy else {"text": said},
        provision={"type": provision} if provision else None,
    )
