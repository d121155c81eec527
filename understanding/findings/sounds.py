"""A sound that stands alone: "One leg up on the bath. POP. That was it"."""

from __future__ import annotations

from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance


def sound_mentions(utterance: Utterance) -> list[Mention]:
    """The sudden beginnings that a single word between two pauses tells.

    Args:
        utterance: The message.
    """
    return [
        Mention("onset", PRESENT, mark.start, mark.end, "sudden")
        for mark in utterance.of("lone_sound")
        if _stands_alone(utterance, mark)
    ]


def _stands_alone(utterance: Utterance, mark: Mark) -> bool:
    last = mark.end == len(utterance.words)
    return (
        mark.start > 0
        and utterance.pauses[mark.start] >= COMMA
        and (last or utterance.pauses[mark.end] >= COMMA)
        and not utterance.is_question(mark.start)
    )
