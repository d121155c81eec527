"""Gives the advice, and says whether something new has changed it."""

from __future__ import annotations

from dataclasses import replace

import knowledge
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.actions.turn import Turn
from knowledge import Assessment, Case, Level
from rendering import Message


def advise(interview: Interview, assessment: Assessment) -> Turn:
    """The advice in full, unless it was just given and nothing was added to it."""
    stage = Stage.EMERGENCY if assessment.is_emergency else Stage.RESULT
    messages = in_full(interview, assessment)
    if interview.stage is stage and not interview.news.answers:
        messages = messages[:1]
    elif interview.advised is not None:
        messages = (_compared(interview, assessment), *messages)
    advised = replace(
        interview, stage=stage, pending=None, advised=assessment.level.value
    )
    return Turn(advised, messages)


def in_full(interview: Interview, assessment: Assessment) -> tuple[Message, ...]:
    """Everything there is to say of an assessment."""
    return SPEAKER.assessment(assessment, interview.case)


def revise(interview: Interview) -> Turn:
    """Takes earlier advice back aloud while there still are questions to come."""
    if interview.advised is None:
        return Turn(interview)
    assessment = knowledge.assess(KB, interview.case)
    if assessment.level.value == interview.advised:
        return Turn(interview)
    revised = replace(interview, advised=assessment.level.value)
    return Turn(
        revised, (_compared(interview, assessment), SPEAKER.statement("unfinished"))
    )


def _compared(interview: Interview, assessment: Assessment) -> Message:
    """Now against the advice given last, without what this turn's answers brought."""
    turn = interview.turn
    earlier = Case(tuple(a for a in interview.case.answers if a.turn < turn))
    before = knowledge.assess(KB, earlier)
    if interview.advised is not None:
        before = replace(before, level=Level(interview.advised))
    return SPEAKER.advice_compared(before, assessment, interview.news.answers)
