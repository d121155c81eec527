"""One person's interview: what was said, what is asked, and what this turn brought.

Immutable; every change gives a new interview. `case` is medicine's part of it and the
rest is the conversation's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from knowledge import Answer, Case, SaidBy


class Stage(str, Enum):
    """How far the conversation has come."""

    NEW = "new"
    INTRODUCED = "introduced"
    TALKING = "talking"
    EMERGENCY = "emergency"
    RESULT = "result"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """The question that waits for an answer, and its options as last shown.

    `findings` are those still open; `reopened` marks a question gone back to, whose
    earlier answers stand until others replace them; `affirmed` a list that was answered
    with a yes that does not say to what. `after_alarm` marks one put beside emergency
    advice that stands: it is put once, and whatever is no answer leaves it open.
    """

    question: str
    kind: str
    findings: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    reopened: bool = False
    affirmed: bool = False
    after_alarm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something to ask about once, because what was said may not be what was meant.

    `findings` are of one question; `phrase` is the sentence said before it, in which
    `words` stand for what was said or perhaps meant.
    """

    findings: tuple[str, ...]
    phrase: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the latest message brought.

    `answers` are the statements that changed something, `known` the findings of which
    the same was said as before; `typed` tells words from a button. `stale` marks a
    button of another question, `about_other` that the person turns out to speak for
    somebody else, `alarmed` that the emergency message was spoken in this turn.
    `elsewhere` names emergencies that are not ours. `doubt` is what has to be asked
    about before it counts; `remark` the sentence to say first, where the question that
    waits is simply put again. `supposed` says that a red flag was denied by inference
    only. `problem` marks a message that could not be read because
    of a failure.
    """

    answers: tuple[Answer, ...] = ()
    known: tuple[str, ...] = ()
    typed: bool = False
    stale: bool = False
    about_other: bool = False
    alarmed: bool = False
    elsewhere: tuple[str, ...] = ()
    doubt: Doubt | None = None
    remark: str | None = None
    supposed: bool = False
    problem: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the interview has something to go on with."""
        return bool(self.answers or self.doubt or self.remark or self.supposed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Everything remembered between two messages.

    `asked` are the questions put so far, the latest last, for going back; `alarms` the
    emergency red flags already spoken of; `advised` the level of the last advice given;
    `misunderstood` how many messages in a row said nothing about what was asked;
    `last_message` the id of the latest message taken in; `acknowledged` the turn in
    which the person said to have seen the warning signs, if ever; `subject` the pattern
    that was asked about last; `supposed` the red flags denied only by inference so far,
    which are asked about before that counts; `asked_back` those asked about because
    they were perhaps said.
    """

    case: Case = field(default_factory=Case)
    stage: Stage = Stage.NEW
    pending: Pending | None = None
    asked: tuple[str, ...] = ()
    alarms: frozenset[str] = frozenset()
    advised: str | None = None
    misunderstood: int = 0
    speaker: SaidBy = SaidBy.PATIENT
    turn: int = 0
    last_message: str | None = None
    acknowledged: int | None = None
    subject: str | None = None
    supposed: frozenset[str] = frozenset()
    asked_back: frozenset[str] = frozenset()
    news: News = News()

    def next_turn(self, message: str | None) -> Interview:
        """The interview at the start of the next turn."""
        return replace(self, turn=self.turn + 1, last_message=message, news=News())

    def answering(self, answers: Iterable[Answer]) -> Interview:
        """The interview with these answers; only those that say something new count.

        What was just answered is no longer waited for, so that a reply never lands on
        a question that is settled already.
        """
        told = {answer.finding: answer for answer in answers}  # the last word counts
        changed = tuple(a for a in told.values() if self._is_new(a))
        known = tuple(f for f, a in told.items() if not self._is_new(a))
        pending = self.pending
        if pending is not None:
            still_open = tuple(f for f in pending.findings if f not in told)
            if still_open != pending.findings:
                pending = replace(pending, findings=still_open, affirmed=False)
            pending = pending if still_open else None
        return replace(
            self,
            case=self.case.add(*changed),
            pending=pending,
            misunderstood=0 if changed else self.misunderstood,
            news=replace(self.news, answers=changed, known=known),
        )

    def asking(self, pending: Pending) -> Interview:
        """The interview with this question put."""
        others = tuple(q for q in self.asked if q != pending.question)
        return replace(
            self,
            stage=Stage.EMERGENCY if pending.after_alarm else Stage.TALKING,
            pending=pending,
            asked=(*others, pending.question),
        )

    def _is_new(self, answer: Answer) -> bool:
        known = self.case.current.get(answer.finding)
        return (
            known is None
            or known.status is not answer.status
            or known.value != answer.value
        )
