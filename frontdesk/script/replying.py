"""What was marked for a question, or confirmed after reading back, becomes answers."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.script import moving
from frontdesk.script.acts import Confirm, Reply, refused
from frontdesk.script.asking import pending
from frontdesk.script.call import Call
from frontdesk.script.flow import INTERVIEW, READ_BACK
from frontdesk.script.marks import read_mark, rest
from frontdesk.script.reading_back import confirmed_by
from knowledge import Answer, How, KnowledgeBase
from knowledge.results import Ask


def replied(kb: KnowledgeBase, call: Call, reply: Reply) -> tuple[Call, Ask | None]:
    """The call with what was marked, and the question its words are about.

    Words beside marks answer no question: a "no" in them may be about anything.

    Raises:
        Refused: when another question is on the screen, or a mark is none.
    """
    ask = pending(kb, call)
    if call.step != INTERVIEW or ask is None or reply.question != ask.question.id:
        raise refused("", "no_option")
    marks = rest(ask.findings, reply.marks, reply.rest)
    told = {
        finding: read_mark(kb, finding, marks[finding])
        for finding in ask.findings
        if marks.get(finding)
    }
    if not told and not reply.words.strip():
        raise refused("", "nothing_recorded")
    answers = [
        Answer(
            finding=finding,
            status=status,
            value=value,
            said_by=call.said_by,
            how=How.STAFF,
            turn=len(call.words),
            question=None if call.again else ask.question.id,
        )
        for finding, (status, value) in told.items()
    ]
    call = replace(
        call,
        case=call.case.add(*answers),
        heard=tuple(a for a in call.heard if a.finding not in told),
        again=tuple(f for f in call.again if f not in told),
        reopened=None if told else call.reopened,
    )
    call = moving.left(call, moving.QUESTION + ask.question.id)
    return call, None if told else ask


def confirmed(call: Call, confirm: Confirm) -> Call:
    """The call with the lines of the read-back that were left standing.

    Raises:
        Refused: when nothing is being read back.
    """
    if call.step != READ_BACK:
        raise refused("", "no_option")
    heard = confirmed_by(call, confirm.kept)
    return replace(call, case=call.case.add(*heard), heard=())
