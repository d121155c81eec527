"""Whether values make sense: ranges, intervals, counts, the kinds of questions."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks import expressions
from knowledge.errors import Problem
from knowledge.expressions import AtLeast, Between, Expression
from knowledge.model import Finding, Kind, KnowledgeBase, Question, Strength

_ASKED_BY = {
    "single": Kind.BOOLEAN,
    "multiple": Kind.BOOLEAN,
    "choice": Kind.CHOICE,
    "number": Kind.NUMBER,
}


def check_values(kb: KnowledgeBase) -> Iterator[Problem]:
    """Values that fit their schema but mean nothing; unknown ids are left to others."""
    yield from _ranges(kb)
    for question in kb.questions.values():
        yield from _question(kb, question)
    for file, place, expression in expressions(kb):
        for message in _nonsense(kb, expression):
            yield Problem(file, place, message)
    yield from _intervals(kb)
    yield from _clarifying(kb)
    yield from _grades(kb)


def _ranges(kb: KnowledgeBase) -> Iterator[Problem]:
    for finding in kb.findings.values():
        if finding.kind is Kind.NUMBER and not _low(finding) < _high(finding):
            message = f"minimum {_low(finding):g} is not below {_high(finding):g}"
            yield Problem("findings.yml", finding.id, message)


def _question(kb: KnowledgeBase, question: Question) -> Iterator[Problem]:
    wanted = _ASKED_BY[question.kind]
    for finding in (kb.findings[f] for f in question.findings if f in kb.findings):
        if finding.kind is not wanted:
            yield Problem(
                "questions.yml",
                question.id,
                f"a {question.kind} question asks for {wanted.value} findings, and "
                f"{finding.id!r} is a {finding.kind.value} one",
            )
        for value in question.values:
            if finding.kind is Kind.NUMBER and not _fits(finding, value):
                message = f"{value:g} is outside {_range(finding)}"
                yield Problem("questions.yml", f"{question.id}.values", message)


def _nonsense(kb: KnowledgeBase, expression: Expression) -> Iterator[str]:
    if isinstance(expression, AtLeast):
        if expression.count > len(expression.parts):
            yield (
                f"at least {expression.count} of {len(expression.parts)} can never "
                "hold; lower the number or add parts"
            )
        for part in expression.parts:
            yield from _nonsense(kb, part)
    finding = kb.findings.get(getattr(expression, "finding", ""))
    if not isinstance(expression, Between) or finding is None:
        return
    bounds = [b for b in (expression.low, expression.high) if b is not None]
    if finding.kind is Kind.NUMBER and not all(_fits(finding, b) for b in bounds):
        yield f"a bound of {finding.id!r} is outside {_range(finding)}"
    if bounds != sorted(set(bounds)):
        yield f"`at_least` of {finding.id!r} is not below its `less_than`"


def _intervals(kb: KnowledgeBase) -> Iterator[Problem]:
    for condition in kb.conditions.values():
        for row in condition.evidence:
            for ratio in filter(None, (row.lr_present, row.lr_absent)):
                low = ratio.value if ratio.low is None else ratio.low
                high = ratio.value if ratio.high is None else ratio.high
                if not low <= ratio.value <= high:
                    yield Problem(
                        f"conditions/{condition.id}.yml",
                        f"evidence.{row.id}",
                        f"{ratio.value:g} is not within its interval {low:g} to "
                        f"{high:g}",
                    )


def _clarifying(kb: KnowledgeBase) -> Iterator[Problem]:
    for flag in kb.red_flags:
        looked_at = set(flag.unless.findings()) if flag.unless else set()
        for question in (kb.questions[q] for q in flag.clarify if q in kb.questions):
            if looked_at.isdisjoint(question.findings):
                yield Problem(
                    f"red_flags/{flag.family}.yml",
                    f"{flag.id}.clarify",
                    f"{question.id!r} asks for nothing that `unless` looks at",
                )


def _grades(kb: KnowledgeBase) -> Iterator[Problem]:
    grades = kb.grades
    if grades.fits_partly >= grades.fits_well:
        yield Problem("grades.yml", "bands", "`fits_partly` is not below `fits_well`")
    for present in (0, 1):
        said = [grades.strengths[s][present] for s in Strength]
        if said != sorted(said, reverse=present == 0):
            message = "a stronger grade says less than a weaker one"
            yield Problem("grades.yml", "strengths", message)


def _low(finding: Finding) -> float:
    return 0.0 if finding.minimum is None else finding.minimum


def _high(finding: Finding) -> float:
    return float("inf") if finding.maximum is None else finding.maximum


def _fits(finding: Finding, value: float) -> bool:
    return _low(finding) <= value <= _high(finding)


def _range(finding: Finding) -> str:
    return f"{_low(finding):g} to {_high(finding):g} {finding.unit}"
