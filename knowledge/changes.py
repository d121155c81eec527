"""What would change the advice: the smallest other answers that move the level.

Found by search and true by replay: giving exactly these answers gives that level.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from knowledge import triage
from knowledge.case import Answer, Status
from knowledge.expressions import Current
from knowledge.model import Kind, KnowledgeBase, Level
from knowledge.results import Change, Supposed


def changes(kb: KnowledgeBase, current: Current, now: Level) -> tuple[Change, ...]:
    """Changes that would raise the level, then the smallest that would lower it."""
    return (*_raising(kb, current, now), *_lowering(kb, current, now))


def _raising(kb: KnowledgeBase, current: Current, now: Level) -> Iterator[Change]:
    """One red-flag finding more; only the rules it touches can make a difference."""
    for finding in sorted(kb.red_flag_findings):
        answer = current.get(finding)
        if answer is not None and answer.status is Status.PRESENT:
            continue
        supposed = _suppose(current, Supposed(finding=finding, status=Status.PRESENT))
        found = triage.reasons(kb, supposed, kb.rules_of.get(finding, ()))
        if found and found[0].level.rank < now.rank:
            yield Change(
                answers=(Supposed(finding=finding, status=Status.PRESENT),),
                level=found[0].level,
            )


def _lowering(kb: KnowledgeBase, current: Current, now: Level) -> Iterator[Change]:
    """Taking back as few as possible of the findings behind the level."""
    behind = [
        {f for f in reason.findings if kb.findings[f].kind is Kind.BOOLEAN}
        for reason in triage.reasons(kb, current)
        if reason.level is now
    ]
    candidates = sorted(set().union(*behind))
    sizes = sorted({1, 2, len(candidates)} & set(range(1, len(candidates) + 1)))
    for size in sizes:
        lowered = list(_lowered(kb, current, now, candidates, behind, size))
        if lowered:
            yield from lowered
            return


def _lowered(
    kb: KnowledgeBase,
    current: Current,
    now: Level,
    candidates: list[str],
    behind: list[set[str]],
    size: int,
) -> Iterator[Change]:
    for chosen in combinations(candidates, size):
        # A reason none of whose findings is taken back would keep the level.
        if not all(support.intersection(chosen) for support in behind):
            continue
        answers = tuple(Supposed(finding=f, status=Status.ABSENT) for f in chosen)
        level = triage.level(kb, _suppose(current, *answers))
        if level.rank > now.rank:
            yield Change(answers=answers, level=level)


def _suppose(current: Current, *answers: Supposed) -> Current:
    supposed = {
        a.finding: Answer(finding=a.finding, status=a.status, value=a.value)
        for a in answers
    }
    return {**current, **supposed}
