"""Bleeding told of in pregnancy, where the place goes without saying."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import Utterance

_FINDING, _PREGNANCY = "vaginal_bleeding", "pregnancy"
_NEAR = 5


def bleeding_mentions(
    utterance: Utterance, framed: Sequence[Mention], known: Collection[str]
) -> list[Mention]:
    """Bleeding without a place, once a pregnancy is known or told of: "I'm bleeding".

    Args:
        utterance: The message.
        framed: Mentions already found in it.
        known: Findings known before it.
    """
    told = {mention.finding for mention in framed}
    if _FINDING in told or not (_PREGNANCY in known or _PREGNANCY in told):
        return []
    return [
        Mention(_FINDING, PRESENT, mark.start, mark.end, certain=False)
        for mark in utterance.of("bleed")
        if not utterance.within(
            mark.start - _NEAR, mark.end + _NEAR, "bleeds_elsewhere"
        )
    ]
