"""Numbers in figures and words: "2.5", "forty two", "one and a half"."""

from __future__ import annotations

from collections.abc import Mapping

from understanding.text.utterance import COMMA, Utterance

_TENS = frozenset(range(20, 100, 10))
_HALF = 0.5


class Numbers:
    """Reads numbers in one language."""

    def __init__(self, words: Mapping[str, float]) -> None:
        self._words = words

    def read(self, utterance: Utterance, i: int) -> tuple[float, int] | None:
        """The number from word i on, and where it ends."""
        value = self._single(utterance, i)
        if value is None:
            return None
        i += 1
        ones = self._single(utterance, i)
        # "40, four years" are two numbers.
        one_number = (
            value in _TENS
            and not utterance.is_term("single_digits_only", i)
            and not utterance.words[i - 1].isdigit()
            and utterance.pause_between(i - 1, i) < COMMA
        )
        if one_number and ones is not None and 1 <= ones < 10:
            value, i = value + ones, i + 1
        if utterance.is_term("couple_of", i - 1):
            i += utterance.is_term("of", i)
        if utterance.is_term("couple", i) or utterance.is_term("few", i):
            value, i = float(self._words[utterance.words[i]]), i + 1
            i += utterance.is_term("of", i)
        return self._with_half(utterance, value, i)

    def _with_half(
        self, utterance: Utterance, value: float, i: int
    ) -> tuple[float, int]:
        end = half_end(utterance, i)
        if end is not None:
            return value + _HALF, end
        if utterance.is_term("half", i) and not utterance.is_term("articles", i - 1):
            return value + _HALF, i + 1
        written = utterance.words[i : i + 3]
        if len(written) == 3 and written[0] == "1" and written[2] == "2":
            return value + _HALF, i + 3
        return value, i

    def _single(self, utterance: Utterance, i: int) -> float | None:
        if i >= len(utterance.words):
            return None
        word = utterance.words[i]
        if word in self._words:
            return float(self._words[word])
        try:
            return float(word)
        except ValueError:
            return None


def half_end(utterance: Utterance, i: int) -> int | None:
    """Where "and a half", or "and half", from word i on ends."""
    if utterance.is_term("and", i) and utterance.is_term("half", i + 1):
        return i + 2
    words = utterance.words[i : i + 3]
    if len(words) == 3 and utterance.all_terms("and_a_half", words):
        return i + 3 if utterance.is_term("half", i + 2) else None
    return None
