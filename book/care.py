"""The self-care chapter: what is offered to whom, with the drawings."""

from __future__ import annotations

from html import escape

from book.page import Chapter, Entry, basis, cited, facts, paragraph
from knowledge.model import CareStage, CareStep, ForWhom
from rendering.statements import said
from rendering.voice import Voice


def self_care(voice: Voice) -> Chapter:
    """Every stage of the plan and each of its steps."""
    return Chapter(
        "self_care",
        "Self-care",
        "What is offered beside the advice, to whom, and what is held back. Nothing of "
        "it is shown with advice to be seen soon or sooner.",
        [_stage(voice, stage) for stage in voice.kb.care],
    )


def _stage(voice: Voice, stage: CareStage) -> Entry:
    rows = _for_whom(voice, stage.for_whom)
    if stage.cautious:
        rows.append(
            (
                "held back",
                "by any warning sign, or any other pattern in the lead",
            )
        )
    return Entry(
        stage.id,
        stage.id.replace("_", " ").capitalize(),
        paragraph(voice.fill(voice.wording.self_care.stages[stage.id]), "note")
        + (facts(rows) if rows else "")
        + "".join(_step(voice, step) for step in stage.steps),
    )


def _step(voice: Voice, step: CareStep) -> str:
    rows = _for_whom(voice, step.for_whom)
    rows += [("basis", basis(step.basis.value)), ("sources", cited(step.references))]
    text = voice.fill(voice.wording.self_care.steps[step.id])
    return f"<h3>{escape(text)}</h3>{_drawing(voice, step)}{facts(rows)}"


def _drawing(voice: Voice, step: CareStep) -> str:
    if step.drawing is None:
        return ""
    words = voice.wording.self_care.drawings[step.drawing]
    return (
        f'<figure><img class="drawing" src="drawings/{escape(step.drawing)}.svg" '
        f'alt="{escape(words.description)}">'
        f"<figcaption>{escape(words.title)}. {escape(words.description)}</figcaption>"
        "</figure>"
    )


def _for_whom(voice: Voice, whom: ForWhom) -> list[tuple[str, str]]:
    rows = []
    names = [voice.condition(condition) for condition in whom.conditions]
    names += [f"any {family.replace('_', ' ')} pattern" for family in whom.families]
    if names:
        rows.append(("for", "; ".join(names)))
    if whom.when:
        rows.append(("only if certain", said(whom.when, voice.wording)))
    if whom.unless:
        rows.append(("not if, or if left open", said(whom.unless, voice.wording)))
    return rows
