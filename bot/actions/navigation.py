"""The actions that move the interview on or back."""

from __future__ import annotations

from answering.choosing import SURE_SCORE
from bot.actions.aside import Aside
from bot.actions.dialogue import back_to_it, carry_on, go_on, resume
from bot.actions.going_back import to_question, to_the_one_before
from bot.actions.inquiry import asked_after_all
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, LISTENED, SPEAKER
from bot.actions.safely import SafeAction
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance
from understanding.text.foreign import is_foreign


class Continue(SafeAction):
    """After an answer, a description, a yes or a no: whatever comes next."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_continue"

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """The next question, the same one again, or the advice.

        A question in the middle of a description is answered as well.
        """
        told = asked_after_all(interview, utterance)
        return told or carry_on(interview)


class Begin(Aside):
    """After the introduction was accepted: asks what hurts."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_begin"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Asks for the person's own words, or goes on where the interview was."""
        return resume(interview)


class NotUnderstood(Aside):
    """When nobody knows what a message meant."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_not_understood"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Answers if it was a question after all; or asks again, differently."""
        told = asked_after_all(interview, utterance)
        if told is not None and interview.stage is not Stage.NEW:
            return told
        if is_foreign(utterance.text, LISTENED.now()):
            return resume(interview).after(SPEAKER.statement("other_language"))
        news = interview.news
        is_known = interview.pending or news.known or news.problem
        if is_known or interview.stage is Stage.NEW:
            return carry_on(interview)
        return go_on(interview).after(SPEAKER.statement("not_understood"))


class ExplainMeaning(Aside):
    """What do you mean?"""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_explain_meaning"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The question that waits in other words, unless something else is meant."""
        told = asked_after_all(interview, utterance, least=SURE_SCORE)
        if told is not None:
            return told
        if interview.pending is None:
            return back_to_it(interview).after(SPEAKER.statement("meaning_after"))
        question = KB.questions[interview.pending.question]
        return back_to_it(interview).after(SPEAKER.meaning(question))


class Correct(Aside):
    """Asks what is to be corrected, when that could not be heard."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_correct"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Asks, and then for the pending answer again."""
        return back_to_it(interview).after(SPEAKER.statement("what_to_correct"))


class GoBack(Aside):
    """Asks an earlier question again."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_go_back"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The question that was named, or the one before this one."""
        if question := utterance.button.get("q"):
            return to_question(interview, question)
        return to_the_one_before(interview)


class Back(GoBack):
    """The same for Rasa's own command, which otherwise unsays the last two turns."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_back"
