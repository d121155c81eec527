"""Where it is: the places named, what is felt there, which side, how far down."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from understanding.findings.aspects import exact_site
from understanding.findings.low_down import low_backs
from understanding.findings.no_side import is_no_side
from understanding.findings.sensations import OTHER, PAIN, Group, state_groups
from understanding.text.utterance import COMMA, Mark, Utterance

_COMMA_COST, _AND_STATE_COST = 4, 2
_FAR = 12
# Words around a place that can hold its side.
_BESIDE = 10
_FAR_AFTER = 6
# Words from the "and" of two things to the second of them.
_LISTED = 5
# From numbness to the limb it is in: "low back and pins and needles in both feet".
_LIMB_WITHIN = 4
# Where an odd feeling is a nerve's.
_NUMB_WHERE_ODD = (
    "site.foot",
    "site.calf",
    "site.anterior_thigh",
    "site.lateral_thigh",
)
_LIMBS = ("site.leg", "site.foot", "site.calf", "site.knee")
_OF_THE_TRUNK = ("site.low_back", "site.mid_back", "site.buttock", "site.hip")
# Words from a part to what is felt in it.
_OWN_WITHIN = 3
# From "since" to the operation.
_DATE_LEAD = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the body in the message.

    `felt_at` is where the words for what is felt stand; `moved` says that the pain was
    said to come down to it, `path` that it is only passed on the way further down, and
    `many` that a plural means both sides.
    """

    site: str
    start: int
    end: int
    states: frozenset[str]
    sides: frozenset[str]
    felt_at: tuple[int, int] | None = None
    moved: bool = False
    path: bool = False
    many: bool = False


def places(utterance: Utterance) -> list[Place]:
    """All places named, with what is felt there."""
    marks = [
        mark
        for mark in utterance.marks
        if mark.concept.startswith("site.") and not _names_an_exercise(utterance, mark)
    ]
    marks += low_backs(utterance, marks)
    marks.sort(key=lambda mark: (mark.start, mark.end))
    groups = state_groups(utterance)
    found: list[Place] = []
    moved = False
    for k, mark in enumerate(marks):
        moved = _moved(utterance, mark, marks[k - 1] if k else None, moved)
        after = marks[k + 1] if k + 1 < len(marks) else None
        path = (
            moved
            and after is not None
            and mark.concept == "site.leg"
            and _leads_to(utterance, mark, after)
        )
        states, felt_at = _states(utterance, mark, groups, moved)
        found.append(
            Place(
                exact_site(utterance, mark),
                mark.start,
                mark.end,
                states,
                _sides(utterance, mark),
                felt_at,
                moved,
                path,
                utterance.is_term("many", mark.end - 1),
            )
        )
    return found


def _names_an_exercise(utterance: Utterance, mark: Mark) -> bool:
    """Whether it is the "calf" of a calf raise, whatever side that is on."""
    near = utterance.within(mark.start - 2, mark.end + 3, "exercise_name")
    return any(name.start <= mark.start and mark.end <= name.end for name in near)


def _leads_to(utterance: Utterance, here: Mark, there: Mark) -> bool:
    between = utterance.words[here.end : there.start]
    return (
        there.concept in ("site.foot", "site.calf", "site.knee")
        and len(between) <= 6
        and utterance.pause_between(here.end - 1, there.start) < COMMA
        and utterance.any_term("leads_to", between)
    )


def _states(
    utterance: Utterance, place: Mark, groups: list[Group], moved: bool
) -> tuple[frozenset[str], tuple[int, int] | None]:
    best: tuple[frozenset[str], tuple[int, int] | None] = (frozenset({PAIN}), None)
    lowest = _FAR
    number = utterance.sentence_of[place.start]
    near = slice(
        bisect_left(groups, place.start - _FAR, key=lambda group: group[2]),
        bisect_left(groups, place.end + _FAR, key=lambda group: group[1]),
    )
    for states, start, end in groups[near]:
        if utterance.sentence_of[start] != number or (
            _of_an_operation(utterance, place, start, end)
        ):
            continue
        if states == {OTHER} and _is_a_date(utterance, place, start, end):
            continue
        if place.concept not in _NUMB_WHERE_ODD and _is_odd(utterance, start, end):
            continue
        if PAIN not in states and (
            _is_of_another(utterance, place, start, end)
            or _goes_on_otherwise(utterance, place, end)
        ):
            continue
        if end <= place.start:
            cost = _cost(utterance, end, place.start)
        elif start >= place.end:
            if moved and (
                utterance.pause_between(place.end - 1, start) >= COMMA
                or utterance.any_term("additions", utterance.words[place.end : start])
            ):
                continue
            if utterance.pause_between(place.end - 1, start) >= COMMA and (
                utterance.any_term("denials", utterance.words[place.end : start])
            ):
                continue  # "legs fine, no tingling": the next of a list
            cost = _cost(utterance, place.end, start)
            if utterance.is_term("with_or_and", start - 1):
                cost += _AND_STATE_COST + 2
            if cost > _FAR_AFTER:
                continue
        else:
            return states, (start, end)
        if cost < lowest:
            best, lowest = (states, (start, end)), cost
    return best


def _is_odd(utterance: Utterance, start: int, end: int) -> bool:
    """Whether it is only an odd feeling, numbness in a leg and none in a hip."""
    marks = [m for m in utterance.marks if m.start < end and start < m.end]
    felt = {mark.concept for mark in marks}
    return "odd_feeling" in felt and felt.isdisjoint(("numb", "tingle", "unfeeling"))


def _is_a_date(utterance: Utterance, place: Mark, start: int, end: int) -> bool:
    """Whether it only dates what is told: "in the groin since the hip replacement"."""
    lead = utterance.words[max(0, start - _DATE_LEAD) : start]
    apart = end <= place.start or start >= place.end
    return apart and utterance.any_term("time_leads", lead)


def _is_of_another(utterance: Utterance, place: Mark, start: int, end: int) -> bool:
    """Whether what is felt is told of another part: "low back with right leg tingling".

    So is that of "no dead legs, just a rotten back" and "my back went, bits are numb".
    """
    if place.concept not in _OF_THE_TRUNK:
        return False
    if end <= place.start:
        return (
            utterance.pause_between(end - 1, place.start) >= COMMA
            and utterance.any_term("as_it_is", utterance.words[end : place.start])
            and bool(
                utterance.within(start, min(end + 3, place.start), *_LIMBS, "saddle")
            )
        )
    joined = utterance.is_term("with_or_and", place.end) or (
        start - place.end >= _OWN_WITHIN
    )
    parts = [*_LIMBS, "saddle"] if start - place.end >= _OWN_WITHIN else _LIMBS
    return joined and bool(utterance.within(place.end, end + _LIMB_WITHIN, *parts))


def _goes_on_otherwise(utterance: Utterance, place: Mark, end: int) -> bool:
    """Whether what one does comes between: "it is numb, I have to lift my knee"."""
    return (
        end < place.start
        and utterance.is_term("speakers", end)
        and utterance.pause_between(end - 1, end) >= COMMA
        and not utterance.within(end, place.start, "correction")
    )


def _of_an_operation(utterance: Utterance, place: Mark, start: int, end: int) -> bool:
    """Whether an operation just told is of another place: "had the op, now my hip"."""
    another = utterance.pause_between(end - 1, place.start) >= COMMA or any(
        utterance.is_term("additions", i) and utterance.is_term("my", i + 1)
        for i in range(end, place.start)
    )
    return (
        end <= place.start and another and bool(utterance.within(start, end, "surgery"))
    )


def _cost(utterance: Utterance, start: int, end: int) -> int:
    """How far apart two things are said, in words and pauses; `_FAR` is too far."""
    cost = end - start
    if cost >= _FAR:
        return cost
    for i in range(start, end + 1):
        if i < len(utterance.pauses) and utterance.pauses[i] == COMMA:
            cost += _COMMA_COST
    joints = sum(utterance.is_term("and_or_but", i) for i in range(start, end))
    return cost + joints * _AND_STATE_COST


def _moved(
    utterance: Utterance, mark: Mark, before: Mark | None, before_moved: bool
) -> bool:
    """Whether a movement word ("down", "into", "to") leads to the place.

    Args:
        utterance: The message.
        mark: The place.
        before: The place named before it, if any.
        before_moved: Whether the pain moved to that one; "to my calf and foot" goes on.
    """
    first, _ = utterance.sentence(mark.start)
    floor = max(first, mark.start - 7)
    for movement in reversed(utterance.within(floor, mark.start, "movement")):
        if utterance.is_term("from", movement.start):
            return False
        if utterance.is_term("low_down", movement.start - 1):
            continue  # "low down in the back" is where it sits
        between = utterance.words[movement.end : mark.start]
        if utterance.pause_between(movement.end - 1, mark.start) < COMMA and (
            utterance.all_terms("way", between)
        ):
            return True
    if before is None or not before_moved or before.start < first:
        return False
    between = utterance.words[before.end : mark.start]
    return len(between) <= 4 and utterance.all_terms("linked_places", between)


def _sides(utterance: Utterance, place: Mark) -> frozenset[str]:
    """The sides said of a place: "left groin", "lower back on the right"."""
    found: set[str] = set()
    first, last = utterance.sentence(place.start)
    for side in ("left", "right", "both"):
        for mark in utterance.within(
            max(first, place.start - _BESIDE), place.end + _BESIDE, f"side.{side}"
        ):
            if is_no_side(utterance, mark):
                continue
            if mark.start >= place.start and mark.end <= place.end:
                found.add(side)
            elif place.start - 5 <= mark.end - 1 < place.start and mark.start >= first:
                between = utterance.words[mark.end : place.start]
                if _plain(utterance, mark.end, place.start, between):
                    found.add(side)
            elif place.end <= mark.start <= place.end + 3 and mark.end <= last:
                between = utterance.words[place.end : mark.start]
                if utterance.all_terms("side_follows", between) and not (
                    (side == "both" and _is_one_of_two(utterance, place, first))
                    or _is_the_other_one(utterance, place, mark)
                ):
                    found.add(side)
        # "Right on the bone" names no side.
        begins = place.start + utterance.is_term("straight_to", place.start + 1)
        inside = utterance.words[begins : place.end]
        if utterance.any_term(f"sides_{side}", inside):
            found.add(side)
    return frozenset(found)


def _is_one_of_two(utterance: Utterance, place: Mark, first: int) -> bool:
    """Whether "both" counts it with another: "my hip and the small of my back both"."""
    lead = utterance.words[max(first, place.start - _LISTED) : place.start]
    return utterance.any_term("additions", lead)


def _is_the_other_one(utterance: Utterance, place: Mark, side: Mark) -> bool:
    """Whether a new clause is of the other: "the left leg, the right one is well"."""
    paused = utterance.pause_between(place.end - 1, side.start) >= COMMA
    between = utterance.words[place.end : side.start]
    return (
        paused
        and utterance.is_term("the_one", side.end)
        and not utterance.any_term("only", between)
    )


def _plain(utterance: Utterance, start: int, end: int, between: list[str]) -> bool:
    return (
        utterance.pause_between(start - 1, end) < COMMA
        and not any(
            mark.concept.startswith(("site.", "side."))
            for i in range(start, end)
            for mark in utterance.starting_at(i)
        )
        and not utterance.any_term("side_breaks", between)
    )
