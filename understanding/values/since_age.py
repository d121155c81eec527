"""A trouble told by the age at which it began: "on and off since I was 17, I'm 40"."""

from __future__ import annotations

from understanding.lexicon import Lexicon
from understanding.text.durations import Duration
from understanding.text.numbers import Numbers
from understanding.text.utterance import Utterance

_YEAR_WEEKS = 52.0
# From "since" to the age: "since I was about".
_WITHIN = 5
_YOUNGEST = 4


class SinceAge:
    """Reads how long something has lasted from the age at which it began."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon.numbers)
        self._decades = lexicon.decades

    def read(self, utterance: Utterance, age: float | None) -> list[Duration]:
        """The times told so, in order; without the age of now there are none.

        Args:
            utterance: The message.
            age: How old the person is now, in years.
        """
        if age is None:
            return []
        found: list[Duration] = []
        for i in range(len(utterance.words)):
            told = self._then(utterance, i) if utterance.is_term("since", i) else None
            if told is not None and _YOUNGEST <= told[0] < age:
                weeks = (age - told[0]) * _YEAR_WEEKS
                found.append(Duration(weeks, i, told[1], certain=False, is_moment=True))
        return found

    def _then(self, utterance: Utterance, i: int) -> tuple[float, int] | None:
        """The age in the words behind a "since" at i, and where it ends."""
        _, last = utterance.sentence(i)
        at = i + 1
        while at < min(last, i + _WITHIN) and utterance.is_term("to_an_age", at):
            at += 1
        if at == i + 1 or at >= last:
            return None
        word = utterance.words[at]
        if word in self._decades:
            return float(self._decades[word]), at + 1
        read = self._numbers.read(utterance, at)
        if read is None or utterance.is_term("no_ages", at):
            return None
        value, end = read
        years = utterance.is_term("age_units", end)
        if utterance.is_term("not_years", end) or utterance.is_term("ago", end + years):
            return None
        return value, end + years + utterance.is_term("old", end + years)
