"""The actions for hello, small talk, feelings, and what is not about this pain."""

from __future__ import annotations

from dataclasses import replace

from answering.choosing import LEAST_SCORE, SURE_SCORE
from bot.actions.aside import Aside
from bot.actions.dialogue import back_to_it, go_on, introduce, resume
from bot.actions.inquiry import asked_after_all, is_about_the_sources
from bot.actions.interview import Interview, Stage
from bot.actions.parts import SPEAKER
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance


class Greet(Aside):
    """Hello: the introduction, or welcome back."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_greet"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Introduces the bot once, and otherwise goes on."""
        if interview.stage is Stage.NEW:
            return introduce(interview)
        hello = "welcome_back" if interview.stage is Stage.STOPPED else "greeting"
        return resume(interview).after(SPEAKER.statement(hello))


class Chat(Aside):
    """Thanks, jokes and the weather."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_chat"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """A friendly word, then back to it; an answer if something was asked."""
        told = asked_after_all(interview, utterance, least=SURE_SCORE)
        if told is not None:
            return told
        return back_to_it(interview).after(SPEAKER.statement("chitchat"))


class Calm(Aside):
    """Fear, said by itself."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_calm"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """A kind word, and what helps now: the question, or the advice as it stands.

        What is asked in fear is answered as well.
        """
        if interview.stage is Stage.EMERGENCY:
            return go_on(interview).after(SPEAKER.statement("calming_now"))
        is_advised = interview.stage in (Stage.RESULT, Stage.STOPPED)
        kind_word = SPEAKER.statement("calming_after" if is_advised else "calming")
        told = asked_after_all(interview, utterance, least=SURE_SCORE)
        return (told or back_to_it(interview)).after(kind_word)


class Soothe(Aside):
    """Anger, whether with the bot or with the pain."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_soothe"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """An apology, a way to a person, an answer if one was asked for; back to it."""
        told = asked_after_all(interview, utterance, least=SURE_SCORE)
        return (told or back_to_it(interview)).after(SPEAKER.soothing())


class OutOfScope(Aside):
    """Something this bot cannot help with."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_out_of_scope"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Who can help with it, unless it is about a kind of pain; then back to it."""
        least = LEAST_SCORE if is_about_the_sources(utterance) else SURE_SCORE
        told = asked_after_all(interview, utterance, least=least)
        return told or back_to_it(interview).after(SPEAKER.statement("out_of_scope"))


class EmergencyElsewhere(Aside):
    """An emergency that is not about this pain and was not recognised by name."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_emergency_other"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Where to get help now; nothing is asked, so nothing is answered next."""
        waiting_no_more = replace(interview, pending=None)
        return Turn(waiting_no_more, (SPEAKER.other_emergency("other"),))
