"""Lets a simulated patient talk with the bot until it advises, or fails to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.patient import Patient
from evaluation.talk import (
    Bot,
    BotFailure,
    BotMessage,
    Question,
    Talk,
    data_of,
    kind_of,
    payloads_of,
    question_of,
)

MOST_QUESTIONS = 40
_GREETING = "hello"
_BEGIN = "/begin"
_PROFILE = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the patient said and what the bot replied."""

    patient: str
    bot: tuple[BotMessage, ...]


@dataclass(slots=True, kw_only=True)
class Interview:
    """One finished talk: every turn, and its advice or its failure."""

    turns: list[Turn] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    assessment: Mapping[str, Any] | None = None
    failure: str | None = None

    @property
    def advice(self) -> str | None:
        """The level of urgency advised, None when the talk failed."""
        return str(self.assessment["level"]) if self.assessment else None


async def interview(bot: Bot, patient: Patient, name: str) -> Interview:
    """Runs one talk to its end; a breakdown of the bot is an outcome, not an error."""
    done = Interview()
    conduct = _Conduct(bot, patient, bot.begin(name), done)
    try:
        await conduct.run()
    except BotFailure as failure:
        done.failure = str(failure)
    return done


class _Conduct:
    """The course of one talk."""

    def __init__(self, bot: Bot, patient: Patient, talk: Talk, done: Interview) -> None:
        self._bot = bot
        self._patient = patient
        self._talk = talk
        self._done = done
        self._has_opened = False
        self._said: set[str] = set()

    async def run(self) -> None:
        reply = await self._say(_GREETING)
        if any(_BEGIN in payloads_of(message) for message in reply):
            reply = await self._say(_BEGIN)
        while not self._has_ended(reply):
            reply = await self._respond(reply)

    async def _respond(self, reply: Sequence[BotMessage]) -> Sequence[BotMessage]:
        question = self._ask(reply)
        is_profile = question is not None and question.stage == _PROFILE
        if not self._has_opened and not is_profile:
            self._has_opened = True
            self._said |= self._heard_in_opening()
            return await self._say(self._patient.opening)
        if question is None:
            raise BotFailure("the reply held no question, advice or assessment")
        again = self._said.issuperset(question.findings)
        self._said.update(question.findings)
        return await self._say(self._patient.answer(question, again=again))

    def _ask(self, reply: Sequence[BotMessage]) -> Question | None:
        """The question to answer: the last one asked, after counting all of them."""
        asked = [found for message in reply if (found := question_of(message))]
        for question in asked:
            self._done.asked.append(question)
            if self._said.issuperset(question.findings):
                self._done.repeated.append(question.id)
        if len(self._done.asked) > MOST_QUESTIONS:
            raise BotFailure(f"no advice after {MOST_QUESTIONS} questions")
        return asked[-1] if asked else None

    def _has_ended(self, reply: Sequence[BotMessage]) -> bool:
        for message in reply:
            assessment = data_of(message).get("assessment")
            if kind_of(message) == "emergency":
                # Emergencies that are not of the back carry no assessment of it.
                self._done.assessment = assessment or {"level": "emergency"}
                return True
            if kind_of(message) == "assessment":
                if not isinstance(assessment, Mapping) or "level" not in assessment:
                    raise BotFailure("the advice carried no machine-readable level")
                self._done.assessment = assessment
                return True
        return False

    async def _say(self, text: str) -> Sequence[BotMessage]:
        reply = await self._talk.say(text)
        self._done.turns.append(Turn(patient=text, bot=tuple(reply)))
        if not reply:
            raise BotFailure("silence: the bot did not reply")
        if any(kind_of(message) == "technical_problem" for message in reply):
            raise BotFailure("the bot reported a technical problem")
        return reply

    def _heard_in_opening(self) -> set[str]:
        """What the opening certainly says: what is heard in it and the case confirms.

        No label says which facts an opening states, so this is the bot's own hearing
        checked against the facts; what it fails to hear cannot count as repeated.
        """
        said = set()
        for finding, (status, value) in self._bot.hear(self._patient.opening).items():
            stated = self._patient.states(finding)
            if stated is not None and stated.agrees(status, value):
                said.add(finding)
        return said
