"""How urgent: red flags first, then circumstances, then the pattern; never lower.

Unsure and declined are not "no": a red flag that they leave open has its own level.
So turning a "no" into "unsure" can only raise the level, and so can a red flag more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from knowledge.case import Answer, Status
from knowledge.differential import leaders, weigh
from knowledge.expressions import Current, deciding
from knowledge.model import Kind, KnowledgeBase, Level, RedFlag, TriageRule
from knowledge.results import Reason

_DOUBTFUL = frozenset({Status.UNSURE, Status.DECLINED})


def reasons(
    kb: KnowledgeBase,
    current: Current,
    rules: Iterable[RedFlag | TriageRule] | None = None,
) -> tuple[Reason, ...]:
    """Every rule that holds, most urgent first (all rules, unless some are given)."""
    possible = with_unsure_as(kb, current, Status.PRESENT)
    every: Iterable[RedFlag | TriageRule] = [*kb.red_flags, *kb.triage_rules]
    chosen = every if rules is None else rules
    found = [
        reason
        for rule in chosen
        for reason in (
            _flag(rule, current, possible)
            if isinstance(rule, RedFlag)
            else _rule(rule, current)
        )
    ]
    return tuple(sorted(found, key=lambda reason: reason.level.rank))


def base(kb: KnowledgeBase, current: Current) -> Reason:
    """The level when no rule asks for more: self-care only where it is safe.

    Self-care needs its circumstances to be certain, no red-flag finding to be present,
    and every leading condition to allow it, whether doubts are left open or denied.
    """
    flagged = sorted(f for f in kb.red_flag_findings if _is_present(f, current))
    if flagged:
        return _default(kb, Level.ROUTINE, flagged)
    first = leaders(kb, weigh(kb, current))
    plain = with_unsure_as(kb, current, Status.ABSENT)
    if plain is not current:
        first = tuple(dict.fromkeys((*first, *leaders(kb, weigh(kb, plain)))))
    lasting = [c for c in first if kb.conditions[c].level is not Level.SELF_CARE]
    if lasting:
        condition = kb.conditions[lasting[0]]
        return Reason(
            kind="condition",
            id=condition.id,
            level=condition.level,
            findings=(),
            references=condition.references,
            basis=condition.basis,
        )
    if kb.self_care.when.holds(current) is not True:
        return _default(kb, Level.ROUTINE, kb.self_care.when.findings())
    return _default(kb, Level.SELF_CARE, ())


def level(kb: KnowledgeBase, current: Current) -> Level:
    """The most urgent level that anything asks for."""
    return most_urgent(reasons(kb, current), base(kb, current))


def most_urgent(found: Sequence[Reason], standing: Reason) -> Level:
    """The level of what was found, most urgent first, or of the base if more urgent."""
    return found[0].level.at_least(standing.level) if found else standing.level


def may_be_self_care(kb: KnowledgeBase, current: Current) -> bool:
    """Whether nothing but the pattern decides between self-care and being seen."""
    flagged = any(_is_present(finding, current) for finding in kb.red_flag_findings)
    return not flagged and kb.self_care.when.holds(current) is True


def is_in_scope(kb: KnowledgeBase, current: Current) -> bool:
    """False for people known to be outside those the patterns were made for."""
    return kb.out_of_scope.when.holds(current) is not True


def with_unsure_as(kb: KnowledgeBase, current: Current, status: Status) -> Current:
    """The answers with unsure and declined yes-no findings read as `status`.

    The very same answers when there is nothing of the sort among them.
    """
    doubtful = {
        finding: _bare(finding, status)
        for finding, answer in current.items()
        if answer.status in _DOUBTFUL and kb.findings[finding].kind is Kind.BOOLEAN
    }
    return {**current, **doubtful} if doubtful else current


@lru_cache(maxsize=None)
def _bare(finding: str, status: Status) -> Answer:
    return Answer(finding=finding, status=status)


def _flag(flag: RedFlag, current: Current, possible: Current) -> Iterator[Reason]:
    held_back = flag.unless is not None and flag.unless.holds(current) is True
    if held_back:
        return
    if flag.when.holds(current) is True:
        yield _reason("red_flag", flag, flag.level, current)
    elif flag.if_unsure and flag.when.holds(possible) is True:
        yield _reason("not_excluded", flag, flag.if_unsure, possible)


def _rule(rule: TriageRule, current: Current) -> Iterator[Reason]:
    if rule.when.holds(current) is True:
        yield _reason("triage_rule", rule, rule.level, current)


def _reason(
    kind: str, rule: RedFlag | TriageRule, level: Level, current: Current
) -> Reason:
    return Reason(
        kind=kind,
        id=rule.id,
        level=level,
        findings=tuple(deciding(rule.when, current)),
        references=rule.references,
        basis=rule.basis,
        suspected=rule.suspected if isinstance(rule, RedFlag) else None,
    )


def _is_present(finding: str, current: Current) -> bool:
    answer = current.get(finding)
    return answer is not None and answer.status is Status.PRESENT


def _default(kb: KnowledgeBase, level: Level, findings: Iterable[str]) -> Reason:
    return Reason(
        kind="default",
        id=f"default_{level.value}",
        level=level,
        findings=tuple(dict.fromkeys(findings)),
        references=kb.self_care.references,
        basis=kb.self_care.basis,
    )
