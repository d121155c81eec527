"""Everything said beside questions and advice: why, sources, short replies, trouble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.case import Answer, Status
from knowledge.explanation import Effect, Explanation
from knowledge.model import Level, Question
from knowledge.plain_json import plain_json
from rendering.loading import PHRASE_SOURCES
from rendering.message import Button, Message, statement
from rendering.records import call, safety_net_record
from rendering.voice import Voice

MOST_CONDITIONS = 3
MOST_EFFECTS = 4


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
    references = PHRASE_SOURCES.get(phrase, ())
    cited: dict[str, Any] = {"references": list(references)} if references else {}
    return statement(phrase, voice.phrase(phrase, **values), **cited)


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
        effects=[_effect_record(voice, effect) for effect in explanation.effects],
        references=list(explanation.references),
    )


def sources(voice: Voice, references: Iterable[str], *, weighed: bool) -> Message:
    """Where something comes from, and how much of it was read.

    With `weighed` evidence, it is also said that the grades are our own.
    """
    ids = list(dict.fromkeys(references))
    if not ids:
        return statement("sources", voice.phrase("sources_none"), references=[])
    lines = [voice.phrase("sources"), *(f"- {line}" for line in voice.sources(ids))]
    if weighed:
        lines.append(voice.phrase("what_is_inference"))
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


def person_instead(voice: Voice) -> Message:
    """A way to a person, for somebody the bot does not understand."""
    summary = Button(voice.phrase("button_hand_over"), "/hand_over")
    return statement("person_instead", voice.phrase("person_instead"), (summary,))


def soothing(voice: Voice) -> Message:
    """An answer to anger: an apology, and a way to a person."""
    summary = Button(voice.phrase("button_hand_over"), "/hand_over")
    return statement("soothing", voice.phrase("soothing"), (summary,))


def meaning(voice: Voice, question: Question) -> Message:
    """The words of a question in other words, with examples where they help."""
    words = voice.wording.questions[question.id]
    return statement(
        "meaning",
        voice.fill(words.meaning or words.why),
        question_id=question.id,
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
        references=list(voice.kb.elsewhere[known].references),
    )


def _effects(voice: Voice, explanation: Explanation) -> Iterator[str]:
    """What each answer would do: to the urgency, or else to the patterns."""
    more_urgent = _more_urgent(explanation)
    for level, effects in more_urgent.items():
        findings = voice.listed(_said(voice, effect) for effect in effects)
        words = voice.level(level)
        yield voice.phrase("why_raises", findings=findings, level=words)
    if more_urgent:
        return
    said = [e for e in explanation.effects if e.status is Status.PRESENT]
    moving = [effect for effect in said if effect.raises or effect.lowers]
    moving.sort(key=lambda effect: -len((*effect.raises, *effect.lowers)))
    for effect in moving[:MOST_EFFECTS]:
        yield from _moved(voice, effect)
    if not moving:
        yield voice.phrase("why_little")


def _more_urgent(explanation: Explanation) -> dict[Level, list[Effect]]:
    """The answers that would raise the urgency by what they raise it to."""
    found: dict[Level, list[Effect]] = {}
    for effect in sorted(explanation.effects, key=lambda one: one.level.rank):
        if effect.level.rank < explanation.level_now.rank:
            found.setdefault(effect.level, []).append(effect)
    return found


def _moved(voice: Voice, effect: Effect) -> Iterator[str]:
    """One answer and the patterns it would speak for and against."""
    said = _said(voice, effect)
    if effect.raises:
        names = voice.conditions(effect.raises[:MOST_CONDITIONS])
        yield voice.phrase("why_more_like", said=said, conditions=names)
    if effect.lowers:
        names = voice.conditions(effect.lowers[:MOST_CONDITIONS])
        yield voice.phrase("why_less_like", said=said, conditions=names)


def _said(voice: Voice, effect: Effect) -> str:
    return voice.said(effect.finding, effect.status, effect.value)


def _effect_record(voice: Voice, effect: Effect) -> dict[str, Any]:
    return {**plain_json(effect), "words": _said(voice, effect)}
