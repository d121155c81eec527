"""What was said: the questionnaire with every answer, and each finding by itself.

Present, absent, unsure, declined and not asked stay five different things in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handover.fhir.making import OURS, Resource, Source, chosen, coding, concept, text
from handover.record import FindingStatus, Report
from knowledge.case import Status
from knowledge.model import Kind

_WORDS = "own_words"
_VOLUNTEERED = "volunteered"
_SAID = {FindingStatus.PRESENT: True, FindingStatus.ABSENT: False}


def findings(source: Source) -> Iterator[Resource]:
    """The questionnaire response, then one observation for each finding."""
    yield _response(source)
    for report in source.record.reports:
        yield _observation(source, report)


def observation_role(report: Report) -> str:
    """The role of the observation of a finding, to refer to it."""
    return f"finding/{report.finding}"


def _observation(source: Source, report: Report) -> Resource:
    label = source.words.label(report.finding)
    said_by = report.said_by
    category = concept("observation_category", "survey")
    return source.resource(
        "Observation",
        observation_role(report),
        status=chosen("observation_status", report.status.value),
        category=[category],
        code={
            "coding": [coding("/finding", report.finding, label)],
            "text": text(label),
        },
        subject=source.reference("patient"),
        encounter=source.reference("encounter"),
        effectiveDateTime=source.record.encounter.at,
        performer=[source.who(said_by)] if said_by else None,
        **_value(source, report),
        note=[{"text": text(report.words)}] if report.words else None,
        derivedFrom=[source.reference("answers")],
    )


def _value(source: Source, report: Report) -> Resource:
    reason = chosen("no_value", report.status.value)
    if reason:
        return {"dataAbsentReason": concept("absent_reason", reason)}
    finding = source.words.voice.kb.findings.get(report.finding)
    if report.value is None or finding is None or finding.kind is Kind.BOOLEAN:
        return {"valueBoolean": _SAID[report.status]}
    if finding.kind is Kind.NUMBER:
        unit = str(finding.unit)
        return {
            "valueQuantity": {
                "value": report.value,
                "unit": unit,
                **coding("ucum", str(chosen("units", unit))),
            }
        }
    return {"valueCodeableConcept": _choice(source, report)}


def _choice(source: Source, report: Report) -> Resource:
    said = source.words.said(report.finding, Status.PRESENT, report.value)
    return concept(f"/finding/{report.finding}", str(report.value), said)


def _response(source: Source) -> Resource:
    record = source.record
    version = record.versions["knowledge"]
    caller = "caller" if source.has_caller else "patient"
    return source.resource(
        "QuestionnaireResponse",
        "answers",
        questionnaire=f"{OURS}:questionnaire|{version}",
        status="completed" if record.triage.complete else "in-progress",
        subject=source.reference("patient"),
        encounter=source.reference("encounter"),
        authored=record.encounter.at,
        author=source.reference("device"),
        source=source.reference(caller),
        item=[*_own_words(source), *_questions(source)],
    )


def _own_words(source: Source) -> Iterator[Resource]:
    said = [turn.words for turn in source.record.turns if turn.words]
    if said:
        yield {
            "linkId": _WORDS,
            "text": text(source.words.say("field_own_words")),
            "answer": [{"valueString": text(words)} for words in said],
        }


def _questions(source: Source) -> Iterator[Resource]:
    """The findings under the question they were an answer to."""
    asked: dict[str, list[Report]] = {}
    for report in source.record.reports:
        asked.setdefault(report.question or _VOLUNTEERED, []).append(report)
    known = source.words.voice.wording.questions
    for question, reports in asked.items():
        words = known.get(question)
        heading = (
            source.words.voice.fill(words.ask)
            if words
            else source.words.say("field_own_words")
        )
        yield {
            "linkId": question,
            "text": text(heading),
            "item": [_answer(source, report) for report in reports],
        }


def _answer(source: Source, report: Report) -> Resource:
    return {
        "linkId": report.finding,
        "text": text(source.words.label(report.finding)),
        "answer": [_answered(source, report)],
    }


def _answered(source: Source, report: Report) -> dict[str, Any]:
    value = _value(source, report)
    if "dataAbsentReason" in value:
        return {"valueCoding": value["dataAbsentReason"]["coding"][0]}
    if "valueCodeableConcept" in value:
        return {"valueCoding": value["valueCodeableConcept"]["coding"][0]}
    return value
