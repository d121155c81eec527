"""What words around a side make of it: the sound one, the same one, the second one."""

from __future__ import annotations

from itertools import pairwise

from understanding.findings.no_side import is_no_side
from understanding.text.utterance import COMMA, Mark, Utterance

Spans = dict[str, tuple[int, int]]
# From "can't" or "no power" to the side.
_MISSED_WITHIN = 10
# From a side to its "too".
_TOO_WITHIN = 4


def is_well_before(utterance: Utterance, side: Mark) -> bool:
    """Whether a side is well, told before: "can't on the left, can on the right"."""
    return any(
        well.end == side.start
        and utterance.pauses[side.start] < COMMA
        and not utterance.is_ruled_out(well.start)
        for well in utterance.within(side.start - 5, side.start, "sound_before")
    )


def is_missed_there(utterance: Utterance, side: Mark) -> bool:
    """Whether what is denied is missed on that side: "can't tiptoe on the left"."""
    first, _ = utterance.sentence(side.start)
    lead = range(max(first, side.start - _MISSED_WITHIN), side.start)
    if utterance.within(lead.start, lead.stop, "hurtful", "eff.pain", "tingle"):
        return False
    marks = utterance.within(lead.start, lead.stop, "cannot", "missed_power")
    # The "left" of "no push left" is what remains.
    apart = side.end - side.start > 1 or not marks or marks[-1].end < side.start
    return apart and any(
        utterance.pause_between(mark.end - 1, side.start) < COMMA for mark in marks
    )


def same_side(utterance: Utterance) -> Spans:
    """The side that "that side" means: "left hip replaced, now my bum on that side"."""
    named = _named(utterance)
    for same in utterance.of("same_side"):
        before = [mark for mark in named if mark.end <= same.start]
        if before and not utterance.is_ruled_out(same.start):
            return {_side(before[-1]): (same.start, same.end)}
    return {}


def joined_side(utterance: Utterance, sides: Spans) -> Spans:
    """The side that came first, where this one has it as well: "now the right too"."""
    named = _named(utterance)
    for here, there in pairwise(named):
        if _side(here) == _side(there) or set(sides) != {_side(there)}:
            continue
        _, last = utterance.sentence(there.start)
        behind = utterance.words[there.end : min(last, there.end + _TOO_WITHIN)]
        if utterance.any_term("has_it_too", behind):
            return {_side(here): (here.start, here.end)}
    return {}


def _named(utterance: Utterance) -> list[Mark]:
    sides = utterance.of("side.left", "side.right")
    return [mark for mark in sides if not is_no_side(utterance, mark)]


def _side(mark: Mark) -> str:
    return mark.concept.removeprefix("side.")
