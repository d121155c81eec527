"""Activities named without an effect: "it hurts in both when I walk", "hip, stairs"."""

from __future__ import annotations

from understanding.mentions import words_of
from understanding.text.utterance import COMMA, Mark, Utterance

# Words before the activity that name the occasion, that tell how it all began, and that
# name the place.
_LEAD = 3
_BEGAN = 4
# Words from a pain to the place where it is felt: "sore between the legs sitting down".
_FELT_WITHIN = 6
_SAME_BREATH = 20
# Words before it in a sentence that tells nothing else: "it's only just when I".
_ALONE = 6
# The longest list of activities, in words.
_LIST = 14
# So many activities make a list of a sentence that names nothing else.
_FEWEST = 2
# A sentence in telegram style is no longer.
_SENTENCE = 40
# What is told of control, strength or a click is no pain that the activity brings on.
# What is kept up, rather than done once; and who does it.
_HELD = frozenset(
    {
        "act.sitting",
        "act.sitting_hard",
        "act.sitting_on_hard",
        "act.sitting_in_car",
        "act.standing",
        "act.driving",
    }
)
_WHOSE = ("self", "her", "him")
_NO_PAIN = frozenset(
    {
        "pulse",
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
    whenever = (
        utterance.any_term("occasions", lead)
        or _is_each_time(utterance, at)
        or (utterance.any_term("only", lead) and utterance.any_term("conditions", lead))
    ) and any(utterance.any_term(who, lead) for who in _WHOSE)
    if _is_felt_while(utterance, activity):
        return True
    if (
        not whenever
        and not utterance.is_term("occasions_of", at - 1)
        and not _is_held_for_long(utterance, activity)
    ):
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


def _is_each_time(utterance: Utterance, at: int) -> bool:
    """Whether it is told of every time, or if: "if I stand", "every time she sneezes".

    Not of something else done with it: "if I stop running".
    """
    if not utterance.is_any_term((*_WHOSE, "to"), at - 1):
        return False
    lead = range(max(0, at - _BEGAN), at)
    return any(
        utterance.is_term("if", i)
        or (utterance.is_term("times", i) and utterance.is_term("recurring", i - 1))
        for i in lead
    )


def _is_held_for_long(utterance: Utterance, activity: Mark) -> bool:
    """Whether it comes of a posture: "after long standing", "from sitting on it".

    What comes after a deed may have begun with it: "after running a marathon".
    """
    if activity.concept not in _HELD:
        return False
    at = activity.start - 1
    if not utterance.is_any_term(
        ("while_doing", "self"),
        activity.start - (not utterance.is_term("while_doing", activity.start)),
    ):
        return False
    while at > activity.start - _BEGAN and utterance.is_term("held_how", at):
        at -= 1
    return utterance.is_term("held_after", at) and (
        utterance.pause_between(at, activity.start) < COMMA
    )


def _is_felt_while(utterance: Utterance, activity: Mark) -> bool:
    """Whether it follows the place that hurts: "sore between the legs sitting down"."""
    at = activity.start
    if at == 0 or not utterance.is_term("while_doing", at):
        return False
    near = max(0, at - _FELT_WITHIN)
    told = _marks(utterance, near, at)
    places = [m for m in told if _is_place(m) and m.end == at]
    hurts = [m for m in told if m.concept in ("hurtful", "eff.pain")]
    return (
        bool(places and hurts)
        and utterance.pause_between(hurts[0].start, at) < COMMA
        and not utterance.within(max(0, near - _LEAD), at, "not", "onset_word")
        and {m.concept for m in told}.isdisjoint(_NO_PAIN - {"saddle"})
    )


def is_told_alone(utterance: Utterance, activity: Mark) -> bool:
    """Whether a sentence says no more than when it is: "only when I sit".

    Args:
        utterance: The message.
        activity: An activity without an effect.
    """
    first, _ = utterance.sentence(activity.start)
    if activity.start - first > _ALONE:
        return False
    lead = range(first, activity.start)
    only = any(
        utterance.is_term("only", i)
        and (utterance.is_term("occasional", i + 1) or first == i == activity.start - 1)
        for i in lead
    )
    told = {mark.concept for mark in utterance.marks}
    return (
        only
        and all(utterance.is_any_term(("culprit", "occasional"), i) for i in lead)
        and told.isdisjoint(_NO_PAIN)
    )


def is_listed(utterance: Utterance, activity: Mark) -> bool:
    """Whether a place is told with what brings it on: "left hip, stairs and squats".

    Args:
        utterance: The message.
        activity: An activity without an effect.
    """
    first, last = utterance.sentence(activity.start)
    start, end = _part(utterance, activity.start)
    if end - start > _LIST or not _is_bare(utterance, start, end):
        return False
    # "Left buttock, sitting, driving": what is listed before goes with the place.
    opening = (start, activity.start)
    while opening[0] > first and not any(map(_is_place, _marks(utterance, *opening))):
        if not _is_bare(utterance, *opening):
            return False
        opening = _part(utterance, opening[0] - 1)
    lead = _marks(utterance, *opening)
    if last - first > _SENTENCE:
        return False
    told = {mark.concept for mark in _marks(utterance, first, last)}
    if opening[0] == first and _lists_after_place(utterance, first, last):
        return told.isdisjoint(_NO_PAIN)
    done = opening[1] <= start and any(m.concept.startswith("act.") for m in lead)
    return (
        any(map(_is_place, lead))
        and not done
        and not any(mark.concept.startswith("not") for mark in lead)
        and not utterance.any_term("told_of", utterance.words[slice(*opening)])
        and told.isdisjoint(_NO_PAIN)
    )


def _lists_after_place(utterance: Utterance, first: int, last: int) -> bool:
    """Whether a sentence but lists, after a place: "By the dimple. Stairs, sofas"."""
    told = _marks(utterance, first, last)
    listed = sum(mark.concept.startswith("act.") for mark in told)
    if first == 0 or listed < _FEWEST or any(map(_is_place, told)):
        return False
    before = _marks(utterance, *utterance.sentence(first - 1))
    return any(map(_is_place, before)) and not any(
        mark.concept.startswith(("not", "eff.")) for mark in before
    )


def _part(utterance: Utterance, at: int) -> tuple[int, int]:
    """The words [start, end) between the pauses around a word, as far as lists go."""
    start, end = at, at + 1
    while start > max(0, at - _SAME_BREATH) and utterance.pauses[start] < COMMA:
        start -= 1
    last = min(len(utterance.words), at + _SAME_BREATH)
    while end < last and utterance.pauses[end] < COMMA:
        end += 1
    return start, end


def _marks(utterance: Utterance, start: int, end: int) -> list[Mark]:
    return [mark for i in range(start, end) for mark in utterance.starting_at(i)]


def _is_bare(utterance: Utterance, start: int, end: int) -> bool:
    """Whether only places, sides, activities and little words stand there."""
    named = words_of(
        mark
        for mark in _marks(utterance, start, end)
        if mark.concept.startswith(("act.", "site.", "side."))
        or mark.concept in ("eff.pain", "hurtful")
    )
    words = [
        word
        for i, word in enumerate(utterance.words[start:end], start)
        if i not in named
    ]
    return utterance.all_terms("list_of_acts", words)


def _is_place(mark: Mark) -> bool:
    return mark.concept.startswith("site.") and mark.concept != "site.elsewhere"
