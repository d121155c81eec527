"""Places that are named and not complained of.

"A hand on my belly", "the needle they put in my hip", "the physio says it's my hips",
"my heels" of one whose foot does not rise.
"""

from __future__ import annotations

from collections.abc import Sequence

from understanding.findings.bare import bare
from understanding.findings.places import Place
from understanding.findings.sensations import PAIN
from understanding.text.utterance import COMMA, Utterance

# From "they say" to what they say it is.
_OPINION_WITHIN = 6
# From the needle to where it went in.
_TREATED_WITHIN = 4


def merely_named(utterance: Utterance, places: Sequence[Place]) -> set[int]:
    """The words at which places are named that are not said to hurt.

    Args:
        utterance: The message.
        places: All places named in it.
    """
    idioms = {
        i for mark in utterance.of("no_complaint") for i in range(mark.start, mark.end)
    }
    named = {place.start for place in places if place.start in idioms}
    deeds = {
        i for mark in utterance.of("limb_does") for i in range(mark.start, mark.end)
    }
    doing = {
        place.start
        for place in places
        if place.start in deeds and place.felt_at is None and not place.moved
    }
    named |= {p.start for p in places if _is_treated(utterance, p)}
    named |= bare(utterance, places)
    # With no other complaint told of, what a limb does is where the trouble is.
    if any(
        place.site != "elsewhere"
        and place.start not in named | doing
        and PAIN in place.states
        for place in places
    ):
        named |= doing
    opinions = {p.start for p in places if _is_an_opinion(utterance, p)}
    # With no other place told of, what they say it is is all there is.
    if any(
        place.start not in named | opinions and PAIN in place.states for place in places
    ):
        named |= opinions
    return named


def _is_treated(utterance: Utterance, place: Place) -> bool:
    """Whether something was done to it: "a jab in my hip", "they scanned the back"."""
    first, _ = utterance.sentence(place.start)
    lead = max(first, place.start - _TREATED_WITHIN)
    # A needle goes where the pain is, if it is the back.
    done = ("looked_at",) if place.site == "low_back" else ("treatment", "looked_at")
    for mark in reversed(utterance.within(lead, place.start, *done)):
        between = utterance.words[mark.end : place.start]
        if utterance.all_terms("to_what_is_treated", between) and (
            utterance.pause_between(mark.end - 1, place.start) < COMMA
        ):
            return place.felt_at is None or place.felt_at[0] < mark.end
    return False


def _is_an_opinion(utterance: Utterance, place: Place) -> bool:
    """Whether it is what others take it for: "the GP says it's the hip"."""
    first, _ = utterance.sentence(place.start)
    for i in range(place.start - 1, max(first, place.start - _OPINION_WITHIN) - 1, -1):
        if utterance.pauses[i + 1] >= COMMA:
            return False
        if utterance.is_term("opines", i):
            who = utterance.words[max(first, i - 2) : i]
            return i + 1 < place.start and not utterance.any_term("self", who)
        if not utterance.is_term("to_what_it_is", i):
            return False
    return False
