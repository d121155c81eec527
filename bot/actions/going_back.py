"""Asks an answered question again; its old answers stand until others replace them."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.asking import is_whole, reopen
from bot.actions.dialogue import back_to_it
from bot.actions.interview import Interview
from bot.actions.parts import KB, SPEAKER
from bot.actions.turn import Turn


def to_the_one_before(interview: Interview) -> Turn:
    """The question before this one, with all its findings."""
    pending, earlier = interview.pending, interview.asked
    if pending is not None and (pending.reopened or is_whole(pending)):
        earlier = earlier[:-1]
    if not earlier:
        return _nothing_there(interview, "nothing_to_go_back_to")
    question = KB.questions[earlier[-1]]
    turn = reopen(replace(interview, asked=earlier), question, question.findings)
    return turn.after(SPEAKER.statement("going_back"))


def to_question(interview: Interview, question: str) -> Turn:
    """One question of the answers given so far, however long ago it was.

    The engine decides what comes after it, so the interview goes on where it was,
    unless the new answer leads elsewhere.
    """
    asked = KB.questions.get(question)
    if asked is None or not _was_answered(interview, asked.id, asked.findings):
        return _nothing_there(interview, "not_answered_yet")
    turn = reopen(interview, asked, asked.findings)
    return turn.after(SPEAKER.statement("back_to_answer"))


def _was_answered(
    interview: Interview, question: str, findings: tuple[str, ...]
) -> bool:
    known = interview.case.current
    return question in interview.asked or any(f in known for f in findings)


def _nothing_there(interview: Interview, phrase: str) -> Turn:
    return back_to_it(interview).after(SPEAKER.statement(phrase))
