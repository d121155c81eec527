"""What is bent down for: "can't tie my laces" with a sore back tells of bending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import Utterance

_SHOES, _BENDING = "trouble_with_shoes_and_socks", "worse_bending"
_BACK = ("site.low_back", "site.mid_back")
# Where these hurt or fail too, it may be the joint or the strength.
_OTHERWISE = ("site.hip", "site.groin", "site.lateral_hip", "weak", "numb")


def bent_to(utterance: Utterance, mentions: Iterable[Mention]) -> list[Mention]:
    """That bending hurts, from shoes and socks beside a sore back.

    Args:
        utterance: The message.
        mentions: What is spoken of, among it shoes, socks and bending.
    """
    told = list(mentions)
    if (
        any(mention.finding == _BENDING for mention in told)
        or not utterance.of(*_BACK)
        or utterance.of(*_OTHERWISE)
    ):
        return []
    shoes = (m for m in told if m.finding == _SHOES and m.status == PRESENT)
    return [replace(m, finding=_BENDING, certain=False) for m in shoes][:1]
