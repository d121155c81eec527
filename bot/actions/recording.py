"""Records one message: what it says of findings becomes answers of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.actions.affirmed import is_yes_to_a_list, settle, which
from bot.actions.ambiguous import asking_back, misspelt, without_asked_about
from bot.actions.buttons import Told, is_credible, told_by
from bot.actions.doubts import about_the_alarm, sift, standing
from bot.actions.interview import Doubt, Interview, Pending, Stage
from bot.actions.listening import listen, picked, previous
from bot.actions.parts import KB
from bot.actions.utterance import Utterance
from knowledge import Answer, How, SaidBy, Status
from understanding import Heard
from understanding.answers.replies import YES

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
    answers = _answers(interview, told, how=How.TAPPED)
    return interview.answering(standing(interview, answers))


def _typed(interview: Interview, utterance: Utterance) -> Interview:
    pending = None if utterance.late else interview.pending
    may_answer = utterance.intent in _MAY_ANSWER
    waiting = pending if may_answer else None
    heard = listen(interview, utterance, waiting)
    is_correction = utterance.intent == _CORRECTION
    if is_correction and not heard.statements and not utterance.late:
        heard = listen(interview, utterance, previous(interview))
    if not may_answer and not heard.statements and not utterance.late:
        heard = picked(interview, utterance) or heard
    heard, asked_about = without_asked_about(interview.case, utterance.text, heard)
    doubt = misspelt(interview.case, heard) or asked_about
    interview = _with_news(interview, heard, doubt)
    told = _told(interview, heard, utterance)
    interview, taken = _half_heard(interview, waiting, heard, utterance)
    told += taken
    if waiting is not None and (settled := settle(interview, told)) is not None:
        return settled
    is_yes = utterance.intent == "affirm" if heard.reply is None else heard.reply == YES
    if waiting is not None and is_yes_to_a_list(waiting, told, is_yes=is_yes):
        return which(interview.answering(told), waiting)
    asked = replace(interview, pending=pending)
    sifted = sift(asked, told, is_correction=is_correction)
    doubt = interview.news.doubt or sifted.doubt
    if is_correction and not sifted.answers and interview.stage is Stage.EMERGENCY:
        doubt = doubt or about_the_alarm(interview)
    interview = replace(
        interview,
        news=replace(
            interview.news,
            doubt=doubt,
            supposed=interview.news.supposed or bool(sifted.supposed),
        ),
        supposed=interview.supposed | sifted.supposed,
    )
    is_told = told or heard.half_heard
    answers = (
        sifted.answers if is_told else _meant(interview, waiting, heard, utterance)
    )
    answered = interview.answering(standing(interview, answers))
    return asking_back(answered, heard, utterance.intent)


def _with_news(interview: Interview, heard: Heard, doubt: Doubt | None) -> Interview:
    speaker = SaidBy.CARER if heard.about_other else interview.speaker
    news = replace(
        interview.news,
        typed=True,
        about_other=speaker is not interview.speaker,
        elsewhere=heard.emergencies,
        doubt=doubt,
    )
    return replace(interview, speaker=speaker, news=news)


def _told(interview: Interview, heard: Heard, utterance: Utterance) -> list[Answer]:
    """What was said; what is only guessed never replaces anything known."""
    case = interview.case
    guessed = (s for s in heard.guessed if case.status(s.finding) is None)
    return [
        answer
        for statement in (*heard.statements, *guessed)
        for answer in _answers(
            interview,
            [(statement.finding, Status(statement.status), statement.value)],
            how=How.TYPED if statement.certain else How.INFERRED,
            words=utterance.text,
        )
    ]


def _half_heard(
    interview: Interview, waiting: Pending | None, heard: Heard, utterance: Utterance
) -> tuple[Interview, list[Answer]]:
    """What was answered beside words nobody understood: asked once more, then taken."""
    rash = heard.half_heard if waiting else ()
    first = {s.finding for s in rash} - interview.supposed
    told = [(s.finding, Status(s.status), None) for s in rash if s.finding not in first]
    answers = _answers(interview, told, how=How.INFERRED, words=utterance.text)
    if not first:
        return interview, answers
    news = replace(interview.news, remark="half_heard", supposed=True)
    supposed = interview.supposed | first
    return replace(interview, news=news, supposed=supposed), answers


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
