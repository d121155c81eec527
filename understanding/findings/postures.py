"""Places that are only part of a posture, a tool or a direction: "on hands and knees".

Such a place is not where it hurts; what else is felt there, such as numbness or a
swelling, is heard as ever. "The pain is back" and "behind my ear" name a direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.findings.places import Place
from understanding.mentions import Mention, words_of
from understanding.text.utterance import COMMA, Utterance

POSTURE, MOVED_PART = "posture", "moved_part"
DIRECTION, RETURN, ASPECT = "direction", "return", "aspect"
# From a place to "at the back", which is the back of it: "my hips ache at the back".
_ASPECT_WITHIN = 5


def without_postures(
    utterance: Utterance, places: Sequence[Place], postures: Sequence[Mention]
) -> list[Place]:
    """The places, those of a posture as places this product is not about.

    A part that is moved ("bending my knee hurts my buttock") may hurt itself, so it
    stays where no other place is named.

    Args:
        utterance: The message.
        places: The places named.
        postures: What the lexicon's `postures` found, with its kind as the finding.
    """
    held = words_of(m for m in postures if m.finding == POSTURE)
    directions = [m for m in postures if _is_direction(utterance, m, places)]
    held |= {
        place.start
        for place in places
        if any(m.start <= place.start and place.end <= m.end for m in directions)
    }
    moved = words_of(m for m in postures if m.finding == MOVED_PART)
    others = any(
        place.site != "elsewhere" and place.start not in held | moved
        for place in places
    )
    left_out = held | moved if others else held
    return [
        replace(place, site="elsewhere") if place.start in left_out else place
        for place in places
    ]


def _is_direction(
    utterance: Utterance, mention: Mention, places: Sequence[Place]
) -> bool:
    """Whether the words name a direction, or a coming back, and no part."""
    if mention.finding == DIRECTION:
        return not utterance.is_term("whose", mention.start - 1)
    if mention.finding == RETURN:
        return not _is_the_part(utterance, mention)
    return mention.finding == ASPECT and _is_of_another(utterance, mention, places)


def _is_the_part(utterance: Utterance, returned: Mention) -> bool:
    """Whether the body's back is meant after all: "is back pain", "is back and leg"."""
    last, after = returned.end - 1, returned.end
    if after < len(utterance.words) and utterance.pauses[after] >= COMMA:
        return False
    beyond = after + utterance.is_term("and_or_but", after)
    at = returned.start
    return (
        utterance.is_term("whose", last - 1)
        or (utterance.is_term("the_back", at) and _is_named(utterance, at))
        or utterance.is_term("of_the_back", after)
        or any(
            mark.concept.startswith(("site.", "side.")) or mark.concept == "hurtful"
            for mark in utterance.starting_at(beyond)
        )
    )


def _is_named(utterance: Utterance, at: int) -> bool:
    """Whether it is the part: "in my back at work", unlike "and back at work"."""
    return (
        at > 0
        and utterance.pauses[at] < COMMA
        and utterance.is_term("before_a_part", at - 1)
    )


def _is_of_another(
    utterance: Utterance, aspect: Mention, places: Sequence[Place]
) -> bool:
    """Whether "at the back" is that of a place just named: "both hips, at the back"."""
    return any(
        place.end <= aspect.start <= place.end + _ASPECT_WITHIN
        and place.site != "elsewhere"
        and utterance.sentence_of[place.start] == utterance.sentence_of[aspect.start]
        for place in places
    )
