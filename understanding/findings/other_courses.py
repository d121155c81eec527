"""How something else began, and how long it has lasted: a headache, an emergency."""

from __future__ import annotations

from collections.abc import Collection

from understanding.mentions import Mention
from understanding.text.utterance import Utterance

_COURSE = frozenset({"onset", "duration_weeks"})
_HURTING = ("eff.pain", "hurtful", "sciatic", "stiff")


def without_other_courses(
    utterance: Utterance,
    mentions: list[Mention],
    asked_for: Collection[str],
    *,
    emergency: bool,
) -> list[Mention]:
    """The mentions but for how that began and lasts which is not ours.

    Args:
        utterance: The message.
        mentions: What it speaks of.
        asked_for: The findings that were asked for.
        emergency: Whether it tells of an emergency.
    """
    urgent = emergency and not utterance.has(*_HURTING)
    return [
        m
        for m in mentions
        if m.finding not in _COURSE
        or m.finding in asked_for
        or not (urgent or _is_of_another_part(utterance, m))
    ]


def _is_of_another_part(utterance: Utterance, mention: Mention) -> bool:
    """Whether it is told of a part we are not about, or its ill, and none is ours."""
    first, last = utterance.sentence(mention.start)
    named = bool(utterance.within(first, last, "site.elsewhere", "minor_illness"))
    ours = any(
        mark.concept.startswith("site.") and mark.concept != "site.elsewhere"
        for mark in utterance.marks
    )
    return named and not ours and not utterance.has("sciatic")
