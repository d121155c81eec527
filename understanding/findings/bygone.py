"""Effects that are over or taken back: "it used to help", "it helps but no"."""

from __future__ import annotations

from understanding.text.utterance import COMMA, Mark, Utterance


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
