"""A denial that the same breath takes back: "no bladder trouble except it leaks".

What follows the "except" names nothing by itself ("it leaks", "I can't feel it"), so
the finding just denied is the only one it can be about. Such a denial is no denial.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.utterance import Utterance


def without_false_denials(
    utterance: Utterance, mentions: Iterable[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions; a denied red flag is present where trouble with "it" follows."""
    told = list(mentions)
    trouble = [mark.start for mark in utterance.of("taken_back")]
    turns = [mark.end for mark in utterance.of("but")]
    starts = sorted(mention.start for mention in told)
    return [
        replace(mention, status=PRESENT, certain=False)
        if mention.status == ABSENT
        and mention.finding in lexicon.red_flags
        and _is_taken_back(mention, starts, turns, trouble)
        else mention
        for mention in told
    ]


def _is_taken_back(
    denied: Mention, starts: list[int], turns: list[int], trouble: list[int]
) -> bool:
    """Whether a "but" follows, then trouble with "it", and nothing else between."""
    turn = _first_from(denied.end, turns)
    start = _first_from(turn, trouble) if turn is not None else None
    other = _first_from(denied.end, starts)
    return start is not None and (other is None or other > start)


def _first_from(at: int, positions: list[int]) -> int | None:
    """The first of the sorted positions that is not before `at`."""
    k = bisect_left(positions, at)
    return positions[k] if k < len(positions) else None
