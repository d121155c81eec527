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

# Five texts each: then turns 5, 10, 50 and 100, and their neighbours, say the same.
SMALL_TALK = ("hello", "I am sad", "no", "are you a bot?", "I am great")
COMPLAINTS = (
    "my left buttock hurts",
    "sitting makes it worse",
    "why do you ask?",
    "not sure",
    "it goes down to my calf",
)
# Each costs the same at any time: it is answered, and the open question comes again.
ASIDES = (
    "why do you ask?",
    "hello",
    "are you a bot?",
    "my left buttock hurts",
    "what do you mean?",
)
_COMPARED = ((5, 50), (10, 100))


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


def growth(
    client: Client, texts: Sequence[str], *, talks: int
) -> list[tuple[int, float, int, float]]:
    """An early turn and its middle duration, a late one and its own, for each pair."""
    length = max(late for _, late in _COMPARED) + 1
    samples = chats(client, texts, talks=talks, turns=length).samples

    def around(turn: int) -> float:
        return middle(
            [
                sample
                for number, sample in enumerate(samples)
                if abs(number % length + 1 - turn) <= 1
            ]
        )

    return [(early, around(early), late, around(late)) for early, late in _COMPARED]
