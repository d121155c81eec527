"""What holds a red flag back: the answers that still would, and those that end it."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import triage
from knowledge.case import Status
from knowledge.expressions import (
    AtLeast,
    Current,
    Expression,
    Is,
    IsAbsent,
    OneOf,
    leaves,
    may_hold,
)
from knowledge.model import KnowledgeBase, Level
from knowledge.results import Supposed


def still_needed(
    kb: KnowledgeBase, current: Current, now: Level
) -> tuple[Supposed, ...]:
    """Open answers that would, all together, hold back the only reason for the level.

    Empty when there are several reasons, or something said stands against it already.
    """
    reasons = [r for r in triage.reasons(kb, current) if r.level is now]
    if len(reasons) != 1:
        return ()
    unless = next((f.unless for f in kb.red_flags if f.id == reasons[0].id), None)
    if unless is None or not may_hold(unless, current):
        return ()
    return tuple(_open(unless, current))


def ended_by(kb: KnowledgeBase, current: Current) -> frozenset[str]:
    """Findings whose presence would end what now holds a flag back."""
    return frozenset(
        leaf.finding
        for flag in kb.red_flags
        if flag.unless is not None and flag.unless.holds(current) is True
        for leaf in leaves(flag.unless)
        if isinstance(leaf, IsAbsent)
    )


def _open(expression: Expression, current: Current) -> Iterator[Supposed]:
    """The fewest answers not given yet that make the expression true."""
    if expression.holds(current) is True:
        return
    match expression:
        case Is(finding):
            yield Supposed(finding=finding, status=Status.PRESENT)
        case IsAbsent(finding):
            yield Supposed(finding=finding, status=Status.ABSENT)
        case OneOf(finding, values):
            value = min(values)
            yield Supposed(finding=finding, status=Status.PRESENT, value=value)
        case AtLeast(count, parts):
            held = sum(part.holds(current) is True for part in parts)
            possible = [
                p
                for p in parts
                if p.holds(current) is not True and may_hold(p, current)
            ]
            for part in possible[: count - held]:
                yield from _open(part, current)
