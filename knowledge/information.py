"""How much an answer is expected to tell: expected information gain, in bits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.case import Answer, Status
from knowledge.differential import weigh
from knowledge.evidence import strongest
from knowledge.expressions import Current
from knowledge.model import EvidenceGroup, Finding, Kind, KnowledgeBase
from knowledge.odds import entropy

Places = list[tuple[str, int]]


class Outlook:
    """The differential as it stands, and what each possible answer would make of it."""

    def __init__(self, kb: KnowledgeBase, current: Current) -> None:
        self.kb = kb
        self.current = current
        weights = weigh(kb, current)
        total = sum(weights.values())
        self.weights = {c: weight / total for c, weight in weights.items()}
        self.entropy = entropy(self.weights.values())

    def gain(self, finding_id: str) -> float:
        """Expected fall in entropy from an answer about one finding."""
        finding = self.kb.findings[finding_id]
        touched = [
            place
            for place in self.kb.groups_of.get(finding_id, ())
            if place[0] in self.weights
        ]
        if not touched or finding.kind is Kind.NUMBER:
            return 0.0
        before = {
            (condition, number): strongest(group, self.current)[1]
            for condition, number, group in self._groups(touched)
        }
        outcomes = [
            (share, self._factors(touched, before, answer))
            for share, answer in self._outcomes(finding)
        ]
        # P(outcome | condition) is proportional to its background share times the
        # factor the outcome has on that condition's odds.
        norm = {
            c: sum(share * factors[c] for share, factors in outcomes)
            for c in outcomes[0][1]
        }
        expected = 0.0
        for share, factors in outcomes:
            joint = [
                weight * share * (factors[c] / norm[c] if c in factors else 1.0)
                for c, weight in self.weights.items()
            ]
            expected += sum(joint) * entropy(joint)
        return self.entropy - expected

    def _groups(self, touched: Places) -> Iterator[tuple[str, int, EvidenceGroup]]:
        for condition, number in touched:
            yield condition, number, self.kb.groups[condition][number]

    def _factors(
        self,
        touched: Places,
        before: Mapping[tuple[str, int], float],
        answer: Answer,
    ) -> dict[str, float]:
        """By what each touched condition's odds would be multiplied."""
        supposed = {**self.current, answer.finding: answer}
        factors: dict[str, float] = {}
        for condition, number, group in self._groups(touched):
            change = strongest(group, supposed)[1] / before[condition, number]
            factors[condition] = factors.get(condition, 1.0) * change
        return factors

    def _outcomes(self, finding: Finding) -> Iterator[tuple[float, Answer]]:
        """Each answer that could come, with its background share."""
        if finding.kind is Kind.CHOICE:
            share = 1 / len(finding.choices)
            for choice in finding.choices:
                yield (
                    share,
                    Answer(finding=finding.id, status=Status.PRESENT, value=choice),
                )
        else:
            share = self.kb.grades.background_frequency
            yield share, Answer(finding=finding.id, status=Status.PRESENT)
            yield 1 - share, Answer(finding=finding.id, status=Status.ABSENT)
