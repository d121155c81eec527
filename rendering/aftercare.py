"""What goes with the advice: safe self-care, and the signs to watch for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.results import Assessment
from rendering.message import Message, statement
from rendering.records import safety_net_record
from rendering.voice import Voice
from rendering.wording import Advice


def self_care(voice: Voice, assessment: Assessment) -> Message:
    """What is safe to do oneself; some of it only for the leading patterns."""
    chosen = {
        stage: [a for a in advices if _is_for(voice, a, assessment)]
        for stage, advices in voice.wording.self_care.items()
    }
    words = {
        stage: [voice.fill(a.text) for a in each] for stage, each in chosen.items()
    }
    lines = [
        voice.phrase("self_care_heading"),
        *_bullets(words["now"]),
        voice.phrase("self_care_later"),
        *_bullets(words["later"]),
        *words["medicines"],
    ]
    references = {
        key: None for each in chosen.values() for a in each for key in a.references
    }
    return statement(
        "self_care", "\n".join(lines), advice=words, references=list(references)
    )


def safety_net(voice: Voice, assessment: Assessment) -> Message:
    """The warning signs, in every ending, whatever was advised."""
    record = safety_net_record(voice)
    lines = [
        line
        for entry in record
        for line in (entry["heading"], *_bullets(entry["signs"]))
    ]
    if assessment.leg_pain:
        lines.append(voice.phrase("safety_net_leg"))
    lines.append(voice.phrase("standing_text"))
    return statement("safety_net", "\n".join(lines), safety_net=record)


def _is_for(voice: Voice, advice: Advice, assessment: Assessment) -> bool:
    leading = (c.condition for c in assessment.differential if c.rank == 1)
    families = {voice.kb.conditions[condition].family for condition in leading}
    return not advice.families or bool(families.intersection(advice.families))


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {line}" for line in lines)
