"""A weight or a size told twice: "from 14 stone to 12", "was a 38 waist, now a 34".

Less than before is a loss of weight, more is none. Which of the two is of now is told
by "from … to …", or by a "was" beside one and a "now" beside the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.numbers import Numbers
from understanding.text.utterance import Utterance

# Words before a number that tell of when it is, and words behind that tell "now".
_BEFORE, _BEHIND = 5, 2
_DIRECTLY = 3
# To the stone.
_POUNDS = 14
# Of clothes, in any country's numbers: an age or a year is none.
_SIZES = range(4, 65)
# Less of a change is that of the day and the scales.
_LEAST = 0.985


@dataclass(frozen=True, slots=True)
class _Told:
    value: float
    start: int
    end: int
    weighed: bool


class Weights:
    """Reads weights and sizes that have changed, in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon.numbers)

    def mentions(self, utterance: Utterance) -> list[Mention]:
        """What weights told twice say of a loss of weight."""
        if not utterance.any_term("weight_words", utterance.words):
            return []
        found: list[Mention] = []
        first = 0
        while first < len(utterance.words):
            _, last = utterance.sentence(first)
            found += self._within(utterance, first, last)
            first = last
        return found

    def _within(self, utterance: Utterance, first: int, last: int) -> list[Mention]:
        words = utterance.words[first:last]
        if not utterance.any_term("weight_words", words) or utterance.any_term(
            "other_weights", words
        ):
            return []
        sized = utterance.any_term("size_words", words)
        told = self._told(utterance, first, last, sized=sized)
        for one, other in pairwise(told):
            if not (sized or one.weighed or other.weighed):
                continue
            then_now = _in_order(utterance, first, last, one, other)
            if then_now is None:
                continue
            then, now = then_now
            lost = now.value < then.value * _LEAST
            wanted = _is_wanted(utterance, first, last)
            status = PRESENT if lost and not wanted else ABSENT
            start = max(first, one.start - _BEFORE)
            return [Mention("weight_loss", status, start, other.end)]
        return []

    def _told(
        self, utterance: Utterance, first: int, last: int, *, sized: bool
    ) -> list[_Told]:
        found: list[_Told] = []
        i = first
        while i < last:
            read = self._numbers.read(utterance, i)
            if read is None or utterance.is_term("no_ages", i):
                i += 1
                continue
            value, end = read
            weighed = utterance.is_term("weight_units", end)
            if utterance.is_term("stones", end):
                pounds = self._numbers.read(utterance, end + 1)
                if pounds is not None and pounds[0] < _POUNDS:
                    value, end = value + pounds[0] / _POUNDS, pounds[1] - 1
            plain = (
                end >= last
                or utterance.pauses[end] > 0
                or utterance.is_any_term(("after_a_weight", "size_words"), end)
            )
            if weighed or (plain and (not sized or value in _SIZES)):
                found.append(_Told(value, i, min(end + weighed, last), weighed))
            i = max(end + weighed, i + 1)
        return found


def _in_order(
    utterance: Utterance, first: int, last: int, one: _Told, other: _Told
) -> tuple[_Told, _Told] | None:
    """The one of before and the one of now; None when that is not told."""
    lead = utterance.words[max(first, one.start - _BEFORE) : one.start]
    between = utterance.words[one.end : other.start]
    directly = utterance.words[max(first, one.start - _DIRECTLY) : one.start]
    right_before = utterance.words[max(one.end, other.start - _DIRECTLY) : other.start]
    behind = utterance.words[other.end : min(last, other.end + _BEHIND)]
    if utterance.any_term("from", directly):
        led = utterance.any_term("to", right_before)
        return (one, other) if led else None
    if utterance.any_term("from", right_before):
        led = utterance.any_term("to", directly) and utterance.any_term(
            "downwards", lead
        )
        return (other, one) if led else None
    if utterance.any_term("was_once", lead) and (
        utterance.any_term("now_word", between)
        or utterance.any_term("now_word", behind)
    ):
        return one, other
    now_first = utterance.any_term("now_word", [*lead, *between[:_BEHIND]]) or (
        utterance.any_term("downwards", lead) and utterance.any_term("to", directly)
    )
    if now_first and utterance.any_term("was_once", right_before):
        return other, one
    return None


def _is_wanted(utterance: Utterance, first: int, last: int) -> bool:
    """Whether it was meant to be: "on a diet", but not "not dieting"."""
    return any(
        not utterance.any_term(
            "denials", utterance.words[max(first, mark.start - 2) : mark.start]
        )
        for mark in utterance.within(first, last, "on_purpose")
    ) and not utterance.within(first, last, "no_reason", "more_than_meant")


def beyond_what_was_meant(
    utterance: Utterance, mentions: Iterable[Mention]
) -> list[Mention]:
    """The mentions, with weight that was to go but went on: "not this fast"."""
    return [
        replace(mention, status=PRESENT, certain=False)
        if mention.finding == "weight_loss"
        and mention.status == ABSENT
        and utterance.within(mention.start, mention.end, "on_purpose", "meant_to")
        and _goes_on(utterance, mention)
        else mention
        for mention in mentions
    ]


def _goes_on(utterance: Utterance, mention: Mention) -> bool:
    first, last = utterance.sentence(mention.start)
    _, behind = utterance.sentence(min(last, len(utterance.words) - 1))
    return bool(utterance.within(first, behind, "more_than_meant"))
