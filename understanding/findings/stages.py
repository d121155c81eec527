"""Weakness that grows: what the leg could do before, and what it no longer does.

"Monday I limped, today I can't lift it": nobody says "weaker", and everybody hears it.
"My knee folds. It's getting worse" says it of the last thing told.
"""

from __future__ import annotations

from collections.abc import Sequence

from understanding.assertion.speaker import RELATIVES
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import Mark, Utterance

_WEAK = ("weakness", "foot_drop", "both_legs_weak")
# Words from "could still" to what one could.
_DEED_WITHIN = 6
# Words from "today" to what fails today.
_FAILS_WITHIN = 14
# Words from one stage to the next.
_APART = 60
# Words from what fails to its "getting worse", or to how often it failed.
_TOLD_WITHIN = 40
# Words from "a month ago" to "it was", and from there to a number.
_COUNTED_WITHIN = 3
_OFTEN_WITHIN = 12
# What else may be what gets worse, and who.
_OTHER_TROUBLE = (
    "hurtful",
    "eff.pain",
    "severe",
    "sciatic",
    "stiff",
    "numb",
    "tingle",
    "shock",
    "unfeeling",
    "swollen",
    "urinate",
    "urine",
    "poo",
    "saddle",
    "unsteady",
    *RELATIVES,
)


def told_in_stages(utterance: Utterance, found: Sequence[Mention]) -> list[Mention]:
    """That weakness grows, where a lesser stage of it comes before today's.

    Args:
        utterance: The message.
        found: What is meant in it, weakness and a dropped foot among it.
    """
    if any(m.finding == "progressive_weakness" for m in found):
        return []
    told = [m for m in found if m.finding in _WEAK and m.status == PRESENT]
    for now in utterance.of("stage_now"):
        weak = (*told, *_carried(utterance))
        failing = next((m for m in weak if _is_of(utterance, now, m)), None)
        if failing is not None and _has_lesser_stage(utterance, now):
            return [_grows(now.start, max(now.end, failing.end))]
    if not told:
        return []
    behind = [m for m in _comparisons(utterance) if _is_behind(utterance, m, told)]
    for worse in behind or _counted(utterance):
        return [_grows(worse.start, worse.end)]
    return []


def _grows(start: int, end: int) -> Mention:
    return Mention("progressive_weakness", PRESENT, start, end, certain=False)


def _carried(utterance: Utterance) -> list[Mention]:
    """What only a leg that fails is helped by: two sticks, a frame, the wheelchair."""
    return [
        Mention("weakness", PRESENT, mark.start, mark.end)
        for mark in utterance.of("more_aids")
    ]


def _is_of(utterance: Utterance, now: Mark, mention: Mention) -> bool:
    """Whether it is so now: "today it buckles", and not better than it was."""
    _, last = utterance.sentence(now.start)
    return (
        mention.end > now.end
        and now.end - mention.start <= mention.end - mention.start
        and mention.start - now.end <= _FAILS_WITHIN
        and mention.start < last
        and not utterance.within(now.end, mention.end, "eff.better")
    )


def _has_lesser_stage(utterance: Utterance, now: Mark) -> bool:
    begin = max(0, now.start - _APART)
    if utterance.within(begin, now.start, "lesser_stage"):
        return True
    if any(
        utterance.within(time.end, time.end + _COUNTED_WITHIN + 3, "lesser_stage")
        for time in utterance.within(now.end, now.end + _APART, "then_time")
    ):
        return True
    return any(
        utterance.within(
            able.end, min(able.end + _DEED_WITHIN, now.start), "leg_deed", "limb_word"
        )
        for able in utterance.within(begin, now.start, "once_able")
    )


def _comparisons(utterance: Utterance) -> list[Mark]:
    """What says of the last thing told that it grows: "it's getting worse"."""
    found = [
        mark
        for mark in utterance.of("worsening", "downhill", "other_follows")
        if not _is_denied(utterance, mark)
        and not utterance.is_term("of_all_troubles", mark.start)
    ]
    for often in utterance.of("often_now"):
        begin = max(0, often.start - _OFTEN_WITHIN)
        found += utterance.within(begin, often.start, "seldom")
    return found


def _is_denied(utterance: Utterance, mark: Mark) -> bool:
    """Whether it is denied, asked or feared: "not worse", "if it gets worse"."""
    lead = range(max(0, mark.start - _COUNTED_WITHIN), mark.start)
    return (
        utterance.is_question(mark.start)
        or bool(utterance.within(lead.start, mark.start, "not"))
        or any(utterance.is_any_term(("if", "modals"), i) for i in lead)
    )


def _is_behind(utterance: Utterance, mark: Mark, told: Sequence[Mention]) -> bool:
    """Whether the last trouble told before it is that of a leg that fails."""
    begin = max(0, mark.start - _TOLD_WITHIN)
    ends = [m.end for m in told if begin <= m.start and m.end <= mark.start]
    if not ends:
        return False
    _, last = utterance.sentence(mark.start)
    goes_on = min(mark.end + _COUNTED_WITHIN, last)
    return not (
        utterance.within(max(ends), goes_on, *_OTHER_TROUBLE)
        or _names_another(utterance, range(max(ends), mark.start))
    )


def _names_another(utterance: Utterance, words: range) -> bool:
    """Whether what gets worse has a name: "my anxiety", and not "my leg"."""
    return any(
        utterance.is_term("whose", i)
        and not utterance.within(i, min(i + _COUNTED_WITHIN, words.stop), "limb_word")
        for i in words
    )


def _counted(utterance: Utterance) -> list[Mark]:
    """Where it tells how far or how strong it was then: "on Monday it was thirty"."""
    found = []
    for time in utterance.of("then_time"):
        first, last = utterance.sentence(time.start)
        was = [
            i
            for i in range(time.end, min(time.end + _COUNTED_WITHIN, last))
            if utterance.is_term("was_it", i) and utterance.is_term("it_is", i - 1)
        ]
        hurts = utterance.within(first, last, "hurtful", "eff.pain", "sciatic")
        if was and not hurts and _is_counted(utterance, was[0] + 1, last):
            found.append(time)
    return found


def _is_counted(utterance: Utterance, at: int, last: int) -> bool:
    return any(
        (utterance.is_term("counts", i) or utterance.words[i].isdigit())
        and not utterance.is_term("a_time", i + 1)
        for i in range(at, min(at + _COUNTED_WITHIN, last))
    )
