"""The actions that end an interview, hand it over, or begin a new one."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted

import knowledge
from bot.actions.advising import in_full
from bot.actions.aside import Aside
from bot.actions.dialogue import back_to_it, introduce
from bot.actions.interview import Interview, Stage
from bot.actions.memory import InterviewUnreadable, recall, remember
from bot.actions.parts import KB, SPEAKER
from bot.actions.safely import TECHNICAL_PROBLEM, Events, Outcome, SafeAction
from bot.actions.turn import Turn
from bot.actions.utterance import Utterance, latest_utterance
from rendering import Message


class Stop(Aside):
    """Enough for now."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_stop"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Stops asking; what was said is kept."""
        return _stopped(interview, SPEAKER.statement("stopped"))


class SayGoodbye(Aside):
    """Goodbye."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_say_goodbye"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The last words always hold the safety net."""
        return _stopped(interview, SPEAKER.statement("goodbye"))


class Acknowledge(SafeAction):
    """The card with the warning signs was read."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_acknowledge"

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """Notes when, once, and leaves everything else where it is."""
        first = interview.acknowledged or interview.turn
        noted = replace(interview, acknowledged=first)
        return back_to_it(noted).after(SPEAKER.statement("acknowledged"))


class HandOver(Aside):
    """A person, please: a summary to show or read out."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_hand_over"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """The summary and where to turn; the interview can still go on."""
        assessment = knowledge.assess(KB, interview.case)
        summary = SPEAKER.hand_over_summary(interview.case, assessment)
        return back_to_it(interview).after(summary)


class Restart(Aside):
    """Start again; Rasa predicts this name for the intent by itself."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_restart"

    def aside(self, interview: Interview, utterance: Utterance) -> Turn:
        """Forgets every answer, aloud."""
        fresh = Interview(turn=interview.turn, last_message=interview.last_message)
        return introduce(fresh).after(SPEAKER.statement("restarted"))

    def succeed(self, tracker: Tracker) -> Outcome:
        """Starts again even from a memory that cannot be read: it is the way out."""
        try:
            return super().succeed(tracker)
        except InterviewUnreadable:
            turn = self.aside(Interview(), latest_utterance(tracker))
            return turn.messages, remember(turn.interview)


class StartSession(SafeAction):
    """Rasa's start of a session: at the first message, and after a long silence."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_session_start"

    def turn(self, interview: Interview, utterance: Utterance) -> Turn:
        """Says that the answers of an interview that was broken off are put away."""
        if not interview.case.answers:
            return Turn(Interview())
        return Turn(Interview(), (SPEAKER.statement("session_expired"),))

    def succeed(self, tracker: Tracker) -> Outcome:
        """A new session begins without any slots."""
        turn = self.turn(recall(tracker), latest_utterance(tracker))
        return turn.messages, _new_session()

    def fail(self, tracker: Tracker) -> Outcome:
        """The session begins all the same, or Rasa would not hear what follows."""
        return (TECHNICAL_PROBLEM,), _new_session()


def _new_session() -> Events:
    return [SessionStarted(), ActionExecuted("action_listen")]


def _stopped(interview: Interview, last: Message) -> Turn:
    """Stops; the last words hold the safety net, and the emergency if there is one."""
    assessment = knowledge.assess(KB, interview.case)
    stopped = replace(interview, stage=Stage.STOPPED, pending=None)
    alarm = in_full(interview, assessment) if assessment.is_emergency else ()
    return Turn(stopped, (last, *alarm))
