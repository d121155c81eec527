"""A denial that the same breath takes back: "no bladder trouble except it leaks".

What follows the "except" names nothing by itself ("it leaks", "I can't feel it"), so
the finding just denied is the only one it can be about. Such a denial is no denial.
"""

from __future__ import annotations

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
    return [
        replace(mention, status=PRESENT, certain=False)
        if mention.status == ABSENT
        and mention.finding in lexicon.red_flags
        and _is_taken_back(mention, told, turns, trouble)
        else mention
        for mention in told
    ]


def _is_taken_back(
    denied: Mention, told: list[Mention], turns: list[int], trouble: list[int]
) -> bool:
    """Whether a "but" follows, then trouble with "it", and nothing else between."""
    return any(
        denied.end <= turn <= start
        and not any(denied.end <= m.start <= start for m in told)
        for turn in turns
        for start in trouble
    )
