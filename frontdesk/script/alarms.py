"""When an emergency comes on the screen: by the same rule as in the chat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import knowledge
from frontdesk.script.call import Alarm, Call
from knowledge import KnowledgeBase
from knowledge.interview import is_alarm
from knowledge.model import Kind

OURS, OTHER = "any", "other"


def sounded(kb: KnowledgeBase, call: Call) -> Call:
    """The call with the alarm its answers ask for, those not read back included.

    An emergency that one more question could take back waits for that question; and
    while an emergency that was taken back is being asked again, it does not sound anew.
    """
    if call.alarm is not None or call.again or call.outcome is not None:
        return call
    case = call.provisional
    if not is_alarm(kb, case):
        return call
    assessment = knowledge.assess(kb, case)
    findings = tuple(
        dict.fromkeys(
            finding
            for reason in assessment.reasons
            if reason.level is assessment.level
            for finding in reason.findings
        )
    )
    return replace(call, alarm=Alarm(kinds=(OURS,), findings=findings))


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
