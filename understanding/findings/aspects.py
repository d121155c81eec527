"""Which aspect of a place is meant: "my hip is sore on the outside"."""

from __future__ import annotations

from understanding.text.utterance import SENTENCE, Mark, Utterance

# Words from a place to what is said of its aspect.
_WITHIN = 10
_HIP = {"outside": "lateral_hip", "front": "groin"}
_BACK = {"middle": "mid_back"}
_THIGH = {
    "outside": "lateral_thigh",
    "front": "anterior_thigh",
    "back": "posterior_thigh",
}


def exact_site(utterance: Utterance, place: Mark) -> str:
    """The site of a place, as exactly as the words behind it tell.

    Args:
        utterance: The message.
        place: The mark of the place.
    """
    site = place.concept.removeprefix("site.")
    thigh = utterance.any_term("thighs", utterance.words[place.start : place.end])
    exact = {"hip": _HIP, "low_back": _BACK}.get(site, {})
    if utterance.any_term("low_down", utterance.words[place.start : place.end]):
        exact = {}  # "low back pain, right in the middle"
    if site == "leg" and thigh:
        exact = _THIGH
    if utterance.is_term("topmost", place.start):
        exact = {"outside": "lateral_thigh"}  # "The top of the thigh on the outside"
    told = _told_beside(utterance, place)
    for aspect, exactly in exact.items():
        if aspect == told:
            return exactly
        for mark in utterance.within(
            place.end, place.end + _WITHIN, f"aspect.{aspect}"
        ):
            if utterance.pause_between(
                place.end - 1, mark.start
            ) < SENTENCE and not _another(utterance, place.end, mark):
                return exactly
        if _is_told_next(utterance, place, f"aspect.{aspect}"):
            return exactly
    return site


def _told_beside(utterance: Utterance, place: Mark) -> str:
    """The aspect a word right behind it names: "left hip, outside", "thigh front"."""
    behind = place.end
    if utterance.is_any_term(("articles", "my", "the", "of"), behind + 1) or any(
        mark.concept.startswith("site.") for mark in utterance.starting_at(behind)
    ):
        return ""
    hip = place.concept == "site.hip"
    for aspect in ("outside",) if hip else ("outside", "front"):
        if utterance.is_term(f"aspect_{aspect}", behind):
            return aspect
    return ""


def _is_told_next(utterance: Utterance, place: Mark, aspect: str) -> bool:
    """Whether the next sentence begins with it: "My hip hurts. It's the outside"."""
    _, last = utterance.sentence(place.start)
    return any(
        utterance.all_terms("said_of_it", utterance.words[last : mark.start])
        and not _another(utterance, place.end, mark)
        for mark in utterance.within(last, last + _WITHIN, aspect)
    )


def _another(utterance: Utterance, start: int, aspect: Mark) -> bool:
    """Whether it is said of another place, or of how one lies: "on the side"."""
    return any(
        mark.concept.startswith("site.")
        or (mark.concept.startswith("act.lying") and mark.end >= aspect.start)
        for i in range(start, aspect.end)
        for mark in utterance.starting_at(i)
    )
