"""What a clinician's examination does to the odds. Never for a test done at home.

The story gives the odds before; a test of the table multiplies them by its own ratio,
and the bounds of that ratio are carried along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.case import Case, SaidBy
from knowledge.claims import ClinicalTest, Library, Ratio
from knowledge.differential import weigh
from knowledge.errors import CaseError
from knowledge.model import KnowledgeBase

EXAMINERS = frozenset({SaidBy.CLINICIAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """What came of one test of the table, and who says so."""

    __test__ = False

    test: str
    positive: bool
    said_by: SaidBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The odds of a condition before and after the test that counted.

    `after_high` is None where the table sets no upper bound.
    """

    condition: str
    test: str
    positive: bool
    before: float
    after: float
    after_low: float
    after_high: float | None
    references: tuple[str, ...]


def examine(
    kb: KnowledgeBase, library: Library, case: Case, results: Iterable[TestResult]
) -> tuple[Moved, ...]:
    """How the odds move with a clinician's test results.

    Tests of one subtype hang together, having been tried on the same few people, so
    only the most telling one counts.

    Raises:
        CaseError: for a test that is not in the table or has no ratio, or a result that
            no clinician vouches for.
    """
    told = [(result, *_ratio(library, result)) for result in results]
    odds = weigh(kb, case.current)
    return tuple(
        moved
        for subtype in library.subtypes
        for moved in _moved(
            library,
            odds,
            subtype,
            [entry for entry in told if entry[1].subtype == subtype],
        )
    )


def _ratio(library: Library, result: TestResult) -> tuple[ClinicalTest, Ratio]:
    if result.said_by not in EXAMINERS:
        raise CaseError(f"{result.test!r} needs a clinician's hands, not a report")
    test = library.clinical_tests.get(result.test)
    ratio = test.ratio(result.positive) if test else None
    if test is None or ratio is None:
        known = ", ".join(
            t.id for t in library.clinical_tests.values() if t.ratio(True)
        )
        raise CaseError(f"{result.test!r} has no ratio; those that have: {known}")
    return test, ratio


def _moved(
    library: Library,
    odds: dict[str, float],
    subtype: str,
    told: list[tuple[TestResult, ClinicalTest, Ratio]],
) -> Iterator[Moved]:
    if not told:
        return
    result, test, ratio = max(told, key=lambda entry: _loudness(entry[2]))
    for condition in library.subtypes[subtype]:
        before = odds.get(condition)
        if before is not None:
            yield Moved(
                condition=condition,
                test=test.id,
                positive=result.positive,
                before=before,
                after=before * ratio.value,
                after_low=before * ratio.low,
                after_high=None if ratio.high is None else before * ratio.high,
                references=test.references,
            )


def _loudness(ratio: Ratio) -> float:
    return max(ratio.value, 1 / ratio.value)
