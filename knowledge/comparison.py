"""Two conditions side by side for one person's own answers.

Everything is read off the same odds that rank them: what was said moves the ratio
between the two, and so would each answer that is still missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.case import Answer, Case, Status
from knowledge.differential import differential, weigh
from knowledge.expressions import Current
from knowledge.model import Basis, Kind, KnowledgeBase
from knowledge.results import Candidate, Direction, LedgerRow, Supposed

# How much an answer must move the ratio between the two to separate them.
SEPARATES = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Separating:
    """Something said that moves one of the two more than the other.

    `ratio` is the factor on the odds of the first against those of the second.
    """

    findings: tuple[str, ...]
    ratio: float
    references: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An answer not given yet that would tell the two apart, and for which one."""

    answer: Supposed
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What this person's answers say of two conditions.

    `said` is what was said, the most telling first; `missing` what could still be
    asked, likewise, at most one answer for each finding.
    """

    first: Candidate
    second: Candidate
    ratio: float
    said: tuple[Separating, ...]
    missing: tuple[Missing, ...]


def compare(kb: KnowledgeBase, case: Case, first: str, second: str) -> Comparison:
    """The two conditions for this case.

    Raises:
        KeyError: for a condition that does not exist or cannot apply to this person.
    """
    candidates = {c.condition: c for c in differential(kb, case.current)}
    one, other = candidates[first], candidates[second]
    return Comparison(
        first=one,
        second=other,
        ratio=one.odds / other.odds,
        said=tuple(sorted(_said(one, other), key=lambda s: -_loudness(s.ratio))),
        missing=tuple(
            sorted(
                _missing(kb, case.current, one, other),
                key=lambda m: -_loudness(m.ratio),
            )
        ),
    )


def _said(one: Candidate, other: Candidate) -> Iterator[Separating]:
    for_one, for_other = _by_findings(one), _by_findings(other)
    for findings in dict.fromkeys([*for_one, *for_other]):
        rows = [r for r in (for_one.get(findings), for_other.get(findings)) if r]
        ratio = _factor(for_one.get(findings)) / _factor(for_other.get(findings))
        if _loudness(ratio) >= math.log(SEPARATES):
            yield Separating(
                findings=findings,
                ratio=ratio,
                references=tuple(dict.fromkeys(k for r in rows for k in r.references)),
                basis=rows[0].basis,
            )


def _by_findings(candidate: Candidate) -> Mapping[tuple[str, ...], LedgerRow]:
    return {row.findings: row for row in candidate.ledger if row.counted}


def _factor(row: LedgerRow | None) -> float:
    return row.ratio if row else 1.0


def _missing(
    kb: KnowledgeBase, current: Current, one: Candidate, other: Candidate
) -> Iterator[Missing]:
    now = one.odds / other.odds
    unknown = dict.fromkeys(
        finding
        for row in (*one.ledger, *other.ledger)
        if row.direction is Direction.NOT_KNOWN
        for finding in row.findings
        if kb.findings[finding].kind is Kind.BOOLEAN
    )
    for finding in unknown:
        answer = Answer(finding=finding, status=Status.PRESENT)
        odds = weigh(kb, {**current, finding: answer})
        if one.condition not in odds or other.condition not in odds:
            continue
        ratio = odds[one.condition] / odds[other.condition] / now
        if _loudness(ratio) >= math.log(SEPARATES):
            supposed = Supposed(finding=finding, status=Status.PRESENT)
            yield Missing(answer=supposed, ratio=ratio)


def _loudness(ratio: float) -> float:
    return abs(math.log(ratio))
