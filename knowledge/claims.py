"""The shapes of what the sources say: claims, tables, disagreements and topics.

These records are told and shown; the engine reasons with none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.model import Claim, Reference
from knowledge.odds import ratio_if_absent, ratio_if_present


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as printed: a value, or a range, in a unit.

    `low` and `high` are the 95% interval of a value, or the ends of a range that has no
    value. `count` of `of` people are behind a share; `population` says who they are.
    """

    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    of: int | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceClaim(Claim):
    """Something a source says. `facts` are its numbers in the inventory of the sources.

    `caveat` names what has to be said along with it.
    """

    id: str
    family: str
    facts: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    caveat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """A share between 0 and 1 with its 95% interval."""

    value: float
    low: float
    high: float

    def as_percent(self) -> Figure:
        """The share as people count: out of a hundred."""
        return Figure(
            unit="percent",
            value=_percent(self.value),
            low=_percent(self.low),
            high=_percent(self.high),
        )

    def of_the_others(self) -> Accuracy:
        """The share of those whom this one leaves out."""
        return Accuracy(value=1 - self.value, low=1 - self.high, high=1 - self.low)


def _percent(share: float) -> float:
    return round(share * 100, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A likelihood ratio computed from a table, and its bounds."""

    value: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalTest(Claim):
    """A row of the review's table of examination tests.

    Either how often the test is positive (`prevalence`, in percent) in one subtype, or
    how well it tells the subtype from others. Ratios are computed, never typed.
    """

    id: str
    fact: str
    test: str
    subtype: str
    source_number: int
    prevalence: Figure | None = None
    sensitivity: Accuracy | None = None
    specificity: Accuracy | None = None
    caveat: str | None = None

    def ratio(self, positive: bool) -> Ratio | None:
        """How much the result multiplies the odds, and between which bounds.

        The bounds come from the ends of both intervals at once, so they are wide;
        None as the upper one means that the table sets no bound.
        """
        if self.sensitivity is None or self.specificity is None:
            return None
        found, cleared = self.sensitivity, self.specificity
        if positive:
            return Ratio(
                value=ratio_if_present(found.value, cleared.value),
                low=ratio_if_present(found.low, cleared.low),
                high=None
                if cleared.high == 1
                else ratio_if_present(found.high, cleared.high),
            )
        return Ratio(
            value=ratio_if_absent(found.value, cleared.value),
            low=ratio_if_absent(found.high, cleared.high),
            high=ratio_if_absent(found.low, cleared.low),
        )

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """The figures of the row, as people count."""
        if self.prevalence is not None:
            yield "reported", self.prevalence
        if self.sensitivity is not None and self.specificity is not None:
            yield "found", self.sensitivity.as_percent()
            yield "false_alarm", self.specificity.of_the_others().as_percent()

    def as_claim(self) -> SourceClaim:
        """The row as a claim that can be told."""
        return SourceClaim(
            id=self.id,
            family="clinical_tests",
            facts=(self.fact,),
            figures=dict(self.figures()),
            caveat=self.caveat,
            references=self.references,
            basis=self.basis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgicalStudy(Claim):
    """A row of the review's table of operations."""

    id: str
    fact: str
    authors: str
    year: int
    approach: str
    evidence_level: str
    design: str
    people: int
    diagnosis: str
    treatment: str
    results: Mapping[str, Figure]
    caveat: str | None = None

    def as_claim(self) -> SourceClaim:
        """The row as a claim that can be told."""
        return SourceClaim(
            id=self.id,
            family="surgical_studies",
            facts=(self.fact,),
            figures={
                "people": Figure(unit="people", value=self.people),
                "year": Figure(unit="year", value=self.year),
                **self.results,
            },
            caveat=self.caveat,
            references=self.references,
            basis=self.basis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Claim):
    """Where sources differ, or one contradicts itself, and what is done about it.

    `sides` are the sources that speak; `follow` is the one followed, or why none is.
    """

    id: str
    facts: tuple[str, ...]
    sides: tuple[str, ...]
    follow: str
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def as_claim(self) -> SourceClaim:
        """The disagreement as a claim that can be told."""
        return SourceClaim(
            id=self.id,
            family="disagreements",
            facts=self.facts,
            figures=self.figures,
            references=self.references,
            basis=self.basis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """A fact that is deliberately not told to patients, and the reason's id."""

    facts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A question that can be answered: the claims it tells and where to go next.

    `about` is the pattern (or group of patterns) it is about, if any, and `aspect` the
    side of it. `compares` are the pairs of patterns that it tells apart.
    """

    id: str
    tells: tuple[str, ...]
    next: tuple[str, ...] = ()
    about: str | None = None
    aspect: str | None = None
    compares: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the sources say, by id."""

    references: Mapping[str, Reference]
    claims: Mapping[str, SourceClaim]
    clinical_tests: Mapping[str, ClinicalTest]
    surgical_studies: Mapping[str, SurgicalStudy]
    disagreements: Mapping[str, Disagreement]
    not_told: tuple[NotTold, ...]
    topics: Mapping[str, Topic]
    subtypes: Mapping[str, tuple[str, ...]]
    inventory: Mapping[str, int]

    def told(self) -> dict[str, list[str]]:
        """For each fact of the inventory, the claims that tell it."""
        claims: dict[str, list[str]] = {}
        for claim in self.claims.values():
            for fact in claim.facts:
                claims.setdefault(fact, []).append(claim.id)
        return claims

    def counts(self) -> dict[str, int]:
        """How much of each kind was loaded."""
        return {
            "references": len(self.references),
            "claims": len(self.claims),
            "clinical_tests": len(self.clinical_tests),
            "surgical_studies": len(self.surgical_studies),
            "disagreements": len(self.disagreements),
            "topics": len(self.topics),
        }
