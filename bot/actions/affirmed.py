"""A yes to a list: something of it is so, but not what.

It is asked which, and until that is known the yes stands: it is never heard as "not
sure", and a no after it is asked about once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.interview import Interview, Pending
from bot.actions.parts import KB
from knowledge import Answer, How, Status

# So many messages in a row may say nothing about the question before it is left open.
PATIENCE = 3


def is_yes_to_a_list(
    pending: Pending | None, answers: Sequence[Answer], *, is_yes: bool
) -> bool:
    """Whether a yes was said to several findings, and to none of them by name."""
    if pending is None or not is_yes or len(pending.findings) < 2:
        return False
    return pending.kind == "multiple" and not _touches(pending, answers)


def which(interview: Interview, pending: Pending) -> Interview:
    """The same question once more, for what the yes was to."""
    if pending.affirmed:
        return interview  # asked already: from here on it counts as not understood
    return _remarking(interview, replace(pending, affirmed=True), "which_of_them")


def settle(interview: Interview, answers: Sequence[Answer]) -> Interview | None:
    """What a message means after a yes to the list; None if it speaks for itself.

    A plain no is asked about once. A "not sure" or "rather not say", or the last try in
    vain, leaves the yes as all that is known: then everything on a list of red flags
    counts as present, marked as inferred.
    """
    pending = interview.pending
    if pending is None or not pending.affirmed:
        return None
    statuses = {a.status for a in answers if a.finding in pending.findings}
    if Status.PRESENT in statuses:
        return None
    if statuses == {Status.ABSENT} and _covers(pending, answers):
        return _remarking(interview, replace(pending, affirmed=False), "yes_then_no")
    in_vain = not statuses and interview.misunderstood >= PATIENCE - 1
    evasive = bool(statuses & {Status.UNSURE, Status.DECLINED})
    if not (in_vain or evasive) or not KB.questions[pending.question].is_safety:
        return None
    supposed = [
        Answer(
            finding=finding,
            status=Status.PRESENT,
            said_by=interview.speaker,
            how=How.INFERRED,
            turn=interview.turn,
            question=pending.question,
        )
        for finding in pending.findings
    ]
    others = [a for a in answers if a.finding not in pending.findings]
    told = interview.answering([*others, *supposed])
    return replace(told, news=replace(told.news, remark="taken_as_yes"))


def _touches(pending: Pending, answers: Sequence[Answer]) -> bool:
    return any(answer.finding in pending.findings for answer in answers)


def _covers(pending: Pending, answers: Sequence[Answer]) -> bool:
    return set(pending.findings) <= {answer.finding for answer in answers}


def _remarking(interview: Interview, pending: Pending, remark: str) -> Interview:
    news = replace(interview.news, remark=remark)
    return replace(interview, pending=pending, news=news)
