"""Answers about an activity that leave it or its effect out: "ten minutes tops"."""

from __future__ import annotations

from understanding.assertion.context import Context
from understanding.lexicon import Activity, Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT, UNSURE, Asked
from understanding.text.utterance import COMMA, Utterance

_SHORT = 10
_OF_WORSE = {"worse": PRESENT, "fine": ABSENT, "better": ABSENT, "less": ABSENT}
_OF_BETTER = {"better": PRESENT, "unhelped": ABSENT, "worse": ABSENT, "less": PRESENT}
_ANSWERS = {
    "yes_after": PRESENT,
    "not_after": ABSENT,
    "unsure_after": UNSURE,
    "fine_after": ABSENT,
}


def asked_activity_mentions(
    utterance: Utterance, context: Context, lexicon: Lexicon, asked: Asked
) -> list[Mention]:
    """What a short answer says of the activities a question asks about."""
    if len(utterance.words) > _SHORT:
        return []
    activities = _asked_about(lexicon, asked)
    named = [mark for mark in utterance.marks if mark.concept.startswith("act.")]
    if not named and len(asked.findings) == 1 and activities:
        return _by_effect(utterance, context, lexicon, asked.findings[0], activities)
    effects = _effects_asked(lexicon, asked)
    found: list[Mention] = []
    for mark in named:
        activity = lexicon.activities[mark.concept]
        for finding in (*activity.worse, *activity.better):
            if finding in asked.findings or finding in effects:
                status = _answer_at(utterance, mark.end)
                if context.denial(mark.start, mark.end) == "said":
                    status = ABSENT
                found.append(Mention(finding, status or PRESENT, mark.start, mark.end))
    return found


def _effects_asked(lexicon: Lexicon, asked: Asked) -> set[str]:
    """What any activity does, where a list is all of what makes it worse, or better.

    "When I sit" answers "what makes it worse?" even if sitting is not on the list.
    """
    for effect in ("worse", "better"):
        every = {f for a in lexicon.activities.values() for f in getattr(a, effect)}
        if len(asked.findings) > 1 and every.issuperset(asked.findings):
            return every
    return set()


def _asked_about(lexicon: Lexicon, asked: Asked) -> list[Activity]:
    return [
        activity
        for activity in lexicon.activities.values()
        if {*activity.worse, *activity.better} & set(asked.findings)
    ]


def _by_effect(
    utterance: Utterance,
    context: Context,
    lexicon: Lexicon,
    finding: str,
    activities: list[Activity],
) -> list[Mention]:
    readings = _OF_WORSE if finding in activities[0].worse else _OF_BETTER
    effects = [m for m in utterance.marks if m.concept in lexicon.effects]
    for mark in effects:
        effect = lexicon.effects[mark.concept]
        denied = context.denial(mark.start, mark.end) is not None
        status = readings.get(effect.negated if denied else effect.means)
        if status is not None:
            return [Mention(finding, status, mark.start, mark.end, certain=False)]
    return []


def _answer_at(utterance: Utterance, at: int) -> str | None:
    """The yes or no right after an activity: "sitting yes, walking no"."""
    words = utterance.words
    if at >= len(words):
        return None
    for mark in utterance.starting_at(at):
        closed = mark.end == len(words) or utterance.pauses[mark.end] >= COMMA
        if mark.concept in _ANSWERS and closed and utterance.pauses[at] < COMMA:
            return _ANSWERS[mark.concept]
    return None
