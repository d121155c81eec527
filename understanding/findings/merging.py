"""One statement per finding: corrections win, else the more cautious reading."""

from __future__ import annotations

from collections.abc import Iterable

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT, UNSURE
from understanding.text.utterance import Utterance

# Of several values in one message the first said is meant.
_FIRST_VALUE = ("duration_weeks", "age_years", "numbness_site")


def merged(
    utterance: Utterance, mentions: Iterable[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions with each finding once, in the order they were said."""
    corrections = [mark.start for mark in utterance.of("correction")]
    by_finding: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        by_finding.setdefault(mention.finding, []).append(mention)
    kept = [
        _one(said, corrections, mention_is_red_flag=finding in lexicon.red_flags)
        for finding, said in by_finding.items()
    ]
    return sorted(kept, key=lambda m: (m.start, m.end))


def contradicted(
    utterance: Utterance, mentions: Iterable[Mention], lexicon: Lexicon
) -> tuple[str, ...]:
    """The red flags said to be there and not to be there, neither as a correction."""
    if utterance.has("correction"):
        return ()
    said: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.certain and mention.finding in lexicon.red_flags:
            said.setdefault(mention.finding, set()).add(mention.status)
    return tuple(
        finding for finding, statuses in said.items() if {PRESENT, ABSENT} <= statuses
    )


def _one(
    said: list[Mention], corrections: list[int], *, mention_is_red_flag: bool
) -> Mention:
    if len(said) == 1:
        return said[0]
    last = said[-1]
    if corrections and last.start >= corrections[0]:
        return last
    present = [m for m in said if m.status == PRESENT]
    if present and present[0].value is not None:
        return present[0] if last.finding in _FIRST_VALUE else _value(present)
    sure = [m for m in present if m.certain]
    if sure:
        return sure[0]
    denied = [m for m in said if m.status == ABSENT]
    if present and not (denied and not mention_is_red_flag):
        return present[0]
    unsure = [m for m in said if m.status == UNSURE]
    return (unsure or denied or said)[0]


_ORDER = {
    "onset": (
        "after_fall",
        "after_lifting",
        "after_sprint",
        "after_birth",
        "after_surgery",
        "gradual",
        "after_exercise",
        "sudden",
    ),
}


def _value(present: list[Mention]) -> Mention:
    """Of several values the most telling; of equals the surest, then the first."""
    order = _ORDER.get(present[0].finding)
    if order is None:
        return next((m for m in present if m.certain), present[0])
    return min(present, key=lambda m: order.index(str(m.value)))
