"""The advice in messages: what to do first, then what it looks like, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.case import Case, How, Status
from knowledge.results import Assessment
from rendering.aftercare import card, safety_net, self_care
from rendering.answered import answered
from rendering.changing import changes
from rendering.message import Button, Message, statement
from rendering.patterns import pattern_lines
from rendering.records import assessment_record
from rendering.voice import Voice

MOST_REASONS = 3
EMERGENCY_ASIDES = {
    "button_hand_over": "/hand_over",
    "button_sources": "/ask_sources",
}


def emergency(voice: Voice, assessment: Assessment, case: Case) -> Message:
    """What to do now, why, what to say and what to bring. Nothing else."""
    buttons = (Button(voice.phrase(p), load) for p, load in EMERGENCY_ASIDES.items())
    return _advice(voice, assessment, case, "emergency", buttons=tuple(buttons))


def advice(voice: Voice, assessment: Assessment, case: Case) -> tuple[Message, ...]:
    """How soon and whom to see, the patterns, self-care, warning signs, changes.

    In an emergency only what to do now is said.
    """
    if assessment.is_emergency:
        return (emergency(voice, assessment, case),)
    first = _advice(voice, assessment, case, "assessment", _notes(assessment, case))
    messages = [first, _patterns(voice, assessment, case)]
    if assessment.self_care:
        messages.append(self_care(voice, assessment))
    messages.append(safety_net(voice, assessment))
    if assessment.leg_pain:
        messages.append(card(voice))
    messages.append(changes(voice, assessment, case))
    return tuple(messages)


def _advice(
    voice: Voice,
    assessment: Assessment,
    case: Case,
    kind: str,
    notes: tuple[str, ...] = (),
    buttons: tuple[Button, ...] = (),
) -> Message:
    record = assessment_record(voice, assessment, case)
    lines = [
        *_disposition(voice, assessment, case, record["disposition"]),
        *(voice.phrase(note) for note in notes),
    ]
    return Message(
        text="\n".join(lines),
        buttons=buttons,
        data={
            "kind": kind,
            "severity": assessment.level.value,
            "reasons": _reasons(voice, assessment),
            "assessment": record,
            "answered": answered(voice, case),
        },
    )


def _disposition(
    voice: Voice, assessment: Assessment, case: Case, words: dict[str, Any]
) -> Iterator[str]:
    """The action first, then why, then how to go about it."""
    yield words["heading"]
    yield voice.phrase("because", reasons=" ".join(_reasons(voice, assessment)))
    mentioned = [
        finding
        for reason in assessment.reasons
        if reason.kind == "red_flag" and reason.level is assessment.level
        for finding in reason.findings
    ]
    supposed = [f for f in mentioned if case.current[f].how is How.INFERRED]
    told = [f for f in mentioned if f not in supposed]
    if told:
        yield voice.phrase("you_mentioned", findings=voice.mentioned(told, case))
    if supposed:
        yield voice.phrase("i_suppose", findings=voice.mentioned(supposed, case))
    yield words["who"]
    if words["say"]:
        yield voice.phrase("say_there", say=words["say"])
    if words["bring"]:
        yield voice.phrase("bring", items=words["bring"])
    if words["travel"]:
        yield words["travel"]


def _reasons(voice: Voice, assessment: Assessment) -> list[str]:
    """What set the level: one reason for each suspicion, and all that was left open.

    That nothing speaks for less urgency is only worth saying when it is the reason.
    """
    setting = [r for r in assessment.reasons if r.level is assessment.level]
    left_open = [f for r in setting if r.kind == "not_excluded" for f in r.findings]
    certain = [r for r in setting if r.kind not in ("not_excluded", "default")]
    by_suspicion = {r.suspected or r.id: r for r in reversed(certain)}
    first = [r for r in certain if by_suspicion[r.suspected or r.id] is r]
    words = [voice.reason(reason) for reason in first[:MOST_REASONS]]
    if left_open:
        words.append(voice.phrase("not_excluded", findings=voice.labels(left_open)))
    return words or [voice.reason(reason) for reason in setting[:1]]


def _notes(assessment: Assessment, case: Case) -> tuple[str, ...]:
    """What has to be added for this person."""
    notes = []
    if case.status("pregnancy") is Status.PRESENT:
        notes.append("pregnancy_note")
    if not assessment.complete:
        notes.append("unfinished")
    return tuple(notes)


def _patterns(voice: Voice, assessment: Assessment, case: Case) -> Message:
    lines = [voice.phrase("out_of_scope_age")]
    if assessment.in_scope:
        lines = pattern_lines(voice, assessment, case)
    return statement("patterns", "\n".join(lines))
