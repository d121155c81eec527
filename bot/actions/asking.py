"""Puts questions, and remembers the one that waits for its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import knowledge
from bot.actions.interview import Interview, Pending
from bot.actions.parts import KB, SPEAKER
from bot.actions.turn import Turn
from knowledge import Ask, Assessment
from knowledge.model import Question


def ask(interview: Interview, step: Ask, *, reopened: bool = False) -> Turn:
    """Puts a question and remembers it with its options as shown."""
    waiting = interview.pending
    same = waiting is not None and waiting.question == step.question.id
    put = SPEAKER.question
    if reopened and step.findings != step.question.findings:
        put = SPEAKER.part_of_question
    elif same and _is_half_answered(interview, step):
        put = SPEAKER.rest_of_question
    message = put(step, interview.case)
    shown = message.data["question"]["options"]
    pending = Pending(
        question=step.question.id,
        kind=step.question.kind,
        findings=step.findings,
        options=tuple((option["id"], option["title"]) for option in shown),
        reopened=reopened,
        affirmed=waiting is not None and same and waiting.affirmed,
        after_alarm=step.alarm_stands,
    )
    settled = interview if same else replace(interview, misunderstood=0)
    lead = (SPEAKER.statement("alarm_stands"),) if step.alarm_stands else ()
    return Turn(settled.asking(pending), (*lead, message))


def ask_again(interview: Interview, pending: Pending) -> Turn:
    """The question that still waits for an answer, once more."""
    again = _as_ask(interview, pending)
    return ask(interview, again, reopened=pending.reopened)


def reopen(interview: Interview, question: Question, findings: Iterable[str]) -> Turn:
    """Asks of findings once more, whether they were answered before or not.

    One sign of a list is asked with yes or no: there is nothing to tick.
    """
    asked = tuple(findings)
    is_one_of_a_list = question.kind == "multiple" and len(asked) == 1
    kind = "single" if is_one_of_a_list else question.kind
    about = Pending(question=question.id, kind=kind, findings=asked)
    step = replace(_as_ask(interview, about), alarm_stands=False)
    return ask(replace(interview, pending=None), step, reopened=True)


def is_whole(pending: Pending) -> bool:
    """Whether nothing of the question was answered since it was put."""
    return pending.findings == KB.questions[pending.question].findings


def _is_half_answered(interview: Interview, step: Ask) -> bool:
    if step.findings == step.question.findings:
        return False
    return any(a.question == step.question.id for a in interview.case.answers)


def _as_ask(interview: Interview, pending: Pending) -> Ask:
    """The pending question as the engine would put it."""
    step = knowledge.next_step(KB, interview.case)
    question = replace(KB.questions[pending.question], kind=pending.kind)
    if isinstance(step, Assessment):
        return Ask(
            question=question,
            findings=pending.findings,
            asked=len(interview.asked),
            about_left=1,
            safety_left=0,
        )
    return replace(
        step,
        question=question,
        findings=pending.findings,
        alarm_stands=pending.after_alarm,
    )
