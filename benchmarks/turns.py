"""Conversations to be timed, turn by turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import cycle, islice

from benchmarks.clients import Client
from benchmarks.timing import Timing, middle
from evaluation.crosswalk import load_crosswalk
from evaluation.interview import interview
from evaluation.patient import Patient
from evaluation.talk import BotFailure, BotMessage, Heard
from evaluation.vignettes import Vignette

# Five texts each: then the 5th and the 50th turn, and their neighbours, say the same.
SMALL_TALK = ("hello", "I am sad", "no", "are you a bot?", "I am great")
COMPLAINTS = (
    "my left buttock hurts",
    "sitting makes it worse",
    "why do you ask?",
    "not sure",
    "it goes down to my calf",
)
_EARLY, _LATE = 5, 50


class TimedBot:
    """A bot behind a server, for the simulated patient; every turn is timed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.timing = Timing()

    def begin(self, name: str) -> TimedBot:
        """A new conversation on the same connection."""
        self._client.begin()
        return self

    async def say(self, text: str) -> Sequence[BotMessage]:
        """One timed turn."""
        try:
            with self.timing.measure():
                return self._client.say(text)
        except OSError as error:
            raise BotFailure(str(error)) from error

    async def intent(self, text: str) -> str:
        """Not asked for in a talk."""
        raise BotFailure("a server only talks")

    def hear(self, text: str) -> Heard:
        """Nothing: repetitions are not counted here."""
        return {}


def interviews(client: Client, vignettes: Sequence[Vignette]) -> Timing:
    """The turns of whole interviews with simulated patients.

    Raises:
        BotFailure: when an interview comes to no advice, which would not be a
            measurement of the bot at work.
    """
    bot = TimedBot(client)
    for vignette in vignettes:
        patient = Patient(vignette, load_crosswalk())
        outcome = asyncio.run(interview(bot, patient, vignette.id))
        if outcome.failure:
            raise BotFailure(f"{vignette.id}: {outcome.failure}")
    return bot.timing


def chats(client: Client, texts: Sequence[str], *, talks: int, turns: int) -> Timing:
    """The turns of conversations that repeat some texts."""
    timing = Timing()
    for _ in range(talks):
        client.begin()
        for text in islice(cycle(texts), turns):
            with timing.measure():
                client.say(text)
    return timing


def growth(client: Client, texts: Sequence[str], *, talks: int) -> tuple[float, float]:
    """The middle durations of turns around the 5th and around the 50th."""
    length = _LATE + 1
    samples = chats(client, texts, talks=talks, turns=length).samples
    around: dict[int, list[float]] = {_EARLY: [], _LATE: []}
    for number, sample in enumerate(samples):
        turn = number % length + 1
        for centre, found in around.items():
            if abs(turn - centre) <= 1:
                found.append(sample)
    return middle(around[_EARLY]), middle(around[_LATE])
