"""How bad the pain is, on the scale from 0 to 10."""

from __future__ import annotations

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.numbers import Numbers
from understanding.text.utterance import Utterance

_MOST = 10
_SHORT = 8


class Severity:
    """Reads ratings in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon.numbers)

    def mentions(self, utterance: Utterance, *, asked: bool) -> list[Mention]:
        """A rating: "8/10", "7 out of 10", and a bare number when it was asked for."""
        for i in range(len(utterance.words)):
            read = None
            if not utterance.is_term("no_ages", i):
                read = self._numbers.read(utterance, i)
            if read is None or not 0 <= read[0] <= _MOST:
                continue
            value, end = read
            bare = asked and len(utterance.words) <= _SHORT
            counted = utterance.is_term("counted", end)
            if _of_ten(utterance, end) or (
                not counted and (bare or _rated(utterance, i))
            ):
                return [Mention("severity", PRESENT, i, end, value)]
        return []


def _of_ten(utterance: Utterance, end: int) -> bool:
    return (
        utterance.is_term("out_of", end) or utterance.words[end : end + 1] == ["out_of"]
    ) and utterance.any_term("ten", utterance.words[end + 1 : end + 3])


def _rated(utterance: Utterance, i: int) -> bool:
    """Whether the pain is rated in a sentence: "my pain is about a 6"."""
    lead = utterance.words[max(0, i - 5) : i]
    return utterance.is_term("articles", i - 1) and utterance.any_term("pain", lead)
