"""Emergencies that are not ours: whose they are does not matter, only whether so."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.assertion.context import Context
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import Utterance

_ALONE = "alone."


def emergency_ids(
    utterance: Utterance, found: Sequence[Mention], context: Context
) -> tuple[str, ...]:
    """The emergencies among the mentions that are there, of anybody, now."""
    meant = (
        context.meant(mention, of_anyone=not _is_told_of(utterance, mention))
        for mention in found
    )
    ids = [m.finding for m in meant if m is not None and m.status == PRESENT]
    return tuple(dict.fromkeys([*ids, *_alone(utterance)]))


def _is_told_of(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is only told what somebody had: "my dad had a stroke"."""
    return "had" in utterance.words[max(0, mention.start - 1) : mention.end]


def _alone(utterance: Utterance) -> list[str]:
    """Emergencies that a message names and does nothing else: "heart attack"."""
    return [
        mark.concept.removeprefix(_ALONE)
        for mark in utterance.marks
        if mark.concept.startswith(_ALONE)
        and utterance.all_terms(
            "cries", [*utterance.words[: mark.start], *utterance.words[mark.end :]]
        )
    ]
