"""A list filled in like a form: "sitting YES standing NO"."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.text.utterance import COMMA, Mark, Utterance

# From so many on it is a list.
_FEWEST = 2


def ticks(utterance: Utterance) -> list[tuple[Mark, str]]:
    """The activities ticked, each with what the tick says of it: worse or fine."""
    activities = [m for m in utterance.marks if m.concept.startswith("act.")]
    ticked = [
        (activity, "worse" if utterance.is_term("bare_yes", activity.end) else "fine")
        for activity in activities
        if utterance.is_any_term(("bare_yes", "bare_no"), activity.end)
        and _stands_alone(utterance, activity.end, activities)
    ]
    return ticked if len(ticked) >= _FEWEST else []


def _stands_alone(utterance: Utterance, at: int, activities: Sequence[Mark]) -> bool:
    """Whether a yes or no at a word is not that of "no problem"."""
    following = at + 1
    return (
        following == len(utterance.words)
        or utterance.pauses[following] >= COMMA
        or any(mark.start == following for mark in activities)
    )
