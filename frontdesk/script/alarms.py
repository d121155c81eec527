"""When an emergency comes on the screen: by the same rule as in the chat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import knowledge
from frontdesk.script.call import Alarm, Call
from knowledge import KnowledgeBase
from knowledge.interview import is_alarm
from knowledge.model import Kind

OURS, OTHER = "any", "other"


def sounded(kb: KnowledgeBase, call: Call) -> Call:
    """The call with the alarm its answers ask for, those not read back included.

    An emergency that one more question could take back waits for that question. One
    that was taken back does not sound anew while it is being asked again; any other
    does.
    """
    if call.alarm is not None or call.outcome is not None:
        return call
    case = call.provisional
    if not is_alarm(kb, case):
        return call
    assessment = knowledge.assess(kb, case)
    behind = [r.findings for r in assessment.reasons if r.level is assessment.level]
    if all(_is_asked_again(kb, call, findings) for findings in behind):
        return call
    findings = tuple(dict.fromkeys(chain.from_iterable(behind)))
    return replace(call, alarm=Alarm(kinds=(OURS,), findings=findings))


def _is_asked_again(kb: KnowledgeBase, call: Call, findings: tuple[str, ...]) -> bool:
    """Whether findings rest on nothing new beside what is being asked again.

    An age or an onset beside it, which no yes or no settles, is new only while it
    waits to be read back.
    """
    beside = [finding for finding in findings if finding not in call.again]
    unread = {answer.finding for answer in call.heard}
    known = not any(can_ask(kb, f) or f in unread for f in beside)
    return len(beside) < len(findings) and known


def sounded_elsewhere(call: Call, emergencies: Iterable[str]) -> Call:
    """The call with an alarm for emergencies of another kind, beside ours if it is on.

    What our own alarm speaks of already is not said twice.
    """
    alarm = call.alarm or Alarm(kinds=())
    known = call.provisional.current if call.alarm else {}
    new = [e for e in emergencies if e not in known and e not in alarm.kinds]
    if not new:
        return call
    return replace(call, alarm=replace(alarm, kinds=(*alarm.kinds, *new)))


def can_ask(kb: KnowledgeBase, finding: str) -> bool:
    """Whether a question asks for the finding with yes or no."""
    is_yes_no = kb.findings[finding].kind is Kind.BOOLEAN
    return is_yes_no and any(finding in q.findings for q in kb.questions.values())
