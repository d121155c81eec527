"""What was made of it: warning signs, how soon, what was told, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handover.about_advice import closest, level_words
from handover.fhir.findings import observation_role
from handover.fhir.making import (
    OURS,
    Resource,
    Source,
    chosen,
    coding,
    concept,
    text,
)
from handover.record import FindingStatus, RedFlag
from knowledge.codes import SymptomCode, codes, load_codes
from knowledge.model import Level


def triage(source: Source) -> Iterator[Resource]:
    """Flags, the risk assessment, the request, and what was told."""
    for flag in source.record.red_flags:
        yield _flag(source, flag)
    for emergency in source.record.emergencies:
        yield _emergency(source, emergency)
    yield _risk(source)
    if chosen("priority", source.record.triage.level.value):
        yield _request(source)
    for place, told in enumerate(source.record.told):
        yield source.resource(
            "Communication",
            f"told/{place}",
            status="completed",
            category=[concept("/told", told.about)],
            subject=source.reference("patient"),
            encounter=source.reference("encounter"),
            sent=source.record.encounter.at,
            sender=source.reference("device"),
            payload=[{"contentString": text(told.text)}],
            language=source.record.encounter.language,
        )


def provenance(source: Source, targets: list[Resource]) -> Resource:
    """Who said it, what wrote it down, and with which versions."""
    informant = source.reference("caller" if source.has_caller else "patient")
    return source.resource(
        "Provenance",
        "provenance",
        target=[{"reference": f"urn:uuid:{entry['id']}"} for entry in targets],
        recorded=source.record.encounter.at,
        agent=[
            {"type": concept("agent", "assembler"), "who": source.reference("device")},
            {"type": concept("agent", "informant"), "who": informant},
        ],
        entity=[
            {
                "role": "source",
                "what": {
                    "identifier": {
                        "system": f"{OURS}:version:{part}",
                        "value": text(version),
                    }
                },
            }
            for part, version in sorted(source.record.versions.items())
        ],
    )


def _flag(source: Source, flag: RedFlag) -> Resource:
    certainty = "certain" if flag.certain else "not-excluded"
    return source.resource(
        "Flag",
        f"flag/{flag.id}",
        status="active",
        category=[
            concept("flag_category", "clinical"),
            concept("/certainty", certainty),
        ],
        code=concept("/red-flag", flag.id, source.words.flag(flag.id)),
        subject=source.reference("patient"),
        period={"start": source.record.encounter.at},
        encounter=source.reference("encounter"),
        author=source.reference("device"),
    )


def _emergency(source: Source, emergency: str) -> Resource:
    """An emergency that is not about this pain: a flag as well."""
    return source.resource(
        "Flag",
        f"emergency/{emergency}",
        status="active",
        category=[
            concept("flag_category", "clinical"),
            concept("/certainty", "certain"),
        ],
        code=concept("/emergency", emergency, source.words.emergency(emergency)),
        subject=source.reference("patient"),
        period={"start": source.record.encounter.at},
        encounter=source.reference("encounter"),
        author=source.reference("device"),
    )


def _risk(source: Source) -> Resource:
    """How soon to be seen, and which kinds of pain the answers resemble."""
    record, voice = source.record, source.words.voice
    level = record.triage.level
    named = () if level is Level.EMERGENCY else closest(record.differential)
    said = [r for r in record.reports if r.status is not FindingStatus.NOT_ASKED]
    words = level_words(source.words, level)
    notes = ["not_examined", *(["raised_by_desk"] if record.triage.raised_to else [])]
    return source.resource(
        "RiskAssessment",
        "triage",
        status="preliminary",
        subject=source.reference("patient"),
        encounter=source.reference("encounter"),
        occurrenceDateTime=record.encounter.at,
        performer=source.reference("device"),
        basis=[
            source.reference("answers"),
            *(source.reference(observation_role(report)) for report in said),
        ],
        prediction=[
            {
                "outcome": {"text": text(source.words.say("field_urgency"))},
                "qualitativeRisk": concept("/level", level.value, words),
            },
            *(
                {
                    "outcome": concept(
                        "/pattern",
                        pattern.condition,
                        source.words.pattern(pattern.condition),
                    ),
                    "qualitativeRisk": concept(
                        "/fit", pattern.band.value, voice.phrase(pattern.band.value)
                    ),
                }
                for pattern in named
            ),
        ],
        note=[{"text": text(source.words.say(note))} for note in notes],
    )


def _request(source: Source) -> Resource:
    record = source.record
    level = record.triage.level
    found = codes(_known_codes(), record.case)
    flags = [source.reference(f"flag/{flag.id}") for flag in record.red_flags]
    others = [source.reference(f"emergency/{e}") for e in record.emergencies]
    return source.resource(
        "ServiceRequest",
        "request",
        status="active",
        intent="proposal",
        priority=chosen("priority", level.value),
        code={"text": text(level_words(source.words, level))},
        subject=source.reference("patient"),
        encounter=source.reference("encounter"),
        authoredOn=record.encounter.at,
        requester=source.reference("device"),
        reasonCode=[{"coding": [coding("icd10cm", code)]} for code in found],
        supportingInfo=[
            source.reference("answers"),
            source.reference("triage"),
            *flags,
            *others,
        ],
    )


@lru_cache(maxsize=1)
def _known_codes() -> tuple[SymptomCode, ...]:
    return load_codes()
