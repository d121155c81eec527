"""From one screen to the next, and back.

The trail of a call holds the screens left behind: a step by its id, a question after
"?", and the screen on which a branch was opened after "!".
"""

from __future__ import annotations

from dataclasses import replace

from frontdesk.script import alarms
from frontdesk.script.asking import pending
from frontdesk.script.call import Alarm, Call
from frontdesk.script.endings import urgency
from frontdesk.script.flow import INTERVIEW, OPENING, READ_BACK, RESUME, Flow
from knowledge import KnowledgeBase

QUESTION, BRANCHED = "?", "!"


def go(kb: KnowledgeBase, flow: Flow, call: Call, to: str) -> Call:
    """The call on its next screen.

    What waits to be read back comes before it, and alarms before everything.
    """
    if to == RESUME:
        call, to = _resumed(flow, call)
    if to == OPENING:
        to = flow.opening_for_chats if call.from_chat else flow.opening
    if flow.steps[to].kind == "alarm":
        alarm = call.alarm or Alarm(kinds=(alarms.OTHER,))
        return replace(call, alarm=alarm)
    call = alarms.sounded(kb, replace(call, step=to))
    if call.heard and not call.again and to != READ_BACK:
        return replace(call, stack=(*call.stack, to), step=READ_BACK)
    if call.alarm is not None or to != INTERVIEW:
        return call
    for arrival in flow.arrivals:
        holds = arrival.when.holds(call.case.current) is True
        if holds and arrival.step not in call.arrived:
            arrived = (*call.arrived, arrival.step)
            return replace(call, step=arrival.step, arrived=arrived)
    if pending(kb, call) is None:
        return replace(call, step=flow.steps[INTERVIEW].by_level[urgency(kb, call)])
    return call


def left(call: Call, screen: str | None = None) -> Call:
    """The call with the present screen on its trail."""
    return replace(call, trail=(*call.trail, screen or call.step))


def branched(call: Call, step: str) -> Call:
    """The call on the first step of a branch; `resume` leads back here."""
    call = left(call, BRANCHED + call.step)
    return replace(call, stack=(*call.stack, call.step), step=step)


def gone_back(call: Call) -> Call:
    """The call on the screen before; answers stand until others replace them."""
    *trail, last = call.trail
    call = replace(call, trail=tuple(trail), reopened=None)
    if last.startswith(QUESTION):
        return replace(call, step=INTERVIEW, reopened=last.removeprefix(QUESTION))
    if last.startswith(BRANCHED):
        step = last.removeprefix(BRANCHED)
        return replace(call, step=step, stack=call.stack[:-1])
    return replace(call, step=last)


def _resumed(flow: Flow, call: Call) -> tuple[Call, str]:
    if call.stack:
        return replace(call, stack=call.stack[:-1]), call.stack[-1]
    has_begun = {flow.opening, flow.opening_for_chats} & set(call.trail)
    return call, INTERVIEW if has_begun else OPENING
