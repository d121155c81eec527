"""The base of actions for messages that are not about what hurts."""

from __future__ import annotations

from abc import abstractmethod

from bot.actions.dialogue import carry_on
from bot.actions.inquiry import asked_after_all
from bot.actions.interview import Interview
from bot.actions.safely import SafeAction
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance


class Aside(SafeAction):
    """Gives way when the message turned out to say something of the case after all.

    So a description of pain that was taken for small talk or a "stop" is never lost,
    nor a question in it.
    """

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """The interview first, then what this action is for."""
        news = interview.news
        if news.says_something or news.alarmed or news.elsewhere:
            return asked_after_all(interview, utterance) or carry_on(interview)
        return self.aside(interview, utterance)

    @abstractmethod
    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The turn for a message without any finding."""
