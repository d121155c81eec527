"""What follows from the answers so far, each part worked out once and when needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from knowledge import triage
from knowledge.case import Case
from knowledge.expressions import Current
from knowledge.model import KnowledgeBase, Level, Question, Stage
from knowledge.results import Reason

_FIXED_STAGES = (Stage.PROFILE, Stage.SAFETY, Stage.ESSENTIAL)


@dataclass(frozen=True)
class Standing:
    """A case as it stands before the knowledge."""

    kb: KnowledgeBase
    case: Case

    @property
    def current(self) -> Current:
        """The answers in force."""
        return self.case.current

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Every rule that holds, most urgent first."""
        return triage.reasons(self.kb, self.current)

    @cached_property
    def base(self) -> Reason:
        """The level when no rule asks for more."""
        return triage.base(self.kb, self.current)

    @cached_property
    def level(self) -> Level:
        """The most urgent level that anything asks for."""
        return triage.most_urgent(self.reasons, self.base)

    @cached_property
    def in_scope(self) -> bool:
        """False for people known to be outside those the patterns were made for."""
        return triage.is_in_scope(self.kb, self.current)

    @cached_property
    def unsettled(self) -> tuple[Question, ...]:
        """Questions that concern this person and still have something open."""
        return tuple(
            question
            for question in self.kb.questions.values()
            if self.open(question) and self.concerns(question)
        )

    @cached_property
    def fixed(self) -> tuple[Question, ...]:
        """The unsettled questions of the fixed stages, in their order."""
        return tuple(q for s in _FIXED_STAGES for q in self.unsettled if q.stage is s)

    @cached_property
    def put(self) -> frozenset[str]:
        """The questions that the answers now in force came from.

        Answers since replaced do not count, so an edited case goes on as a fresh one.
        """
        return frozenset(a.question for a in self.current.values() if a.question)

    @cached_property
    def pattern_budget(self) -> int:
        """How many questions about the pattern may still be put."""
        asked = sum(
            self.kb.questions[question].stage is Stage.PATTERN
            for question in self.put
            if question in self.kb.questions
        )
        allowed = self.kb.grades.pattern_questions
        return max(0, allowed.get(self.level.value, allowed["otherwise"]) - asked)

    def open(self, question: Question) -> tuple[str, ...]:
        """The findings of a question that nothing was said of."""
        return tuple(f for f in question.findings if f not in self.current)

    def concerns(self, question: Question) -> bool:
        """Whether the question is worth asking this person."""
        skip = question.skip_if
        if skip is not None and skip.holds(self.current) is True:
            return False
        if question.when is None:
            return True
        truth = question.when.holds(self.current)
        return truth is True if question.asked_only_when_certain else truth is not False
