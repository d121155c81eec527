"""Whether a numbness is the saddle's, or one side's, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.findings.places import Place
from understanding.mentions import Mention, words_of
from understanding.model import ABSENT
from understanding.text.utterance import Utterance

_AROUND = frozenset({"perineum", "groin", "buttock", "sit_bone", "coccyx"})


def spared_saddle(
    utterance: Utterance, places: Sequence[Place], found: Sequence[Mention]
) -> list[Mention]:
    """The saddle felt as ever, where a message names it: "feeling normal".

    No place further off may be named, which the denial may be about.

    An inferred denial, so it is asked about.

    Args:
        utterance: The message.
        places: The places named.
        found: What was heard in it, as meant.
    """
    sites = {place.site for place in places}
    if (
        "perineum" not in sites
        or not sites <= _AROUND
        or any(mention.finding == "saddle_numbness" for mention in found)
    ):
        return []
    return [
        replace(mention, finding="saddle_numbness", certain=False)
        for mention in found
        if mention.finding == "numbness_tingling" and mention.status == ABSENT
    ][:1]


def outside_saddle(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without a numbness whose words tell of the saddle's.

    "Not numb between the legs, only along my toe" goes on past the saddle's words.
    """
    saddle = words_of(m for m in mentions if m.finding == "saddle_numbness")
    return [
        mention
        for mention in mentions
        if mention.finding != "numbness_tingling"
        or saddle.isdisjoint(words_of([mention]))
        or mention.end - 1 not in saddle
    ]


def on_both_sides(utterance: Utterance, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without saddle numbness that is one buttock's.

    "Left bum numb", "a numb bum cheek".
    """
    seats = [] if _names_both(utterance) else utterance.of("seat")
    return [
        mention
        for mention in mentions
        if mention.finding != "saddle_numbness"
        or not any(
            mention.start <= seat.start < mention.end
            and (
                utterance.is_term("one_side", seat.start - 1)
                or utterance.is_term("one_cheek", seat.end)
            )
            for seat in seats
        )
        or utterance.within(mention.start, mention.end, "saddle")
    ]


def _names_both(utterance: Utterance) -> bool:
    """Whether both buttocks are named: "left and right bum numb"."""
    return "both" in utterance.words or any(
        utterance.is_term("one_side", i)
        and utterance.is_term("additions", i + 1)
        and utterance.is_term("one_side", i + 2)
        for i in range(len(utterance.words))
    )
