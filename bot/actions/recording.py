"""Records one message: what it says of findings becomes answers of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.actions.buttons import Told, is_credible, told_by
from bot.actions.interview import Interview, Pending
from bot.actions.parts import ANSWERER, KB, LISTENER, SPEAKER
from bot.actions.utterance import Utterance
from knowledge import Answer, Case, How, SaidBy, Status
from understanding import Asked, Heard

_CORRECTION = "correct_previous_answer"
# Only in these messages is a short "no" or "yes" an answer to the question that waits:
# "no, stop" must never deny a list of red flags. What any other message says in so many
# words still counts.
_MAY_ANSWER = frozenset(
    {"describe_symptoms", "affirm", "deny", "unsure", "decline", "nlu_fallback"}
)
# The classifier may add caution to what was heard, but it never says "no" for anybody.
_MEANT = {"unsure": Status.UNSURE, "decline": Status.DECLINED}


def record(interview: Interview, utterance: Utterance) -> Interview:
    """The interview after one message; a button of another question says nothing."""
    if utterance.tapped:
        return (
            _tapped(interview, utterance) if utterance.intent == "answer" else interview
        )
    return _typed(interview, utterance)


def _tapped(interview: Interview, utterance: Utterance) -> Interview:
    pending = interview.pending
    if pending is None or utterance.button.get("q") != pending.question:
        return replace(interview, news=replace(interview.news, stale=True))
    told = told_by(KB, pending, utterance.button)
    return interview.answering(_answers(interview, told, how=How.TAPPED))


def _typed(interview: Interview, utterance: Utterance) -> Interview:
    waiting = interview.pending if utterance.intent in _MAY_ANSWER else None
    heard = _hear(utterance, waiting)
    if utterance.intent == _CORRECTION and not heard.statements:
        heard = _hear(utterance, _previous(interview))
    heard, asked_about = _without_general(interview.case, utterance.text, heard)
    speaker = SaidBy.CARER if heard.about_other else interview.speaker
    news = replace(
        interview.news,
        typed=True,
        about_other=speaker is not interview.speaker,
        elsewhere=heard.emergencies,
        doubt=_doubt(interview.case, heard) or asked_about,
    )
    interview = replace(interview, speaker=speaker, news=news)
    told = [
        answer
        for statement in heard.statements
        for answer in _answers(
            interview,
            [(statement.finding, Status(statement.status), statement.value)],
            how=How.TYPED if statement.certain else How.INFERRED,
            words=utterance.text,
        )
    ]
    return interview.answering(told or _meant(interview, waiting, heard, utterance))


def _hear(utterance: Utterance, waiting: Pending | None) -> Heard:
    if waiting is None:
        return LISTENER.hear(utterance.text)
    asked = Asked(
        question=waiting.question,
        kind=waiting.kind,
        findings=waiting.findings,
        options=waiting.options,
    )
    return LISTENER.hear(utterance.text, asked=asked)


def _without_general(
    case: Case, text: str, heard: Heard
) -> tuple[Heard, tuple[str, str] | None]:
    """What was heard without what was only asked about, such as "can X cause Y?".

    A red flag that was asked about is asked back, never taken as said nor passed over.
    """
    general = ANSWERER.asked_in_general(text)
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
    asked_about = (flags[0], SPEAKER.voice.label(flags[0])) if flags else None
    return replace(heard, statements=reported), asked_about


def _doubt(case: Case, heard: Heard) -> tuple[str, str] | None:
    """A misspelling to ask about: one that would raise, or take back, a red flag."""
    for suggestion in heard.suggestions:
        meant, known = Status(suggestion.status), case.status(suggestion.finding)
        if known is not meant and Status.PRESENT in (meant, known):
            return suggestion.finding, suggestion.meant
    return None


def _previous(interview: Interview) -> Pending | None:
    """The question answered last, if a short "I meant …" can be about nothing else."""
    answered = interview.asked[:-1] if interview.pending else interview.asked
    question = KB.questions[answered[-1]] if answered else None
    if question is None or len(question.findings) > 1:
        return None
    return Pending(question=question.id, kind=question.kind, findings=question.findings)


def _meant(
    interview: Interview, waiting: Pending | None, heard: Heard, utterance: Utterance
) -> list[Answer]:
    """What the intent alone says when no word of the message was an answer."""
    status = _MEANT.get(utterance.intent or "")
    if waiting is None or status is None or heard.reply is not None:
        return []
    told = [(finding, status, None) for finding in waiting.findings]
    return _answers(interview, told, how=How.INFERRED, words=utterance.text)


def _answers(
    interview: Interview,
    told: Iterable[Told],
    *,
    how: How,
    words: str | None = None,
) -> list[Answer]:
    pending = interview.pending
    waiting = pending.findings if pending else ()
    return [
        Answer(
            finding=finding,
            status=status,
            value=value,
            said_by=interview.speaker,
            how=how,
            turn=interview.turn,
            question=pending.question if pending and finding in waiting else None,
            words=words,
        )
        for finding, status, value in told
        if finding in KB.findings
        and (status is not Status.PRESENT or is_credible(KB, finding, value))
    ]
