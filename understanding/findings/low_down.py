"""The low back, told by where it sits: "it's low on the left", "it gave, low down"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understanding.text.utterance import COMMA, Mark, Utterance

# Places to which a pain of the back may run, and that one may name beside it.
_MAY_STAND_BESIDE = (
    "site.leg",
    "site.foot",
    "site.calf",
    "site.knee",
    "site.low_back",
    "site.elsewhere",
)
_NEAR = 4
# From what is felt to where it sits.
_FELT_WITHIN = 12
_FELT = ("hurtful", "eff.pain", "stiff", "severe", "sciatic", "pop", "shock")


def low_backs(utterance: Utterance, sites: Sequence[Mark]) -> list[Mark]:
    """The words that place a pain low down, where no other part is told of.

    Args:
        utterance: The message.
        sites: The parts named in it.
    """
    found: list[Mark] = []
    for mark in utterance.of("sits_low"):
        inside = any(s.start < mark.end and mark.start < s.end for s in sites)
        if inside or any(_is_its_part(utterance, mark, site) for site in sites):
            continue
        if _is_felt(utterance, mark) or _stands_alone(utterance, mark):
            found.append(replace(mark, concept="site.low_back"))
    return found


def _is_its_part(utterance: Utterance, low: Mark, site: Mark) -> bool:
    """Whether it is low in that part: "low down in my groin", "my bum … low down"."""
    lo, hi = min(low.start, site.start), max(low.start, site.start)
    near = hi - lo < _NEAR + 1 and utterance.pause_between(lo, hi) < COMMA
    return near or site.concept not in _MAY_STAND_BESIDE


def _stands_alone(utterance: Utterance, low: Mark) -> bool:
    """Whether it is said by itself: "it is low down", "…, low on the right"."""
    return utterance.pauses[low.start] >= COMMA or utterance.is_any_term(
        ("it_is", "things"), low.start - 1
    )


def _is_felt(utterance: Utterance, low: Mark) -> bool:
    first, last = utterance.sentence(low.start)
    return bool(
        utterance.within(
            max(first, low.start - _FELT_WITHIN),
            min(last, low.end + _FELT_WITHIN),
            *_FELT,
        )
    )
