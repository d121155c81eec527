"""Patterns weighed for a person's own answers, once the advice is given."""

from __future__ import annotations

import knowledge
from bot.actions.interview import Interview, Stage
from bot.actions.parts import FINDER, KB, SPEAKER
from knowledge.comparison import compare
from rendering import Message


def weighed(interview: Interview, text: str, *, it: str | None) -> Message | None:
    """What speaks for or against a pattern, or for one rather than another.

    `it` is the subject that was last spoken of. None when that is not asked, or there
    is no advice to ask it of.
    """
    for_one = FINDER.asks_for_evidence(text)
    if interview.stage is not Stage.RESULT or not (
        for_one or FINDER.asked_for_oneself(text)
    ):
        return None
    named = FINDER.patterns(text)
    if for_one and not named and it in KB.conditions and FINDER.points(text):
        named = (it,)
    differential = knowledge.assess(KB, interview.case).differential
    ranked = {candidate.condition: candidate for candidate in differential}
    if not named or not ranked:
        return None
    if not ranked.keys() >= set(named[:2]):
        return SPEAKER.statement("not_for_you")
    if for_one and len(named) == 1:
        return SPEAKER.evidence(ranked[named[0]], interview.case)
    others = [condition for condition in ranked if condition not in named]
    first, second = (*named[:2], *others)[:2]
    if len(named) == 1:
        first, second = second, first  # what leads comes first
    return SPEAKER.comparison(
        compare(KB, interview.case, first, second), interview.case
    )
