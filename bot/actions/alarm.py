"""Raises the alarm when what was just heard is an emergency, ours or another."""

from __future__ import annotations

from dataclasses import replace

import knowledge
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.actions.turn import Turn
from knowledge import Level, triage
from knowledge.interview import is_alarm


def sound(interview: Interview) -> Turn:
    """Speaks of an emergency that is new in this turn, and of any that is not ours.

    An emergency that waits for a question of its own is left to that question, which
    the engine asks next; any other is spoken of at once.
    """
    turn = _ours(interview) if interview.news.answers else Turn(interview)
    case = turn.interview.case
    elsewhere = tuple(
        SPEAKER.other_emergency(emergency)
        for emergency in interview.news.elsewhere
        if not (turn.interview.news.alarmed and emergency in case.current)
    )
    heard = turn.interview
    if elsewhere:
        heard = replace(heard, pending=None)  # a "no" to this answers no question
    return Turn(heard, (*turn.messages, *elsewhere))


def _ours(interview: Interview) -> Turn:
    case = interview.case
    raised = triage.reasons(KB, case.current)
    alarms = frozenset(r.id for r in raised if r.level is Level.EMERGENCY)
    if alarms <= interview.alarms:
        # What was taken back is an alarm again should it be said again.
        return Turn(replace(interview, alarms=alarms))
    if not is_alarm(KB, case):
        return Turn(interview)
    alarmed = replace(
        interview,
        stage=Stage.EMERGENCY,
        pending=None,
        alarms=alarms,
        advised=Level.EMERGENCY.value,
        news=replace(interview.news, alarmed=True),
    )
    remark = interview.news.remark
    said = (SPEAKER.statement(remark),) if remark else ()
    return Turn(alarmed, (*said, SPEAKER.emergency(knowledge.assess(KB, case), case)))
