"""How a call ends: always with an outcome, never less urgent than the engine says."""

from __future__ import annotations

from dataclasses import replace

import knowledge
from frontdesk.script.asking import safety_is_done
from frontdesk.script.call import Call, Outcome
from frontdesk.script.flow import Flow
from knowledge import KnowledgeBase, Level


def ended(
    kb: KnowledgeBase,
    flow: Flow,
    call: Call,
    outcome: str,
    *,
    how: str | None = None,
    name: str | None = None,
) -> Call:
    """The call with its outcome; what still waited to be read back is kept as heard.

    An outcome without a level of its own takes the engine's. A call about this pain
    that ends before the safety questions are done is at least `flow.unfinished`.
    """
    call = replace(call, case=call.provisional, heard=())
    level = urgency(kb, call)
    unfinished = not safety_is_done(kb, call)
    if outcome not in flow.unlisted and unfinished:
        level = level.at_least(flow.unfinished)
    level = level.at_least(flow.outcomes[outcome] or level)
    shown = call.alarm.kinds if call.alarm else ()
    end = Outcome(id=outcome, level=level, alarm=shown, how=how, name=name)
    notice = "unfinished" if unfinished else None
    return replace(call, alarm=None, notice=notice, outcome=end)


def urgency(kb: KnowledgeBase, call: Call) -> Level:
    """How soon somebody must act, as things stand."""
    level = knowledge.assess(kb, call.case).level
    return level.at_least(call.floor or level)


def is_listed(flow: Flow, call: Call) -> bool:
    """Whether somebody has to take the call over from the work list."""
    if call.outcome is None:
        return False
    urgent = call.outcome.level.rank <= flow.unfinished.rank
    return urgent or call.outcome.id not in flow.unlisted
