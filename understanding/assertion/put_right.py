"""An earlier answer put right: "I said yes to fever but I meant no"."""

from __future__ import annotations

from dataclasses import replace

from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import COMMA, Mark, Utterance

# Words from "said yes" to what it was said of, and from there to what was meant.
_LEAD = 5
_NEAR = 8


def put_right(utterance: Utterance, mention: Mention) -> Mention | None:
    """The mention as it is after the correction; None when none is made.

    "I said no to weakness, but now …" says no more than that the no does not hold, so
    the finding counts without being certain.

    Args:
        utterance: The message.
        mention: A finding whose words the person quotes from an earlier answer.
    """
    if mention.value is not None:
        return None
    for answered, meant, status in _CORRECTIONS:
        quoted = utterance.within(mention.start - _LEAD, mention.start, answered)
        corrected = utterance.within(mention.end, mention.end + _NEAR, meant)
        # "I said yes to weakness, it's not going away" takes nothing back.
        if status == ABSENT:
            corrected = [mark for mark in corrected if _is_closed(utterance, mark)]
        if quoted and corrected:
            return replace(mention, status=status)
    # A denial holds the "no" itself: "said [no to the bladder]".
    before = mention.start + (2 if mention.status == ABSENT else 0)
    withdrawn = utterance.within(mention.start - _LEAD, before, "answered_no")
    if withdrawn and utterance.within(mention.end, mention.end + _NEAR, *_TURNS):
        return replace(mention, status=PRESENT, certain=False)
    return None


def _is_closed(utterance: Utterance, mark: Mark) -> bool:
    """Whether nothing goes on behind it: "I meant no", not "it is no better"."""
    return mark.end == len(utterance.words) or utterance.pauses[mark.end] >= COMMA


_TURNS = ("but", "correction", "undoes_a_no", "a_mistake")
_CORRECTIONS = (
    ("answered_yes", "meant_no", ABSENT),
    ("answered_no", "meant_yes", PRESENT),
)
