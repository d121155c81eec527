"""The actions that answer a person's own questions, then go back to the interview."""

from __future__ import annotations

import knowledge
from bot.actions.advising import in_full
from bot.actions.aside import Aside
from bot.actions.dialogue import back_to_it, carry_on
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.actions.safely import SafeAction
from bot.actions.topics import topic_of
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance
from rendering import Message

_ADVISED = (Stage.EMERGENCY, Stage.RESULT)


class ExplainQuestion(Aside):
    """Why do you ask? Why this advice?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_explain_question"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """What the answers to the pending question would change."""
        return back_to_it(interview).after(_why(interview))


class ShowSources(Aside):
    """Where does this come from?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_show_sources"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The references behind the question, or behind the advice."""
        return back_to_it(interview).after(SPEAKER.sources(_references(interview)))


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
        news, answer = interview.news, _answer(utterance)
        if news.alarmed or news.elsewhere:
            return carry_on(interview)
        if news.says_something:
            # What the pain is, the interview itself answers.
            turn = carry_on(interview)
            return turn.after(answer) if answer else turn
        if answer is None and topic_of(utterance.text) == "advice":
            answer = _about_the_advice(interview)
        return back_to_it(interview).after(answer or SPEAKER.statement("no_answer"))


def _why(interview: Interview) -> Message:
    if interview.pending is None:
        return _about_the_advice(interview)
    question = interview.pending.question
    explanation = knowledge.explain(KB, interview.case, question)
    return SPEAKER.why(KB.questions[question], explanation)


def _answer(utterance: Utterance) -> Message | None:
    """What there is to say of the topic of a question, whenever it is asked."""
    topic = topic_of(utterance.text)
    if topic is not None and topic in KB.conditions:
        return SPEAKER.condition(topic)
    if topic == "tool":
        return SPEAKER.statement("about_the_tool")
    return SPEAKER.introduction() if topic == "privacy" else None


def _about_the_advice(interview: Interview) -> Message:
    """The advice if it was given, otherwise that it takes more answers."""
    if interview.stage not in _ADVISED:
        return SPEAKER.statement("after_the_questions")
    return in_full(interview, knowledge.assess(KB, interview.case))[0]


def _references(interview: Interview) -> tuple[str, ...]:
    if interview.pending is not None:
        return KB.questions[interview.pending.question].references
    if interview.stage not in _ADVISED:
        return ()
    assessment = knowledge.assess(KB, interview.case)
    reasons = [r for reason in assessment.reasons for r in reason.references]
    leading = [
        r
        for candidate in assessment.differential
        if candidate.rank == 1
        for r in candidate.references
    ]
    return tuple(dict.fromkeys(reasons + leading))
