"""A "right" that is no side: "right where it joins", "can't move it right"."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Mark, Utterance

# From what a limb does to how it does it: "move his legs right".
_DONE_WITHIN = 7


def is_no_side(utterance: Utterance, side: Mark) -> bool:
    """Whether the word for a side tells how exactly, how soon or how well.

    Args:
        utterance: The message.
        side: A side named in it.
    """
    return (
        side.end - side.start == 1
        and utterance.is_term("rightly", side.start)
        and not utterance.is_term("before_a_part", side.start - 1)
        and (_is_straight(utterance, side) or _is_properly(utterance, side))
    )


def _is_straight(utterance: Utterance, side: Mark) -> bool:
    """Whether it is how exactly or how soon: "right where it joins", "right as I"."""
    at_once = utterance.is_term("straight_to", side.end) or (
        utterance.is_term("straight_at", side.end)
        and utterance.is_term("at_something", side.end + 1)
    )
    return at_once and utterance.pause_between(side.start, side.end) < COMMA


def _is_properly(utterance: Utterance, side: Mark) -> bool:
    """Whether it is how badly something is done: "his legs won't work right"."""
    first, last = utterance.sentence(side.start)
    behind = side.end
    if behind < last and not (
        utterance.pauses[behind] >= COMMA or utterance.is_term("after_properly", behind)
    ):
        return False
    lead = range(max(first, side.start - _DONE_WITHIN), side.start)
    done = [
        i
        for i in lead
        if utterance.is_term("done_properly", i)
        and utterance.pause_between(i, side.start) < COMMA
    ]
    if not done:
        return False
    before = range(max(first, done[-1] - _DONE_WITHIN), done[-1])
    return any(
        mark.concept in ("not", "cannot", "barely")
        and utterance.pause_between(i, side.start) < COMMA
        for i in before
        for mark in utterance.starting_at(i)
    )
