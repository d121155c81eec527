"""The engine's assessment as JSON with the words for every entry.

Clients draw whole screens from it and need no wording of their own.
"""

from __future__ import annotations

from typing import Any

from knowledge.case import Case
from knowledge.model import Level
from knowledge.results import Assessment, Candidate, Change, Direction, LedgerRow
from rendering.voice import Voice

ACKNOWLEDGE = "/acknowledge"
CARD = "cauda_equina"
"""The card for everybody with leg pain."""


def assessment_record(
    voice: Voice, assessment: Assessment, case: Case
) -> dict[str, Any]:
    """`assessment.to_json()` with the words beside the ids."""
    record = assessment.to_json()
    for flag in record["red_flags"]:
        flag["words"] = voice.fill(voice.wording.red_flags[flag["id"]])
    for place, reason in enumerate(assessment.reasons):
        record["reasons"][place]["words"] = voice.reason(reason)
    for place, candidate in enumerate(assessment.differential):
        record["differential"][place] |= _candidate(voice, candidate)
        ledger = record["differential"][place]["ledger"]
        for line, row in enumerate(candidate.ledger):
            ledger[line] |= _ledger_row(voice, row, case)
    for place, change in enumerate(assessment.changes):
        record["changes"][place] |= _change(voice, change)
    record |= {
        "disposition": _disposition(voice, assessment),
        "call": call(voice),
        "safety_net": safety_net_record(voice),
        "card": card_record(voice, CARD) if assessment.leg_pain else None,
        "open_question_words": {
            key: voice.fill(voice.wording.questions[key].ask)
            for key in assessment.open_questions
        },
        "said": _said(voice, case),
        "labels": _labels(voice, assessment, case),
        "sources": _sources(voice, assessment),
    }
    return record


def call(voice: Voice) -> dict[str, str]:
    """Whom to call, for clients that can dial."""
    number = voice.clinic.emergency_number
    return {
        "title": voice.phrase("button_call", number=number),
        "number": number,
        "urgent_line": voice.clinic.urgent_line,
        "urgent_number": voice.clinic.urgent_number,
    }


def safety_net_record(voice: Voice) -> list[dict[str, Any]]:
    """The signs to watch for, most urgent first, with what to do then."""
    return [
        {
            "level": level,
            "heading": voice.fill(signs.heading),
            "signs": [voice.fill(sign) for sign in signs.signs],
            "references": list(signs.references),
        }
        for level, signs in voice.wording.safety_net.items()
    ]


def card_record(voice: Voice, card: str) -> dict[str, Any]:
    """A card to keep; `acknowledge` is the button that says it was read."""
    words = voice.wording.cards[card]
    return {
        "id": card,
        "title": voice.fill(words.title),
        "lead": voice.fill(words.lead),
        "signs": [voice.fill(sign) for sign in words.signs],
        "action": voice.fill(words.action),
        "say": voice.fill(words.say),
        "acknowledge": {"title": voice.fill(words.read), "payload": ACKNOWLEDGE},
        "call": call(voice),
        "references": list(words.references),
    }


def _disposition(voice: Voice, assessment: Assessment) -> dict[str, Any]:
    words = voice.wording.dispositions[assessment.level.value]
    source = voice.kb.dispositions[assessment.level]
    return {
        "references": list(source.references),
        "basis": source.basis.value,
        "heading": _heading(voice, assessment),
        "short": voice.level(assessment.level),
        "who": voice.fill(words.who),
        "say": _say(voice, assessment),
        "bring": voice.fill(words.bring) if words.bring else None,
        "travel": voice.fill(words.travel) if words.travel else None,
    }


def _heading(voice: Voice, assessment: Assessment) -> str:
    """The action with how soon; some suspicions need the ambulance by name."""
    if assessment.level is Level.EMERGENCY:
        for reason in assessment.reasons:
            words = voice.wording.suspected.get(reason.suspected or "")
            if reason.level is assessment.level and words and words.heading:
                return voice.fill(words.heading)
    return voice.fill(voice.wording.dispositions[assessment.level.value].heading)


def _say(voice: Voice, assessment: Assessment) -> str | None:
    """What to say on arrival: what the most urgent red flag is about."""
    first = assessment.reasons[0]
    if first.kind == "red_flag" and first.suspected:
        return voice.fill(voice.wording.suspected[first.suspected].say)
    general = voice.wording.dispositions[assessment.level.value].say
    return voice.fill(general) if general else None


def _candidate(voice: Voice, candidate: Candidate) -> dict[str, Any]:
    words = voice.wording.conditions[candidate.condition]
    return {
        "name": words.name,
        "plain": words.plain,
        "about": words.about,
        "band_words": voice.phrase(candidate.band.value),
        "tied_with_names": [voice.condition(c) for c in candidate.tied_with],
    }


def _ledger_row(voice: Voice, row: LedgerRow, case: Case) -> dict[str, str]:
    """What was said; for what is not known, the labels of its findings will do."""
    if row.direction is Direction.NOT_KNOWN:
        return {}
    return {"words": voice.mentioned(row.findings, case)}


def _change(voice: Voice, change: Change) -> dict[str, str]:
    return {"words": voice.change(change), "level_words": voice.level(change.level)}


def _said(voice: Voice, case: Case) -> list[dict[str, Any]]:
    return [
        {
            "finding": answer.finding,
            "status": answer.status.value,
            "value": answer.value,
            "words": voice.said(answer.finding, answer.status, answer.value),
        }
        for answer in case.current.values()
    ]


def _labels(voice: Voice, assessment: Assessment, case: Case) -> dict[str, str]:
    """A label for each finding that the record mentions by id."""
    mentioned = {
        *(f for reason in assessment.reasons for f in reason.findings),
        *(f for row in _rows(assessment) for f in row.findings),
        *(a.finding for change in assessment.changes for a in change.answers),
        *case.current,
    }
    return {finding: voice.label(finding) for finding in sorted(mentioned)}


def _sources(voice: Voice, assessment: Assessment) -> dict[str, dict[str, Any]]:
    """Each reference that the record mentions by id, in full."""
    mentioned = {
        *(key for reason in assessment.reasons for key in reason.references),
        *(key for entry in assessment.differential for key in entry.references),
        *(key for row in _rows(assessment) for key in row.references),
        *(key for s in voice.wording.safety_net.values() for key in s.references),
        *voice.kb.dispositions[assessment.level].references,
        *(key for card in voice.wording.cards.values() for key in card.references),
    }
    return {
        key: {
            "citation": voice.kb.references[key].citation,
            "read_depth": voice.kb.references[key].read_depth,
            "url": voice.kb.references[key].url,
            "words": voice.source(key),
        }
        for key in sorted(mentioned)
    }


def _rows(assessment: Assessment) -> list[LedgerRow]:
    return [row for c in assessment.differential for row in c.ledger]
