"""What goes with the advice: safe self-care, the signs to watch for, a card to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.model import CareStep
from knowledge.results import Assessment, CareOffered
from rendering.message import Button, Message, statement
from rendering.records import ACKNOWLEDGE, CARD, card_record, safety_net_record
from rendering.voice import Voice

DRAWINGS = "/drawings/"
"""Where the web channel serves the drawings."""


def self_care(voice: Voice, assessment: Assessment) -> Message:
    """What is safe to do oneself, in stages; the drawings are also told in words."""
    plan = [_stage(voice, offered) for offered in assessment.care_plan]
    lines = [voice.wording.self_care.heading]
    for stage in plan:
        lines.append(stage["heading"])
        for step in stage["steps"]:
            lines.append(f"- {step['text']}")
            if step["drawing"]:
                lines.append(f"  {step['drawing']['description']}")
    references = dict.fromkeys(
        key for stage in plan for step in stage["steps"] for key in step["references"]
    )
    return statement(
        "self_care", "\n".join(lines), plan=plan, references=list(references)
    )


def safety_net(voice: Voice, assessment: Assessment) -> Message:
    """The warning signs, in every ending, whatever was advised."""
    record = safety_net_record(voice)
    lines = [
        line
        for entry in record
        for line in (entry["heading"], *_bullets(entry["signs"]))
    ]
    lines.append(voice.phrase("standing_text"))
    # With leg pain a card follows, which is what is confirmed then.
    seen = Button(voice.phrase("button_acknowledge"), ACKNOWLEDGE)
    buttons = () if assessment.leg_pain else (seen,)
    return statement("safety_net", "\n".join(lines), buttons, safety_net=record)


def card(voice: Voice) -> Message:
    """The cauda equina card, for everybody with leg pain."""
    record = card_record(voice, CARD)
    lines = [
        record["title"],
        record["lead"],
        *_bullets(record["signs"]),
        record["action"],
        voice.phrase("say_there", say=record["say"]),
    ]
    seen = Button(**record["acknowledge"])
    return statement("card", "\n".join(lines), (seen,), card=record)


def _stage(voice: Voice, offered: CareOffered) -> dict[str, Any]:
    stage = next(entry for entry in voice.kb.care if entry.id == offered.stage)
    return {
        "stage": stage.id,
        "heading": voice.fill(voice.wording.self_care.stages[stage.id]),
        "steps": [_step(voice, s) for s in stage.steps if s.id in offered.steps],
    }


def _step(voice: Voice, step: CareStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "text": voice.fill(voice.wording.self_care.steps[step.id]),
        "drawing": _drawing(voice, step.drawing) if step.drawing else None,
        "references": list(step.references),
        "basis": step.basis.value,
    }


def _drawing(voice: Voice, drawing: str) -> dict[str, str]:
    words = voice.wording.self_care.drawings[drawing]
    return {
        "path": f"{DRAWINGS}{drawing}.svg",
        "title": voice.fill(words.title),
        "description": voice.fill(words.description),
    }


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {line}" for line in lines)
