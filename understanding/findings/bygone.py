"""Effects that are over or taken back, and what was done once.

"It used to help", "it helps but no", "since I lifted a fridge".
"""

from __future__ import annotations

from collections.abc import Iterable

from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

_EFFECTS = ("eff.worse", "eff.pain", "eff.better", "eff.fine", "eff.unable")
# Words behind what was done in which its effect is told.
_GOES_ON = 6


def beginnings(utterance: Utterance, mentions: Iterable[Mention]) -> list[Mention]:
    """Those that tell what brought it on once: "since I lifted a fridge".

    Not those that also tell what an activity does: "sitting hurts since".

    Args:
        utterance: The message.
        mentions: What its frames speak of.
    """
    return [
        mention
        for mention in mentions
        if mention.finding == "onset"
        and mention.status == PRESENT
        and utterance.pause_between(mention.start, mention.end - 1) < COMMA
        and not _tells_an_effect(utterance, mention)
    ]


def _tells_an_effect(utterance: Utterance, mention: Mention) -> bool:
    """Whether it goes on with what that does: "lifting boxes makes it worse"."""
    last = mention.end
    while last < min(mention.end + _GOES_ON, len(utterance.words)) and (
        utterance.pauses[last] < COMMA
    ):
        last += 1
    return bool(utterance.within(mention.start, last, *_EFFECTS))


def is_bygone(utterance: Utterance, effect: Mark) -> bool:
    """Whether it was so once: "sitting used to ease it", "it used to be fine"."""
    to = effect.start - (not utterance.is_term("to", effect.start))
    to -= utterance.is_term("be", to)
    return utterance.is_term("to", to) and utterance.is_term("once_used", to - 1)


def is_taken_back(utterance: Utterance, effect: Mark) -> bool:
    """Whether a bare denial follows: "they say walking helps but it doesn't"."""
    at = effect.end
    if not utterance.is_term("turns_at_once", at):
        return False
    at += 1
    at += utterance.is_term("which_it", at)
    closes = at + 1 == len(utterance.words) or (
        at + 1 < len(utterance.words) and utterance.pauses[at + 1] >= COMMA
    )
    return closes and utterance.is_term("denials", at)
