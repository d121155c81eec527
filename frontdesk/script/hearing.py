"""Free text at the desk: what the same listener as in the chat hears in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from frontdesk.script import alarms
from frontdesk.script.acts import refused
from frontdesk.script.call import Call, Words
from frontdesk.script.marks import is_credible
from knowledge import Answer, How, KnowledgeBase, Status
from knowledge.results import Ask
from understanding import Asked, Heard

LONGEST = 4000


class Hears(Protocol):
    """Whatever finds statements in a text; `understanding.Listener` does."""

    def hear(
        self,
        text: str,
        asked: Asked | None = None,
        *,
        known: Collection[str] = (),
    ) -> Heard:
        """What a message says, given the findings known to be present."""


def take_in(
    kb: KnowledgeBase, listener: Hears, call: Call, text: str, ask: Ask | None
) -> Call:
    """The call with the words kept and what they say waiting to be read back.

    Alarms sound at once, before anything is read back. `ask` is the question the words
    answer, None when they answer none.

    Raises:
        Refused: when there are no words, or too many.
    """
    text = text.strip()
    if not text:
        raise refused("words", "no_words")
    if len(text) > LONGEST:
        raise refused("words", "too_long", most=LONGEST)
    current = call.provisional.current.values()
    present = [a.finding for a in current if a.status is Status.PRESENT]
    heard = listener.hear(text, _asked(ask) if ask else None, known=present)
    at = ask.question.id if ask else call.step
    call = replace(call, words=(*call.words, Words(at=at, text=text)))
    latest = {a.finding: a for a in (*call.heard, *_told(kb, call, heard, ask, text))}
    call = alarms.sounded(kb, replace(call, heard=tuple(latest.values())))
    return alarms.sounded_elsewhere(call, heard.emergencies)


def _asked(ask: Ask) -> Asked:
    return Asked(
        question=ask.question.id, kind=ask.question.kind, findings=ask.findings
    )


def _told(
    kb: KnowledgeBase, call: Call, heard: Heard, ask: Ask | None, text: str
) -> tuple[Answer, ...]:
    """The statements that say something new, the last word on each finding.

    Beside an alarm nobody has read the question out: no "not sure" is about it.
    """
    asked_for = ask.findings if ask else ()
    unread = asked_for if call.alarm else ()
    latest = {
        said.finding: said
        for said in heard.statements
        if said.finding not in unread or said.status == Status.PRESENT.value
    }
    answers = [
        Answer(
            finding=finding,
            status=Status(statement.status),
            value=statement.value,
            said_by=call.said_by,
            how=How.TYPED if statement.certain else How.INFERRED,
            turn=len(call.words),
            question=ask.question.id if ask and finding in asked_for else None,
            words=text,
        )
        for finding, statement in latest.items()
        if is_credible(kb, finding, statement.status, statement.value)
    ]
    return tuple(answer for answer in answers if _is_new(call, answer))


def _is_new(call: Call, answer: Answer) -> bool:
    known = call.provisional.current.get(answer.finding)
    return known is None or (known.status, known.value) != (answer.status, answer.value)
