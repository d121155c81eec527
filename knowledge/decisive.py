"""Which answers could still change how soon somebody is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from knowledge import triage
from knowledge.case import Answer, Status
from knowledge.expressions import Current, holds_in_part, may_hold
from knowledge.model import Kind, KnowledgeBase

_YESES_TO_A_LIST = 2
"""How many yeses to one list are tried together where the pattern decides between
self-care and an appointment. What the rules make more urgent is tried in full."""


def alarming(
    kb: KnowledgeBase, current: Current, findings: Iterable[str]
) -> tuple[str, ...]:
    """Those of a question's findings that a rule names, and that could make it worse.

    They take part in a reply that is more urgent, and can't be spared in it.
    """
    asked = list(findings)
    in_rules = [finding for finding in asked if finding in kb.rules_of]
    now = triage.level(kb, current)
    moving: set[str] = set()
    for said, reply in _replies(kb, in_rules, len(in_rules)):
        is_spared = moving.issuperset(said)
        if not is_spared and triage.level(kb, {**current, **reply}).rank < now.rank:
            moving.update(said)
    return tuple(finding for finding in asked if finding in moving)


def decisive(
    kb: KnowledgeBase, current: Current, findings: Iterable[str]
) -> tuple[str, ...]:
    """Those of a question's findings that could give another level, in their order."""
    asked = list(findings)
    in_rules = [finding for finding in asked if finding in kb.rules_of]
    moving = _moving(kb, current, in_rules, len(in_rules))
    if triage.may_be_self_care(kb, current):
        moving |= _moving(kb, current, asked, _YESES_TO_A_LIST)
    return tuple(finding for finding in asked if finding in moving)


def to_ask_first(
    kb: KnowledgeBase, current: Current, findings: Sequence[str]
) -> tuple[str, ...]:
    """Those of a question's findings after whose denial the others could meet no rule.

    Whatever else is said later: a rule counts as out of reach only when no answer to
    anything could still meet it. The others are asked when one of these is not denied.
    """
    first = tuple(findings)
    possible = triage.with_unsure_as(kb, current, Status.PRESENT)
    # Where self-care is still in reach, a red flag's finding makes it an appointment.
    by_itself = kb.red_flag_findings if triage.may_be_self_care(kb, current) else ()
    for finding in reversed(findings):
        if finding in by_itself:
            continue
        fewer = tuple(f for f in first if f != finding)
        denied = {**possible, **{f: _answer(f, Status.ABSENT) for f in fewer}}
        left = (rule for f in findings if f not in fewer for rule in kb.rules_of[f])
        if fewer and not any(may_hold(rule.when, denied) for rule in left):
            first = fewer
    return first


def is_pressing(kb: KnowledgeBase, current: Current, findings: Iterable[str]) -> bool:
    """Whether a reply about these findings could make it more urgent by a rule."""
    in_rules = [finding for finding in findings if finding in kb.rules_of]
    now = triage.level(kb, current)
    return any(
        triage.level(kb, {**current, **reply}).rank < now.rank
        for said, reply in _replies(kb, in_rules, len(in_rules))
        if said
    )


def is_begun(kb: KnowledgeBase, current: Current, findings: Iterable[str]) -> bool:
    """Whether a reply could meet a more urgent rule that something told counts towards.

    An age, a duration or a sign already speaks for it, so it is not a rule of others.
    """
    of_begun = [
        finding
        for finding in findings
        if any(
            holds_in_part(rule.when, current) for rule in kb.rules_of.get(finding, ())
        )
    ]
    return is_pressing(kb, current, of_begun)


def _moving(
    kb: KnowledgeBase, current: Current, findings: list[str], most: int
) -> set[str]:
    """Whatever takes part in a reply that gives another level, and can't be spared."""
    now = triage.level(kb, current)
    moving: set[str] = set()
    for said, reply in _replies(kb, findings, most):
        is_spared = said and moving.issuperset(said)
        if not is_spared and triage.level(kb, {**current, **reply}) is not now:
            moving.update(said or reply)
    return moving


def _replies(
    kb: KnowledgeBase, findings: list[str], most: int
) -> Iterator[tuple[frozenset[str], dict[str, Answer]]]:
    """What is said yes to, and the reply: a choice, or a list with few yeses."""
    for finding in findings:
        if kb.findings[finding].kind is Kind.CHOICE:
            for choice in kb.findings[finding].choices:
                answer = _answer(finding, Status.PRESENT, choice)
                yield frozenset({finding}), {finding: answer}
    signs = [f for f in findings if kb.findings[f].kind is Kind.BOOLEAN]
    for count in range(min(most, len(signs)) + 1):
        for yes in combinations(signs, count):
            marks = {s: Status.PRESENT if s in yes else Status.ABSENT for s in signs}
            yield frozenset(yes), {s: _answer(s, mark) for s, mark in marks.items()}


def _answer(finding: str, status: Status, value: str | None = None) -> Answer:
    return Answer(finding=finding, status=status, value=value)
