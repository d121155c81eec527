"""What a person says against what is known: asked about once before it counts.

Until then the more cautious reading stands: a red flag said before is still there, one
denied before is there now, and of two ages the one that asks for more urgency counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import knowledge
from bot.actions.interview import Doubt, Interview, Pending
from bot.actions.parts import KB, SPEAKER
from knowledge import Answer, How, Level, Status, triage
from knowledge.model import Question

# The sentence to say, the finding to ask about, and the answer that the sentence names.
_Doubtful = tuple[str, str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Answers that count at once, and what has to be asked about first.

    `supposed` are red flags denied only by inference, left open for their question.
    """

    answers: tuple[Answer, ...]
    doubt: Doubt | None = None
    supposed: frozenset[str] = frozenset()


def sift(
    interview: Interview, answers: Iterable[Answer], *, is_correction: bool
) -> Sifted:
    """Holds back what must be asked about first.

    What answers the question that waits was asked about just now, so it counts.
    """
    waiting = _waiting(interview.pending)
    counting: list[Answer] = []
    supposed: set[str] = set()
    doubts: list[_Doubtful] = []
    for answer in answers:
        if answer.finding not in waiting:
            if _is_supposed(interview, answer):
                supposed.add(answer.finding)
                continue
            if _takes_back(interview, answer):
                said_before = interview.case.current[answer.finding]
                doubts.append(("taken_back", answer.finding, said_before))
                continue
            if _says_after_all(interview, answer):
                doubts.append(("said_after_all", answer.finding, answer))
            elif not is_correction and _moves_out_of_scope(interview, answer):
                doubts.append(("which_is_right", answer.finding, answer))
                if not _is_more_urgent(interview, answer):
                    continue
        counting.append(answer)
    doubts += _against_a_denial(interview, counting)
    return Sifted(
        answers=tuple(counting),
        doubt=_doubt(doubts),
        supposed=frozenset(supposed),
    )


def standing(interview: Interview, answers: Iterable[Answer]) -> list[Answer]:
    """The answers to a question put again: a red flag is only taken back by a no.

    "Not sure" and "rather not say" leave it reported.
    """
    pending, current = interview.pending, interview.case.current
    if pending is None or not pending.reopened:
        return list(answers)
    evasive = (Status.UNSURE, Status.DECLINED)
    return [
        replace(current[a.finding], turn=interview.turn)
        if a.finding in KB.red_flag_findings
        and a.status in evasive
        and interview.case.status(a.finding) is Status.PRESENT
        else a
        for a in answers
    ]


def about_the_alarm(interview: Interview) -> Doubt | None:
    """Asks for what raised the alarm, when that is said to be wrong somehow."""
    current = interview.case.current
    alarming = [
        finding
        for reason in triage.reasons(KB, current)
        if reason.kind == "red_flag" and reason.level is Level.EMERGENCY
        for finding in reason.findings
        if (known := current.get(finding)) and known.status is Status.PRESENT
    ]
    question = _question_of(alarming[0]) if alarming else None
    if question is None:
        return None
    asked = tuple(f for f in dict.fromkeys(alarming) if f in question.findings)
    words = SPEAKER.voice.mentioned(asked, interview.case)
    return Doubt(findings=asked, phrase="alarm_wrong", words=words)


def _waiting(pending: Pending | None) -> tuple[str, ...]:
    return pending.findings if pending else ()


def _is_supposed(interview: Interview, answer: Answer) -> bool:
    """Whether this is a first, inferred no to a red flag that is asked about."""
    question = _question_of(answer.finding)
    return (
        answer.status is Status.ABSENT
        and answer.how is How.INFERRED
        and answer.finding in KB.red_flag_findings
        and answer.finding not in interview.supposed
        and interview.case.status(answer.finding) is not Status.ABSENT
        and question is not None
        and question.is_safety
    )


def _takes_back(interview: Interview, answer: Answer) -> bool:
    known = interview.case.status(answer.finding)
    return (
        answer.finding in KB.red_flag_findings
        and answer.status is not Status.PRESENT
        and known is Status.PRESENT
    )


def _says_after_all(interview: Interview, answer: Answer) -> bool:
    known = interview.case.status(answer.finding)
    return (
        answer.finding in KB.red_flag_findings
        and answer.status is Status.PRESENT
        and known is Status.ABSENT
    )


def _moves_out_of_scope(interview: Interview, answer: Answer) -> bool:
    """Whether an answer given before becomes one for another kind of patient."""
    before = interview.case
    if before.value(answer.finding) is None:
        return False
    was = triage.is_in_scope(KB, before.current)
    return triage.is_in_scope(KB, before.add(answer).current) is not was


def _is_more_urgent(interview: Interview, answer: Answer) -> bool:
    before = triage.level(KB, interview.case.current)
    return triage.level(KB, interview.case.add(answer).current).rank <= before.rank


def _against_a_denial(
    interview: Interview, answers: Iterable[Answer]
) -> list[_Doubtful]:
    """What was denied and cannot be absent now: "no weakness", but a foot drops."""
    told = {answer.finding: answer for answer in answers}
    known = knowledge.contradictions(KB, interview.case)
    return [
        ("said_after_all", found.denied, told[found.reported])
        for found in knowledge.contradictions(KB, interview.case.add(*told.values()))
        if found not in known and found.reported in told and found.denied not in told
    ]


def _doubt(doubts: list[_Doubtful]) -> Doubt | None:
    """The first doubt, with whatever else of the same sort its question asks for."""
    asking = [(phrase, f, a, _question_of(f)) for phrase, f, a in doubts]
    known = [doubt for doubt in asking if doubt[-1] is not None]
    if not known:
        return None
    phrase, *_, question = known[0]
    alike = [(f, a) for p, f, a, q in known if p == phrase and q is question]
    words = SPEAKER.voice.answers(dict.fromkeys(a for _, a in alike))
    findings = tuple(dict.fromkeys(f for f, _ in alike))
    return Doubt(findings=findings, phrase=phrase, words=words)


def _question_of(finding: str) -> Question | None:
    """The question that asks for a finding, if there is one."""
    return next((q for q in KB.questions.values() if finding in q.findings), None)
