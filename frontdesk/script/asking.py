"""The engine's question on the screen, or one gone back to or asked again.

The desk has to know how soon and whom to see, not the pattern: it asks only for what a
rule could still make more urgent (decision 0015). Whoever takes over can ask the rest.
"""

from __future__ import annotations

from dataclasses import replace

import knowledge
from frontdesk.script.call import Call
from knowledge import Aim, KnowledgeBase
from knowledge.model import Question, Stage
from knowledge.results import Ask


def pending(kb: KnowledgeBase, call: Call) -> Ask | None:
    """The question to ask now; None when the engine has none left."""
    if call.again:
        return _once_more(kb, call, _question_about(kb, call.again[0]), call.again)
    if call.reopened is not None:
        question = kb.questions[call.reopened]
        return _once_more(kb, call, question, question.findings)
    step = knowledge.next_step(kb, call.case, Aim.RULES)
    return step if isinstance(step, Ask) else None


def since_when(kb: KnowledgeBase, call: Call) -> Ask | None:
    """The question since when a sign of the alarm on the screen is there, if one waits.

    Nobody reads it out beside an alarm, and yet callers say so. It is the only kind of
    question that words there may answer: a bare "no" or "yes" is about something else,
    and a figure too.
    """
    step = knowledge.next_step(kb, call.provisional, Aim.RULES)
    if not isinstance(step, Ask) or not step.alarm_stands:
        return None
    return step if step.question.kind == "choice" else None


def safety_is_done(kb: KnowledgeBase, call: Call) -> bool:
    """Whether no safety question is open any more."""
    step = knowledge.next_step(kb, call.case, Aim.RULES)
    if isinstance(step, Ask):
        return step.question.stage not in (Stage.PROFILE, Stage.SAFETY)
    return True


def _once_more(
    kb: KnowledgeBase, call: Call, question: Question, findings: tuple[str, ...]
) -> Ask:
    own = tuple(f for f in findings if f in question.findings) or findings[:1]
    step = knowledge.next_step(kb, call.case, Aim.RULES)
    as_asked = Ask(
        question=question, findings=own, asked=0, about_left=1, safety_left=0
    )
    if isinstance(step, Ask):
        return replace(step, question=question, findings=own)
    return as_asked


def _question_about(kb: KnowledgeBase, finding: str) -> Question:
    return next(q for q in kb.questions.values() if finding in q.findings)
