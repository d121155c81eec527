"""Numbness, tingling and weakness, put together with the place they are felt in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from understanding.findings.places import Place
from understanding.findings.radiation import is_only_reached
from understanding.findings.sensations import NUMB, WEAK
from understanding.lexicon import NOT_CLAIMED
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

_NUMB = ("numb", "tingle", "shock", "unfeeling", "odd_feeling")
# From the hip downwards, for choosing the place that says most about the nerve; a numb
# "leg" says no more than that something is numb.
_DOWNWARDS = (
    "low_back",
    "groin",
    "buttock",
    "posterior_thigh",
    "anterior_thigh",
    "lateral_thigh",
    "medial_thigh",
    "leg",
    "knee",
    "calf",
    "foot",
)
_LIMB = frozenset(_DOWNWARDS[3:]) | {"hip"}
# Words from a "no" to what it denies.
_DENIED_WITHIN = 3
# Words between a place and what is felt there, at most.
_FARTHEST = 40
_LEAD = 3
# Words between a limb and its "dead".
_DEAD_WITHIN = 4
_OF_WEAKNESS = ("progressive_weakness", "both_legs_weak")
# Words from a place to the "it" that stands for it.
_IT_WITHIN = 12
_ACTIVITIES = ("worse_", "relief_")
_ELSEWHERE = frozenset(
    {
        "numbness_tingling",
        "weakness",
        "bilateral_leg_symptoms",
        "both_legs_weak",
        "progressive_weakness",
        "severe_pain",
        "bilateral_leg_symptoms_new",
        "getting_worse",
    }
)


def nerve_mentions(
    utterance: Utterance,
    places: Sequence[Place],
    others: Sequence[Mention],
    asked_for: Sequence[str],
) -> list[Mention]:
    """Mentions of numbness and weakness, without those other mentions explain.

    Where weakness was asked about, "a bit weak" answers it.
    """
    claimed = [m for m in others if m.status != NOT_CLAIMED]
    explained = [m for m in claimed if m.finding not in _ELSEWHERE]
    # "An hour on a chair and it goes numb" is numbness, besides what the chair does.
    no_numbness = [m for m in explained if not m.finding.startswith(_ACTIVITIES)]
    # What is no weakness although it sounds like one: "can't move it without pain".
    no_weakness = [m for m in others if m.finding == "weakness" and m not in claimed]
    found: list[Mention] = []
    for mark in utterance.of(*_NUMB):
        found += _numbness(utterance, mark, places, no_numbness)
    for mark in utterance.of("weak"):
        found += _weakness(
            utterance,
            mark,
            places,
            [*explained, *no_weakness],
            asked="weakness" in asked_for,
        )
    return found


def weakness_behind(found: Sequence[Mention]) -> list[Mention]:
    """Weakness, where only its growing or its two sides were told.

    "Less push in the leg every day", "both thighs buckle". What is said of weakness
    itself counts as it is said.
    """
    if any(m.finding == "weakness" for m in found):
        return []
    return [
        replace(m, finding="weakness")
        for m in found
        if m.finding in _OF_WEAKNESS and m.status == PRESENT
    ]


def _numbness(
    utterance: Utterance,
    mark: Mark,
    places: Sequence[Place],
    explained: Sequence[Mention],
) -> list[Mention]:
    felt = _felt_here(utterance, mark, places, NUMB) or _nowhere_else(
        utterance, mark, places
    )
    if mark.concept == "unfeeling" and (not felt or _feels_how(utterance, mark)):
        return []
    if mark.concept == "odd_feeling" and not _legs(felt):
        return []
    if not felt and _may_be_sleep(utterance, mark):
        return []
    if _is_dead(utterance, mark) and not _of_a_limb(utterance, mark, felt, places):
        return []
    inside = any(m.start <= mark.start < m.end for m in explained)
    # The "back" of "to get the feeling back" is none.
    felt = [p for p in felt if not (p.site == "low_back" and _lies_in(p, mark))]
    outside_saddle = [p for p in felt if p.site not in ("perineum", "elsewhere")]
    legs = [p for p in _legs(outside_saddle) if p.site != "medial_thigh"]
    if inside and (mark.concept == "unfeeling" or not legs):
        return []
    if felt and not outside_saddle:
        elsewhere = all(place.site == "elsewhere" for place in felt)
        # An electric zap in the labia is how it hurts there.
        if elsewhere or mark.concept == "shock":
            return []
        return [Mention("saddle_numbness", PRESENT, mark.start, mark.end)]
    certain = mark.concept != "shock"
    found = [
        Mention("numbness_tingling", PRESENT, mark.start, mark.end, certain=certain)
    ]
    reached = [p for p in outside_saddle if not is_only_reached(utterance, p)]
    below = [p.site for p in reached or outside_saddle if p.site in _DOWNWARDS]
    below = [site for site in below if site != "leg"]
    if below and certain:
        lowest = max(below, key=_DOWNWARDS.index)
        found.append(
            Mention("numbness_site", PRESENT, mark.start, mark.end, value=lowest)
        )
    elif certain and not felt:
        found += _felt_in_it(utterance, mark, places)
    return found


def _felt_in_it(
    utterance: Utterance, mark: Mark, places: Sequence[Place]
) -> list[Mention]:
    """The place just named, where "it" is numb: "my foot hurts and it tingles"."""
    lead = range(max(0, mark.start - _LEAD), mark.start)
    if not any(
        utterance.is_term("things", i)
        or utterance.is_term("bits_of_it", i)
        or (utterance.is_term("in_turn", i) and utterance.is_term("becomes", i + 1))
        for i in lead
    ):
        return []
    first, _ = utterance.sentence(mark.start)
    before = [p.site for p in places if first <= p.start < mark.start]
    if not before or before[-1] not in _LIMB.intersection(_DOWNWARDS) - {"leg"}:
        return []
    return [
        Mention(
            "numbness_site", PRESENT, mark.start, mark.end, before[-1], certain=False
        )
    ]


def _nowhere_else(
    utterance: Utterance, mark: Mark, places: Sequence[Place]
) -> list[Place]:
    """The saddle, where a message names no other place: "… one side has gone numb".

    "No numbness" says more than that.
    """
    if {place.site for place in places} != {"perineum"} or utterance.within(
        mark.start - _DENIED_WITHIN, mark.start, "not"
    ):
        return []
    return list(places)


def _lies_in(place: Place, mark: Mark) -> bool:
    return mark.start <= place.start and place.end <= mark.end


def _may_be_sleep(utterance: Utterance, mark: Mark) -> bool:
    """Whether a person may be what fell asleep, for want of a limb or an "it"."""
    asleep = utterance.any_term("asleep", utterance.words[mark.start : mark.end])
    lead = utterance.words[max(0, mark.start - 3) : mark.start]
    return asleep and not utterance.any_term("things", lead)


def _is_dead(utterance: Utterance, mark: Mark) -> bool:
    """Whether it is a plain "dead" or "fuzzy", as people, sights and legs are."""
    words = utterance.words[mark.start : mark.end]
    return utterance.is_term("dead", mark.end - 1) and utterance.all_terms(
        "is_dead", words
    )


def _of_a_limb(
    utterance: Utterance, mark: Mark, felt: Sequence[Place], places: Sequence[Place]
) -> bool:
    """Whether a place or its "it" stands right by: "left leg dead", "it is dead"."""
    return _is_a_limbs(utterance, mark, places) or any(
        max(mark.start - place.end, place.start - mark.end) <= _DEAD_WITHIN
        and utterance.pause_between(
            min(place.start, mark.start), max(place.start, mark.start)
        )
        < COMMA
        for place in felt
    )


def _feels_how(utterance: Utterance, mark: Mark) -> bool:
    """Whether "don't feel" goes on with how it feels: "don't feel weak"."""
    return any(
        following.concept in ("weak", "numb", "tingle", "unwell", "strange", "normal")
        or following.concept.startswith("eff.")
        for following in utterance.starting_at(mark.end)
    )


def _legs(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.site in _LIMB]


def _weakness(
    utterance: Utterance,
    mark: Mark,
    places: Sequence[Place],
    explained: Sequence[Mention],
    *,
    asked: bool,
) -> list[Mention]:
    if any(m.start <= mark.start < m.end for m in explained):
        return []
    felt = [
        place
        for place in _felt_here(utterance, mark, places, WEAK)
        if not _is_listed_before(utterance, mark, place)
    ]
    words = utterance.words[mark.start : mark.end]
    if utterance.all_terms("of_pain_too", words) and _is_how_it_hurts(utterance, mark):
        return []
    named = utterance.any_term("weakness_names", words)
    if felt and not _legs(felt):
        return []
    if (
        not felt
        and not named
        and not asked
        and not _is_a_limbs(utterance, mark, places)
    ):
        bare = utterance.is_term("weak_alone", mark.start)
        before = utterance.words[max(0, mark.start - 3) : mark.start]
        listed = bare and utterance.any_term("beside_weak", before)
        if not listed and not _is_answered_no(utterance, mark):
            return []
    return [Mention("weakness", PRESENT, mark.start, mark.end)]


def _is_answered_no(utterance: Utterance, mark: Mark) -> bool:
    """Whether it stands by itself with a no behind it: "weak? no"."""
    return utterance.pauses[mark.start] >= COMMA and any(
        answer.concept == "not_after"
        and utterance.pauses[answer.start] >= COMMA
        and (
            answer.end == len(utterance.words) or utterance.pauses[answer.end] >= COMMA
        )
        for answer in utterance.starting_at(mark.end)
    )


def _is_how_it_hurts(utterance: Utterance, mark: Mark) -> bool:
    """Whether it is said in one breath with a pain: "heavy and achy"."""
    beside = [
        mark.end + 1 if utterance.is_term("additions", mark.end) else -1,
        mark.start - 2 if utterance.is_term("additions", mark.start - 1) else -1,
    ]
    return any(
        other.concept in ("hurtful", "eff.pain")
        for at in beside
        if at >= 0
        for other in utterance.starting_at(at)
    )


def _is_a_limbs(utterance: Utterance, mark: Mark, places: Sequence[Place]) -> bool:
    """Whether it is told of an "it" that is a limb: "that leg, it won't hold me"."""
    if utterance.any_term("of_pain_too", utterance.words[mark.start : mark.end]):
        return False
    lead = utterance.words[max(0, mark.start - _LEAD + 1) : mark.start]
    before = [p.site for p in places if mark.start - _IT_WITHIN < p.start < mark.start]
    return utterance.any_term("things", lead) and bool(before) and before[-1] in _LIMB


def _is_listed_before(utterance: Utterance, mark: Mark, place: Place) -> bool:
    """Whether a comma parts the two: "no weakness, pain in my back"."""
    behind = mark.end < place.start
    return behind and utterance.pause_between(mark.end - 1, mark.end) >= COMMA


def _felt_here(
    utterance: Utterance, mark: Mark, places: Sequence[Place], state: str
) -> list[Place]:
    """The places in which this very word is felt."""
    found = []
    near = slice(
        bisect_left(places, mark.start - _FARTHEST, key=lambda place: place.start),
        bisect_left(places, mark.end + _FARTHEST, key=lambda place: place.start),
    )
    for place in places[near]:
        if state not in place.states or place.felt_at is None:
            continue
        start, end = place.felt_at
        if start <= mark.start < end:
            found.append(place)
    return found
