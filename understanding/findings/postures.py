"""Places that are only part of a posture or a tool: "on my hands and knees".

Such a place is not where it hurts; what else is felt there, such as numbness or a
swelling, is heard as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.findings.places import Place
from understanding.mentions import Mention, words_of

POSTURE, MOVED_PART = "posture", "moved_part"


def without_postures(
    places: Sequence[Place], postures: Sequence[Mention]
) -> list[Place]:
    """The places, those of a posture as places this product is not about.

    A part that is moved ("bending my knee hurts my buttock") may hurt itself, so it
    stays where no other place is named.

    Args:
        places: The places named.
        postures: What the lexicon's `postures` found, with its kind as the finding.
    """
    held = words_of(m for m in postures if m.finding == POSTURE)
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
