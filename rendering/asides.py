"""Everything said beside questions and advice: why, sources, short replies, trouble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.case import Answer
from knowledge.explanation import Explanation
from knowledge.model import Question
from rendering.message import Button, Message, statement
from rendering.records import call, safety_net_record
from rendering.voice import Voice

MOST_CONDITIONS = 4


def introduction(voice: Voice) -> Message:
    """Who speaks, what for, and what it is not for."""
    return Message(
        text="\n".join(
            (voice.phrase("introduction"), voice.phrase("begin_invitation"))
        ),
        buttons=(Button(voice.phrase("button_begin"), "/begin"),),
        data={"kind": "introduction"},
    )


def spoken(voice: Voice, phrase: str, **values: object) -> Message:
    """One of the fixed sentences.

    Raises:
        KeyError: when there is no such phrase, or a value is missing.
    """
    return statement(phrase, voice.phrase(phrase, **values))


def noted(voice: Voice, answers: Iterable[Answer]) -> Message:
    """What was just understood, so that a mistake can be seen and corrected."""
    told = _each_place_once(list(answers))
    return statement("noted", voice.phrase("noted", findings=voice.answers(told)))


def _each_place_once(answers: list[Answer]) -> list[Answer]:
    """Without "most of all in the buttock" beside "pain in the buttock"."""
    places = {answer.finding for answer in answers}
    return [a for a in answers if f"site_{a.value}" not in places]


def why(voice: Voice, question: Question, explanation: Explanation) -> Message:
    """Why a question is asked: its reason, and what its answers would do."""
    words = voice.wording.questions[question.id]
    lines = [voice.fill(words.why), *_effects(voice, explanation)]
    lines.extend(voice.sources(explanation.references))
    return statement(
        "why",
        "\n".join(lines),
        question_id=question.id,
        references=list(explanation.references),
    )


def sources(voice: Voice, references: Iterable[str]) -> Message:
    """Where something comes from, and how much of it was read."""
    ids = list(dict.fromkeys(references))
    if not ids:
        return statement("sources", voice.phrase("sources_none"), references=[])
    lines = [voice.phrase("sources"), *(f"- {line}" for line in voice.sources(ids))]
    return statement("sources", "\n".join(lines), references=ids)


def technical_problem(voice: Voice) -> Message:
    """An apology that still says when to get help, and where."""
    first = safety_net_record(voice)[0]
    signs = (f"- {sign}" for sign in first["signs"])
    lines = (voice.phrase("technical_problem"), first["heading"], *signs)
    return Message(
        text="\n".join(lines),
        data={"kind": "technical_problem", "safety_net": safety_net_record(voice)},
    )


def other_emergency(voice: Voice, emergency: str) -> Message:
    """Where to turn with an emergency that is not about this pain."""
    emergencies = voice.wording.emergencies
    known = emergency if emergency in emergencies else "other"
    heading = voice.fill(emergencies[known].heading)
    text = voice.fill(emergencies[known].text)
    return statement(
        "emergency_other",
        f"{heading}\n{text}",
        emergency=emergency,
        severity="emergency",
        call=call(voice),
    )


def _effects(voice: Voice, explanation: Explanation) -> Iterator[str]:
    """What the answers would do: to the urgency, or else to the patterns."""
    raising = [
        effect
        for effect in explanation.effects
        if effect.level.rank < explanation.level_now.rank
    ]
    if raising:
        level = min((effect.level for effect in raising), key=lambda one: one.rank)
        yield voice.phrase("why_raises", level=voice.level(level))
        return
    moved = [
        condition
        for effect in explanation.effects
        for condition in (*effect.raises, *effect.lowers)
    ]
    likeliest = list(dict.fromkeys(moved))[:MOST_CONDITIONS]
    if likeliest:
        conditions = voice.conditions(likeliest)
        yield voice.phrase("why_tells_apart", conditions=conditions)
    else:
        yield voice.phrase("why_little")
