"""What a clinician's examination does to the odds. Never for a test done at home.

The story gives the odds before; a test of the table multiplies them by its own ratio,
and the bounds of that ratio are carried along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.case import Case, SaidBy
from knowledge.claims import ClinicalTest, Library, Ratio
from knowledge.differential import differential, weigh
from knowledge.errors import CaseError
from knowledge.model import KnowledgeBase
from knowledge.odds import entropy
from knowledge.results import Band, Candidate

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

    `ratio` is the factor; it and the odds after come with the bounds of the table's
    intervals. The upper ones are None where the table sets no bound.
    """

    condition: str
    test: str
    positive: bool
    ratio: float
    ratio_low: float
    ratio_high: float | None
    before: float
    after: float
    after_low: float
    after_high: float | None
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the examination moved, and the differential ranked by the odds after it."""

    moved: tuple[Moved, ...]
    differential: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Separating:
    """A test worth doing: it tells `conditions` from the others that lead.

    `gain` is how much it is expected to settle, in bits; the ratios are what its result
    would do to the odds of the conditions.
    """

    test: str
    conditions: tuple[str, ...]
    gain: float
    if_positive: Ratio
    if_negative: Ratio
    references: tuple[str, ...]


def examine(
    kb: KnowledgeBase, library: Library, case: Case, results: Iterable[TestResult]
) -> Examined:
    """How the odds move with a clinician's test results.

    Tests of one subtype hang together, having been tried on the same few people, so
    only the most telling one counts.

    Raises:
        CaseError: for a test that is not in the table or has no ratio, or a result that
            no clinician vouches for.
    """
    told = [(result, *_ratio(library, result)) for result in results]
    odds = weigh(kb, case.current)
    moved = tuple(
        entry
        for subtype in library.subtypes
        for entry in _moved(
            library,
            odds,
            subtype,
            [one for one in told if one[1].subtype == subtype],
        )
    )
    factors = {entry.condition: entry.ratio for entry in moved}
    return Examined(moved=moved, differential=differential(kb, case.current, factors))


def separating(
    kb: KnowledgeBase,
    library: Library,
    case: Case,
    among: Collection[str] | None = None,
) -> tuple[Separating, ...]:
    """The tests that tell leading conditions apart, the most telling first.

    Args:
        kb: what is known.
        library: the table of tests.
        case: what was said.
        among: the conditions to tell apart; those that fit at least in part if None.
    """
    ranked = differential(kb, case.current)
    if among is None:
        among = [c.condition for c in ranked if c.band is not Band.FITS_LITTLE]
    odds = {c.condition: c.odds for c in ranked if c.condition in among}
    found = [
        entry
        for test in library.clinical_tests.values()
        for entry in _separates(library, test, odds)
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.gain, entry.test)))


def _separates(
    library: Library, test: ClinicalTest, odds: Mapping[str, float]
) -> Iterator[Separating]:
    positive, negative = test.ratio(True), test.ratio(False)
    conditions = tuple(c for c in library.subtypes.get(test.subtype, ()) if c in odds)
    apart = 0 < len(conditions) < len(odds)
    if not apart or positive is None or negative is None:
        return
    yield Separating(
        test=test.id,
        conditions=conditions,
        gain=_gain(test, conditions, odds),
        if_positive=positive,
        if_negative=negative,
        references=test.references,
    )


def _gain(
    test: ClinicalTest, conditions: Collection[str], odds: Mapping[str, float]
) -> float:
    """How much less undecided the conditions are expected to be after the test."""
    if test.sensitivity is None or test.specificity is None:
        return 0.0
    total = sum(odds.values())
    found, false_alarm = test.sensitivity.value, 1 - test.specificity.value
    positive = {
        c: weight / total * (found if c in conditions else false_alarm)
        for c, weight in odds.items()
    }
    negative = {c: odds[c] / total - share for c, share in positive.items()}
    after = sum(
        sum(shares.values()) * entropy(shares.values())
        for shares in (positive, negative)
    )
    return entropy(odds.values()) - after


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
                ratio=ratio.value,
                ratio_low=ratio.low,
                ratio_high=ratio.high,
                before=before,
                after=before * ratio.value,
                after_low=before * ratio.low,
                after_high=None if ratio.high is None else before * ratio.high,
                references=test.references,
            )


def _loudness(ratio: Ratio) -> float:
    return max(ratio.value, 1 / ratio.value)
