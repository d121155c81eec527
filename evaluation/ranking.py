"""How well a differential with ties names one of the patterns that would be right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import comb
from typing import Any

from evaluation.crosswalk import Crosswalk

Tiers = Sequence[frozenset[str]]
"""Patterns from the most to the least likely; those of one tier are tied."""


def tiers(differential: Sequence[Mapping[str, Any]], crosswalk: Crosswalk) -> Tiers:
    """The differential as patterns: each stands where its best condition stands.

    Conditions tied with each other share their `rank`.
    """
    best: dict[str, int] = {}
    for row in differential:
        pattern = crosswalk.pattern(str(row["condition"]))
        best[pattern] = min(int(row["rank"]), best.get(pattern, int(row["rank"])))
    ranks = sorted(set(best.values()))
    return [
        frozenset(pattern for pattern, held in best.items() if held == rank)
        for rank in ranks
    ]


def credit(ranked: Tiers, acceptable: Collection[str], places: int) -> float:
    """The chance that an acceptable pattern is among the first places.

    Tied patterns are shown as tied, so their order is taken as drawn by lot: with one
    place, a right pattern in a tie of three counts one third; a tie that begins above
    the last place and ends below it counts by the share of draws that bring a right
    pattern in.

    >>> credit([frozenset("ab"), frozenset("c")], {"a"}, 1)
    0.5
    >>> credit([frozenset("a"), frozenset("bcd")], {"d"}, 3)
    0.6666666666666667
    """
    left = places
    for tier in ranked:
        if left <= 0:
            return 0.0
        right = len(tier.intersection(acceptable))
        if right:
            drawn = min(left, len(tier))
            missed = comb(len(tier) - right, drawn) / comb(len(tier), drawn)
            return 1 - missed
        left -= len(tier)
    return 0.0
