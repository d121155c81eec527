"""What would change the advice: the smallest other answers that move the level.

Found by search and true by replay: giving exactly these answers gives that level.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import triage
from knowledge.case import Answer, Status
from knowledge.expressions import Current
from knowledge.holding_back import ended_by, still_needed
from knowledge.model import Kind, KnowledgeBase, Level, RedFlag, TriageRule
from knowledge.results import Change, Supposed

_EXHAUSTIVE = 3
"""Up to so many answers every way to lower the level is found; beyond that, one."""


def changes(kb: KnowledgeBase, current: Current, now: Level) -> tuple[Change, ...]:
    """Changes that would raise the level, then the smallest that would lower it."""
    return (
        *_raising(kb, current, now),
        *_lowering(kb, current, now),
        *_holding_back(kb, current, now),
    )


def _raising(kb: KnowledgeBase, current: Current, now: Level) -> Iterator[Change]:
    """One red-flag finding more; only the rules it touches can make a difference.

    So can what a flag is held back without: an old complaint that is new after all.
    """
    for finding in sorted(kb.red_flag_findings | ended_by(kb, current)):
        answer = current.get(finding)
        if answer is not None and answer.status is Status.PRESENT:
            continue
        rules = [r for r in kb.rules_of.get(finding, ()) if r.level.rank < now.rank]
        if not rules:
            continue
        reported = Supposed(finding=finding, status=Status.PRESENT)
        found = triage.reasons(kb, _suppose(current, reported), rules)
        if found and found[0].level.rank < now.rank:
            yield Change(answers=(reported,), level=found[0].level)


def _lowering(kb: KnowledgeBase, current: Current, now: Level) -> Iterator[Change]:
    """Taking back as few as possible of the findings behind the level."""
    for size in range(1, _EXHAUSTIVE + 1):
        found = sorted(set(map(_in_order, _taken_back(kb, current, now, size))))
        if found:
            yield from (_lowered(kb, current, chosen) for chosen in found)
            return
    chosen = _irreducible(kb, current, now)
    if chosen:
        yield _lowered(kb, current, chosen)


def _holding_back(kb: KnowledgeBase, current: Current, now: Level) -> Iterator[Change]:
    """What is still open and would hold the flag behind the level back."""
    answers = still_needed(kb, current, now)
    if not answers:
        return
    level = triage.level(kb, _suppose(current, *answers))
    if level.rank > now.rank:
        yield Change(answers=answers, level=level)


def _taken_back(
    kb: KnowledgeBase, current: Current, now: Level, size: int
) -> Iterator[frozenset[str]]:
    """Every set of `size` findings whose denial lowers the level.

    Each such set denies something of every reason for the level, so it is enough to
    branch on the findings behind the first reason that still holds.
    """
    behind = _behind(kb, current, now)
    if not behind:
        if size == 0 and triage.level(kb, current).rank > now.rank:
            yield frozenset()
        return
    if _apart(behind) > size:
        return
    for finding in sorted(behind[0]):
        denied = _suppose(current, _denied(finding))
        for others in _taken_back(kb, denied, now, size - 1):
            yield others | {finding}


def _behind(kb: KnowledgeBase, current: Current, now: Level) -> list[set[str]]:
    """For each reason for the level, its yes-no findings that could be denied."""
    every: tuple[RedFlag | TriageRule, ...] = (*kb.red_flags, *kb.triage_rules)
    rules = [rule for rule in every if _may_ask_for(rule, now)]
    return [
        {
            finding
            for finding in reason.findings
            if kb.findings[finding].kind is Kind.BOOLEAN
            and current[finding].status is not Status.ABSENT
        }
        for reason in triage.reasons(kb, current, rules)
        if reason.level is now
    ]


def _may_ask_for(rule: RedFlag | TriageRule, level: Level) -> bool:
    if_unsure = rule.if_unsure if isinstance(rule, RedFlag) else None
    return level in (rule.level, if_unsure)


def _apart(behind: list[set[str]]) -> int:
    """How many of the reasons share nothing, so that each needs a denial of its own."""
    seen: set[str] = set()
    apart = 0
    for findings in behind:
        if seen.isdisjoint(findings):
            apart += 1
            seen |= findings
    return apart


def _irreducible(kb: KnowledgeBase, current: Current, now: Level) -> tuple[str, ...]:
    """Findings that lower the level together and of which none can be spared."""
    chosen: set[str] = set()
    supposed = current
    while behind := _behind(kb, supposed, now):
        if not behind[0]:
            return ()
        chosen |= behind[0]
        supposed = _suppose(current, *map(_denied, sorted(chosen)))
    if not _lowers(kb, current, now, chosen):
        return ()
    for finding in sorted(chosen):
        if _lowers(kb, current, now, chosen - {finding}):
            chosen.remove(finding)
    return tuple(sorted(chosen))


def _lowers(kb: KnowledgeBase, current: Current, now: Level, chosen: set[str]) -> bool:
    supposed = _suppose(current, *map(_denied, chosen))
    return triage.level(kb, supposed).rank > now.rank


def _lowered(kb: KnowledgeBase, current: Current, chosen: tuple[str, ...]) -> Change:
    answers = tuple(map(_denied, chosen))
    return Change(answers=answers, level=triage.level(kb, _suppose(current, *answers)))


def _in_order(chosen: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(chosen))


def _denied(finding: str) -> Supposed:
    return Supposed(finding=finding, status=Status.ABSENT)


def _suppose(current: Current, *answers: Supposed) -> Current:
    supposed = {
        a.finding: Answer(finding=a.finding, status=a.status, value=a.value)
        for a in answers
    }
    return {**current, **supposed}
