"""Weakness told in stages: what the leg could do before, and what it no longer does.

"Monday I limped, today I can't lift it": nobody says "weaker", and everybody hears it.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def told_in_stages(utterance: Utterance, found: Sequence[Mention]) -> list[Mention]:
    """That weakness grows, where a lesser stage of it comes before today's.

    Args:
        utterance: The message.
        found: What is meant in it, weakness and a dropped foot among it.
    """
    if any(m.finding == "progressive_weakness" for m in found):
        return []
    weak = [m for m in found if m.finding in _WEAK and m.status == PRESENT]
    weak += _carried(utterance)
    for now in utterance.of("stage_now"):
        failing = next((m for m in weak if _is_of(utterance, now, m)), None)
        if failing is None or not _has_lesser_stage(utterance, now):
            continue
        first, last = now.start, max(now.end, failing.end)
        return [
            Mention("progressive_weakness", PRESENT, first, last, certain=False),
        ]
    return []


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
    return any(
        utterance.within(
            able.end, min(able.end + _DEED_WITHIN, now.start), "leg_deed", "limb_word"
        )
        for able in utterance.within(begin, now.start, "once_able")
    )
