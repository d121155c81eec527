"""Activities named only as when something is felt: "it's in both legs when I walk"."""

from __future__ import annotations

from understanding.text.utterance import Mark, Utterance

# Words before the activity that name the occasion, that tell how it all began, and that
# name the place.
_LEAD = 3
_BEGAN = 4
_SAME_BREATH = 20
# What is told of control, strength or a click is no pain that the activity brings on.
_NO_PAIN = frozenset(
    {
        "click",
        "pop",
        "drop_foot",
        "slap",
        "stumble",
        "weak",
        "leak",
        "wet_self",
        "saddle",
        "bladder",
        "bowel",
        "urinate",
    }
)


def is_occasion(utterance: Utterance, activity: Mark) -> bool:
    """Whether a place hurts whenever the activity is done, though no effect is named.

    Args:
        utterance: The message.
        activity: An activity without an effect.
    """
    at = activity.start
    first, last = utterance.sentence(at)
    lead = utterance.words[max(0, at - _LEAD) : at]
    whenever = utterance.any_term("occasions", lead) and utterance.any_term(
        "self", lead
    )
    if not whenever and not utterance.is_term("occasions_of", at - 1):
        return False
    if utterance.is_term("before_events", at - 1) or utterance.within(
        at - _BEGAN, at, "onset_word"
    ):
        return False
    near = max(first, at - _SAME_BREATH)
    felt = any(
        mark.concept.startswith("site.") and mark.concept != "site.elsewhere"
        for i in range(near, at)
        for mark in utterance.starting_at(i)
    )
    told = {
        mark.concept for i in range(first, last) for mark in utterance.starting_at(i)
    }
    return felt and not utterance.within(near, at, "not") and told.isdisjoint(_NO_PAIN)
