"""Findings, levels and sources in words: what every message is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.case import Answer, Case, Status, Value
from knowledge.model import Kind, KnowledgeBase, Level, Reference
from knowledge.results import Change, Reason
from rendering.clinic import Clinic
from rendering.wording import FindingWords, Wording

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Voice:
    """One locale, spoken for one clinic."""

    kb: KnowledgeBase
    wording: Wording
    clinic: Clinic
    _facts: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        facts = {
            **self.clinic.facts(),
            "soon": self._days(self.clinic.soon_days),
            "review": self._days(self.clinic.review_weeks * DAYS_IN_A_WEEK),
        }
        object.__setattr__(self, "_facts", facts)

    def phrase(self, phrase: str, **values: object) -> str:
        """The phrase with this id, its braces filled.

        Raises:
            KeyError: when there is no such phrase, or a value is missing.
        """
        return self.fill(self.wording.phrases[phrase], **values)

    def fill(self, text: str, **values: object) -> str:
        """The text with facts of the clinic, windows and the given values filled in."""
        return text.format(**{**self._facts, **values})

    def label(self, finding: str) -> str:
        """A short neutral phrase for a finding."""
        return self.wording.findings[finding].label

    def option(self, finding: str) -> str:
        """The finding as something to tick."""
        words = self.wording.findings[finding]
        return words.option or _capital(words.label)

    def said(self, finding: str, status: Status, value: Value = None) -> str:
        """A finding with what was said of it."""
        words = self.wording.findings[finding]
        if status is Status.PRESENT:
            return self._present(finding, words, value)
        if status is Status.ABSENT:
            return words.absent or self.phrase("no_finding", label=words.label)
        unknown = {
            Status.UNSURE: "unsure_finding",
            Status.DECLINED: "declined_finding",
        }[status]
        return self.phrase(unknown, label=words.label)

    def answers(self, answers: Iterable[Answer]) -> str:
        """Several answers as one list."""
        said = (self.said(a.finding, a.status, a.value) for a in answers)
        return self.listed(said)

    def mentioned(self, findings: Iterable[str], case: Case) -> str:
        """Findings of a case as they were said."""
        return self.answers(case.current[finding] for finding in findings)

    def labels(self, findings: Iterable[str]) -> str:
        """Several findings as one list of labels."""
        return self.listed(self.label(finding) for finding in findings)

    def listed(self, phrases: Iterable[str]) -> str:
        """Phrases as one list, each once; they may have commas and an "and" inside."""
        return "; ".join(dict.fromkeys(phrases))

    def condition(self, condition: str) -> str:
        """The name of a pattern."""
        return self.wording.conditions[condition].name

    def conditions(self, conditions: Iterable[str]) -> str:
        """Several patterns by name."""
        return "; ".join(self.condition(condition) for condition in conditions)

    def level(self, level: Level) -> str:
        """What a level means, in a few words."""
        return self.fill(self.wording.dispositions[level.value].short)

    def reason(self, reason: Reason) -> str:
        """Why the advice is as urgent as it is, in one or two sentences."""
        if reason.kind == "red_flag":
            return self.fill(self.wording.red_flags[reason.id])
        if reason.kind == "not_excluded":
            return self.phrase("not_excluded", findings=self.labels(reason.findings))
        if reason.kind == "condition":
            return self.phrase("condition_reason")
        return self.fill(self.wording.triage[reason.id])

    def change(self, change: Change) -> str:
        """One set of other answers and what the advice would be then."""
        level = self.level(change.level)
        if all(answer.status is Status.ABSENT for answer in change.answers):
            labels = self.labels(answer.finding for answer in change.answers)
            return self.phrase("change_if_absent", findings=labels, level=level)
        said = self.listed(
            self.said(a.finding, a.status, a.value) for a in change.answers
        )
        return self.phrase("change_if_present", findings=said, level=level)

    def source(self, reference: str) -> str:
        """A citation with how much of it was read."""
        return self.cited(self.kb.references[reference])

    def cited(self, reference: Reference) -> str:
        """A citation of any source with how much of it was read."""
        depth = self.phrase(f"depth_{reference.read_depth}")
        return self.phrase("source", citation=reference.citation, depth=depth)

    def sources(self, references: Iterable[str]) -> list[str]:
        """Citations, each once."""
        return [self.source(reference) for reference in dict.fromkeys(references)]

    def _present(self, finding: str, words: FindingWords, value: Value) -> str:
        kind = self.kb.findings[finding].kind
        if value is None or kind is Kind.BOOLEAN:
            return words.present or words.label
        if kind is Kind.CHOICE:
            choice = words.choices[str(value)]
            return (words.present or "{choice}").format(choice=choice)
        return (words.present or "{value}").format(
            value=self._number(finding, float(value))
        )

    def _number(self, finding: str, number: float) -> str:
        spans = self.wording.findings[finding].spans
        span = next((s for s in spans if number < s.below), spans[-1])
        count = round(number / span.unit)
        return span.one if span.one and count <= 1 else span.many.format(n=count)

    def _days(self, days: int) -> str:
        weeks, rest = divmod(days, DAYS_IN_A_WEEK)
        unit, count = ("days", days) if rest else ("weeks", weeks)
        return self.wording.phrases[f"{unit}_{'one' if count == 1 else 'many'}"].format(
            n=count
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
