"""How far down the pain runs."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.assertion.context import Context
from understanding.findings.places import Place
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Utterance

_REACH = {
    "foot": "foot",
    "calf": "below_knee",
    "knee": "above_knee",
    "posterior_thigh": "above_knee",
    "anterior_thigh": "above_knee",
    "lateral_thigh": "above_knee",
    "medial_thigh": "above_knee",
}
LEG = frozenset(_REACH) | {"leg"}
TRUNK = frozenset(
    {
        "low_back",
        "buttock",
        "si_joint",
        "hip",
        "sit_bone",
        "mid_back",
        "groin",
        "lateral_hip",
        "coccyx",
    }
)
_DOWNWARDS = ("", "above_knee", "below_knee", "foot")
_LEAD = 9
# From "above" to the knee.
_BORDER = 3


def radiation(
    utterance: Utterance,
    context: Context,
    painful: Sequence[Place],
    spared: Sequence[Place],
) -> list[Mention]:
    """How far down the pain was said to run.

    Args:
        utterance: The message.
        context: How its words are meant.
        painful: The places said to hurt.
        spared: The places said not to.
    """
    moved = [place for place in painful if _runs_down(utterance, place)]
    reached = _lowest(utterance, moved, certain=True)
    for mark in utterance.of("past_joint"):
        if reached is not None and reached.value == "foot":
            break  # "below the knee to my big toe"
        denied = context.denial(mark.start, mark.end) is not None
        extent = "above_knee" if denied else "below_knee"
        return [Mention("radiation", PRESENT, mark.start, mark.end, extent)]
    if reached is not None:
        return [reached]
    stays = _stays_put(utterance, spared)
    if stays is not None:
        return [stays]
    if any(place.site in TRUNK for place in painful):
        distal = [
            place
            for place in painful
            if place.site in ("calf", "foot")
            and not utterance.is_term("heels", place.end - 1)
        ]
        reached = _lowest(utterance, distal, certain=False)
    return [reached] if reached is not None else []


def _lowest(
    utterance: Utterance, places: Sequence[Place], *, certain: bool
) -> Mention | None:
    def depth(place: Place) -> int:
        return _DOWNWARDS.index(_extent(utterance, place))

    lowest = max(places, key=depth, default=None)
    if lowest is None or not depth(lowest):
        return None
    extent = _extent(utterance, lowest)
    return Mention("radiation", PRESENT, lowest.start, lowest.end, extent, certain)


def _extent(utterance: Utterance, place: Place) -> str:
    """How far down the place is; "" when it does not say ("the leg")."""
    words = utterance.words[place.start : place.end]
    if place.site == "leg" and utterance.any_term("thighs", words):
        return "above_knee"
    if place.site.endswith("_thigh") and utterance.any_term("legs", words):
        return ""
    if place.site == "foot" and utterance.any_term("ankles", words):
        return "below_knee"
    return _REACH.get(place.site, "")


def is_only_reached(utterance: Utterance, place: Place) -> bool:
    """Whether it is a joint that only tells how far the pain runs: "to the knee".

    Args:
        utterance: The message.
        place: A place said to hurt.
    """
    words = utterance.words[place.start : place.end]
    lead = utterance.words[max(0, place.start - _BORDER) : place.start]
    if place.site == "knee" and utterance.any_term("borders", lead):
        return True
    return place.moved and (place.site == "knee" or utterance.any_term("ankles", words))


def _runs_down(utterance: Utterance, place: Place) -> bool:
    """Whether the pain runs down to the place, rather than having moved there."""
    lead = utterance.words[max(0, place.start - _LEAD) : place.start]
    down = utterance.any_term("down", lead)
    return (
        place.moved
        and down
        and not utterance.any_term("moved_there", lead)
        and not _is_of_a_bruise(utterance, place)
    )


def _is_of_a_bruise(utterance: Utterance, place: Place) -> bool:
    """Whether it is how far a bruise runs: "black and blue down to the knee"."""
    first, _ = utterance.sentence(place.start)
    lead = max(first, place.start - _LEAD)
    told = utterance.within(lead, place.start, "bruise", "eff.pain", "hurtful")
    return bool(told) and told[-1].concept == "bruise"


def _stays_put(utterance: Utterance, spared: Sequence[Place]) -> Mention | None:
    """The pain is said not to go down: "never down the leg", "doesn't spread"."""
    for place in spared:
        other = utterance.is_term("another_one", place.start - 1)
        moved = any(
            mark.concept.startswith("act.") and mark.end >= place.start - 1
            for i in range(place.start - _BORDER, place.start)
            for mark in utterance.starting_at(i)
            if utterance.pause_between(i, place.start) < COMMA
        )
        if place.site == "leg" and not (place.sides or other or moved):
            return Mention("radiation", PRESENT, place.start, place.end, "none")
    for mark in utterance.of("no_spread"):
        return Mention("radiation", PRESENT, mark.start, mark.end, "none")
    return None
