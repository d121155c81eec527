"""The actions that answer a person's own questions, then go back to the interview."""

from __future__ import annotations

import knowledge
from bot.actions.aside import Aside
from bot.actions.dialogue import back_to_it, carry_on
from bot.actions.inquiry import (
    ADVISED,
    about_the_advice,
    answered,
    is_about_the_sources,
    not_clear,
)
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.actions.safely import SafeAction
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance
from rendering import Message


class ExplainQuestion(Aside):
    """Why do you ask? Why this advice?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_explain_question"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """What the answers would change; or why one pattern and not another."""
        if is_about_the_sources(utterance):
            return answered(interview, utterance) or _unanswered(interview, utterance)
        return back_to_it(interview).after(_why(interview))


class ShowSources(Aside):
    """Where does this come from?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_show_sources"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The references behind the question, or behind the advice and what is ours."""
        told = (
            answered(interview, utterance) if is_about_the_sources(utterance) else None
        )
        if told is not None:
            return told
        advice = interview.pending is None and interview.stage in ADVISED
        message = SPEAKER.sources(_references(interview), weighed=advice)
        return back_to_it(interview).after(message)


class ShowChanges(Aside):
    """What would change this advice?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_show_changes"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The smallest other answers that would move the advice."""
        assessment = knowledge.assess(KB, interview.case)
        return back_to_it(interview).after(SPEAKER.changes(assessment, interview.case))


class AnswerQuestion(SafeAction):
    """A question about the tool, a pattern of pain, or anything else."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_answer_question"

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """What the sources say of it, or that they do not; then the interview."""
        return answered(interview, utterance) or _unanswered(interview, utterance)


def _unanswered(interview: Interview, utterance: Utterance) -> Turn:
    if interview.news.says_something:
        return carry_on(interview)  # what the pain is, the interview itself answers
    if interview.stage is Stage.EMERGENCY:
        return carry_on(interview)  # "is that bad?", "what now?": the advice says it
    return back_to_it(interview).after(not_clear(interview, utterance))


def _why(interview: Interview) -> Message:
    if interview.pending is None:
        return about_the_advice(interview)
    question = interview.pending.question
    explanation = knowledge.explain(KB, interview.case, question)
    return SPEAKER.why(KB.questions[question], explanation)


def _references(interview: Interview) -> tuple[str, ...]:
    if interview.pending is not None:
        return KB.questions[interview.pending.question].references
    if interview.stage not in ADVISED:
        return ()
    assessment = knowledge.assess(KB, interview.case)
    reasons = [r for reason in assessment.reasons for r in reason.references]
    reasons += KB.dispositions[assessment.level].references
    leading = [
        r
        for candidate in assessment.differential
        if candidate.rank == 1
        for r in candidate.references
    ]
    return tuple(dict.fromkeys(reasons + leading))
