"""Why a question is asked: what each of its answers would do to the advice."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import triage
from knowledge.case import Case, Status
from knowledge.differential import weigh
from knowledge.model import Kind, KnowledgeBase, Level, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one answer would do: the level then, and whom it would move up or down."""

    finding: str
    status: Status
    value: str | float | None
    level: Level
    raises: tuple[str, ...]
    lowers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a question is asked, from the same data that asks it."""

    question: str
    level_now: Level
    effects: tuple[Effect, ...]
    references: tuple[str, ...]


# An answer must move a condition's odds by this factor to be worth mentioning.
NOTABLE_RATIO = 1.5


def explain(kb: KnowledgeBase, case: Case, question_id: str) -> Explanation:
    """What each answer to the question would change for this case.

    Raises:
        KeyError: when there is no such question.
    """
    question = kb.questions[question_id]
    effects = tuple(
        _effect(kb, case, finding, status, value)
        for finding in question.findings
        for status, value in _possible(kb, question, finding)
    )
    return Explanation(
        question=question_id,
        level_now=triage.level(kb, case.current),
        effects=effects,
        references=question.references,
    )


def _possible(
    kb: KnowledgeBase, question: Question, finding: str
) -> list[tuple[Status, str | float | None]]:
    """The answers to look at; of numbers those that the question offers."""
    record = kb.findings[finding]
    if record.kind is Kind.NUMBER:
        return [(Status.PRESENT, value) for value in question.values]
    if record.kind is Kind.CHOICE:
        return [(Status.PRESENT, choice) for choice in record.choices]
    return [(Status.PRESENT, None), (Status.ABSENT, None)]


def _effect(
    kb: KnowledgeBase,
    case: Case,
    finding: str,
    status: Status,
    value: str | float | None,
) -> Effect:
    before = weigh(kb, case.current)
    supposed = case.say(finding, status, value).current
    after = weigh(kb, supposed)
    shift = {c: after[c] / before[c] for c in before if c in after}
    return Effect(
        finding=finding,
        status=status,
        value=value,
        level=triage.level(kb, supposed),
        raises=tuple(c for c, r in shift.items() if r >= NOTABLE_RATIO),
        lowers=tuple(c for c, r in shift.items() if r <= 1 / NOTABLE_RATIO),
    )
