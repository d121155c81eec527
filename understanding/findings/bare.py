"""Parts only touched on: nothing is felt there and no complaint lists them.

"I check my feet daily" and "a tummy bug" tell of no pain; "right calf and foot" does.
"""

from __future__ import annotations

from collections.abc import Sequence

from understanding.findings.places import Place
from understanding.text.utterance import Utterance

# Parts people name for many reasons besides that they hurt.
_OFTEN_NAMED = frozenset({"foot", "knee", "perineum", "abdomen"})
# Words between two parts of a list.
_LISTED_WITHIN = 4
# From the belly to how it is.
_STATE_WITHIN = 3


def bare(utterance: Utterance, places: Sequence[Place]) -> set[int]:
    """The words at which parts are named beside a complaint of another.

    Args:
        utterance: The message.
        places: All places named in it.
    """
    told = [place for place in places if place.site != "elsewhere"]
    found: set[int] = set()
    for k, place in enumerate(told):
        if place.site not in _OFTEN_NAMED or place.felt_at or place.moved:
            continue
        if utterance.is_any_term(("my", "the"), place.start - 1) and (
            utterance.is_any_term(("it_is", "is"), place.start - 2)
        ):
            continue  # "next it's the knee"
        behind = utterance.words[place.end : place.end + _STATE_WITHIN]
        if place.site == "abdomen" and utterance.any_term("belly_does", behind):
            continue  # "my belly is hard as a board"
        beside = [*told[max(0, k - 1) : k], *told[k + 1 : k + 2]]
        if not any(_are_listed(utterance, place, other) for other in beside) and any(
            other.site not in _OFTEN_NAMED for other in told
        ):
            found.add(place.start)
    return found


def _are_listed(utterance: Utterance, one: Place, other: Place) -> bool:
    """Whether one list names both: "outer shin, top of foot", "heel to hip"."""
    here, there = sorted((one, other), key=lambda place: place.start)
    between = utterance.words[here.end : there.start]
    return (
        other.site != one.site
        and len(between) <= _LISTED_WITHIN
        and utterance.sentence_of[here.start] == utterance.sentence_of[there.start]
        and utterance.all_terms("lists_places", between)
    )
