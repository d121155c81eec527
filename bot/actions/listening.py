"""What a message says in the light of the interview: what is known, what was asked."""

from __future__ import annotations

from datetime import date

from bot.actions.interview import Interview, Pending
from bot.actions.parts import KB, LISTENER
from bot.actions.utterance import Utterance
from knowledge import Status
from understanding import Asked, Heard
from understanding.model import PRESENT


def listen(
    interview: Interview, utterance: Utterance, waiting: Pending | None
) -> Heard:
    """What a message says, given what is known and the question it may answer."""
    asked = waiting and Asked(
        question=waiting.question,
        kind=waiting.kind,
        findings=waiting.findings,
        options=waiting.options,
    )
    present = [
        finding
        for finding, answer in interview.case.current.items()
        if answer.status is Status.PRESENT
    ]
    return LISTENER.hear(utterance.text, asked, today=date.today(), known=present)


def picked(interview: Interview, utterance: Utterance) -> Heard | None:
    """An answer picked by its place or name ("the second"), whatever it looked like.

    A yes or no is no such answer, and neither is something said of a whole list.
    """
    pending = interview.pending
    if pending is None:
        return None
    heard = listen(interview, utterance, pending)
    picked = [s for s in heard.statements if s.finding in pending.findings]
    is_list = pending.kind in ("multiple", "single")
    if heard.reply is not None or any(s.status != PRESENT for s in picked):
        return None
    if is_list and len(picked) == len(pending.findings):
        return None
    return heard if picked else None


def previous(interview: Interview) -> Pending | None:
    """The question answered last, if a short "I meant …" can be about nothing else."""
    answered = interview.asked[:-1] if interview.pending else interview.asked
    question = KB.questions[answered[-1]] if answered else None
    if question is None or len(question.findings) > 1:
        return None
    return Pending(question=question.id, kind=question.kind, findings=question.findings)
