"""What one message leaves open by itself: words misspelt, unforeseen or only asked.

Where a red flag may be meant it is asked back, never taken as said nor passed over.
"""

from __future__ import annotations

from dataclasses import replace

from bot.actions.interview import Doubt, Interview, Stage
from bot.actions.parts import FINDER, KB, SPEAKER
from knowledge import Answer, Case, Status
from knowledge.standing import Standing
from understanding import Heard

# What these ask for is done at once: a suspicion is no reason to hold anybody up.
_NOT_HELD_UP = frozenset({"emergency_other", "stop", "goodbye", "restart", "hand_over"})


def misspelt(case: Case, heard: Heard) -> Doubt | None:
    """A misspelling to ask about: one that would raise, or take back, a red flag."""
    for suggestion in heard.suggestions:
        meant, known = Status(suggestion.status), case.status(suggestion.finding)
        if known is not meant and Status.PRESENT in (meant, known):
            return _meant(suggestion.finding, suggestion.meant)
    return None


def asking_back(interview: Interview, heard: Heard, intent: str | None) -> Interview:
    """The interview that asks about a red flag perhaps told in words nobody foresaw.

    Each is asked about once: only what would make care more urgent than what has been
    said so far, only where nothing else is in doubt, and none beside an alarm or an
    emergency that is not ours.
    """
    news, alarmed = interview.news, interview.stage is Stage.EMERGENCY
    if news.doubt or news.elsewhere or alarmed or intent in _NOT_HELD_UP:
        return interview
    told = (*heard.likely, *heard.perhaps)
    asking = (f for f in told if _is_worth_asking(interview, f))
    finding = next(asking, None)
    if finding is None:
        return interview
    words = SPEAKER.voice.label(finding)
    doubt = Doubt(findings=(finding,), phrase="perhaps_said", words=words)
    return replace(
        interview,
        asked_back=interview.asked_back | {finding},
        news=replace(news, doubt=doubt),
    )


def _is_worth_asking(interview: Interview, finding: str) -> bool:
    case = interview.case
    settled = case.status(finding) in (Status.PRESENT, Status.DECLINED)
    if settled or finding in interview.asked_back:
        return False
    perhaps = Answer(finding=finding, status=Status.PRESENT, turn=interview.turn)
    now, then = Standing(KB, case), Standing(KB, case.add(perhaps))
    asking = [q for q in KB.questions.values() if finding in q.findings]
    concerns = any(now.concerns(question) for question in asking)
    return concerns and then.level.rank < now.level.rank


def without_asked_about(
    case: Case, text: str, heard: Heard
) -> tuple[Heard, Doubt | None]:
    """What was heard without what was only asked about, such as "can X cause Y?"."""
    general = FINDER.asked_in_general(text)
    if sum(end - start for start, end in general) >= len(text.strip()):
        heard = replace(heard, guessed=(), likely=(), perhaps=())
    mentioned = [
        statement
        for statement in heard.statements
        if statement.status == Status.PRESENT.value
        and any(start <= statement.start < end for start, end in general)
    ]
    if not mentioned:
        return heard, None
    reported = tuple(s for s in heard.statements if s not in mentioned)
    flags = [
        statement.finding
        for statement in mentioned
        if statement.finding in KB.red_flag_findings
        and case.status(statement.finding) is not Status.PRESENT
    ]
    doubt = _meant(flags[0], SPEAKER.voice.label(flags[0])) if flags else None
    return replace(heard, statements=reported), doubt


def _meant(finding: str, words: str) -> Doubt:
    return Doubt(findings=(finding,), phrase="did_you_mean", words=words)
