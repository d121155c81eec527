"""A summary for the person who takes over: what was said, and what was advised."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.case import Case, Status
from knowledge.results import Assessment
from rendering.message import Message, statement
from rendering.patterns import closest
from rendering.voice import Voice

_BY_STATUS = {
    Status.PRESENT: "summary_said",
    Status.ABSENT: "summary_denied",
    Status.UNSURE: "summary_unsure",
    Status.DECLINED: "summary_declined",
}


def hand_over_summary(voice: Voice, case: Case, assessment: Assessment) -> Message:
    """Everything said so far in a form to show or read out."""
    if not case.answers:
        text = voice.phrase("summary_empty")
        return statement("hand_over", text)
    lines = list(_lines(voice, case, assessment))
    text = "\n".join((voice.phrase("hand_over"), *lines))
    return statement("hand_over", text, summary=lines)


def _lines(voice: Voice, case: Case, assessment: Assessment) -> Iterator[str]:
    opening = next((a.words for a in case.answers if a.words and not a.question), None)
    if opening:
        yield voice.phrase("summary_words", words=opening)
    for status, phrase in _BY_STATUS.items():
        findings = _findings(voice, case, status)
        if findings:
            yield voice.phrase(phrase, findings=findings)
    yield from _flags(voice, case, assessment)
    yield voice.phrase("summary_advice", level=voice.level(assessment.level))
    shown = [candidate.condition for candidate in closest(assessment)]
    if shown and not assessment.is_emergency:
        conditions = voice.conditions(shown)
        yield voice.phrase("summary_patterns", conditions=conditions)
    yield voice.phrase("turn_to")
    yield voice.phrase("summary_version", version=assessment.knowledge_version)


def _flags(voice: Voice, case: Case, assessment: Assessment) -> Iterator[str]:
    """Warning signs that were reported, and those that could not be excluded."""
    found = {"red_flag": "summary_flags", "not_excluded": "summary_left_open"}
    for kind, phrase in found.items():
        findings = [f for r in assessment.reasons if r.kind == kind for f in r.findings]
        if findings:
            mentioned = voice.mentioned(findings, case)
            yield voice.phrase(phrase, findings=mentioned)
        elif kind == "red_flag":
            yield voice.phrase("summary_no_flags")


def _findings(voice: Voice, case: Case, status: Status) -> str:
    """What has this status; present with its value, otherwise the bare label."""
    answers = [a for a in case.current.values() if a.status is status]
    if status is Status.PRESENT:
        return voice.answers(answers)
    return voice.labels(answer.finding for answer in answers)
