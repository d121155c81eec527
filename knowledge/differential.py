"""The differential: conditions still compatible, ranked, each with its ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from knowledge.evidence import is_possible, strongest
from knowledge.expressions import Current, deciding
from knowledge.model import KnowledgeBase, Question, Weighed
from knowledge.results import Band, Candidate, Direction, LedgerRow

_UNEXAMINED: Mapping[str, float] = {}


def weigh(kb: KnowledgeBase, current: Current) -> dict[str, float]:
    """Post-test odds of every condition that can apply.

    Pre-test odds times the factor of each group of evidence; within a group only the
    strongest member counts, because its members hang together.
    """
    return {
        condition: kb.grades.frequencies[record.pre_test.frequency]
        * _product(kb, condition, current)
        for condition, record in kb.conditions.items()
        if is_possible(kb, condition, current)
    }


def _product(kb: KnowledgeBase, condition: str, current: Current) -> float:
    product = 1.0
    for group in kb.groups[condition]:
        product *= strongest(group, current)[1]
    return product


def leaders(kb: KnowledgeBase, weights: Mapping[str, float]) -> tuple[str, ...]:
    """The conditions tied for the first place."""
    best = max(weights.values())
    return tuple(c for c, w in weights.items() if w * kb.grades.tie_ratio >= best)


def differential(
    kb: KnowledgeBase, current: Current, examined: Mapping[str, float] = _UNEXAMINED
) -> tuple[Candidate, ...]:
    """Every possible condition, best first; near-equal odds share a rank.

    `examined` are factors on the odds of single conditions that no answer gives, such
    as a clinician's test result.
    """
    weights = {c: w * examined.get(c, 1.0) for c, w in weigh(kb, current).items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda c: (-weights[c], c))
    ties = _ties(ranked, weights, kb.grades.tie_ratio)
    place = {c: ranked.index(tie[0]) + 1 for tie in ties for c in tie}
    tied = {c: tie for tie in ties for c in tie}
    beside = _beside_the_point(kb, current)
    return tuple(
        Candidate(
            condition=condition,
            rank=place[condition],
            band=_band(kb, weights[condition] / total),
            odds=weights[condition],
            tied_with=tuple(c for c in tied[condition] if c != condition),
            ledger=_ledger(kb, condition, current, beside),
            references=kb.conditions[condition].references,
        )
        for condition in ranked
    )


def _ties(
    ranked: list[str], weights: Mapping[str, float], tie_ratio: float
) -> list[list[str]]:
    """Neighbours within the tie ratio of the first of their tie."""
    ties: list[list[str]] = []
    for condition in ranked:
        if ties and weights[condition] * tie_ratio >= weights[ties[-1][0]]:
            ties[-1].append(condition)
        else:
            ties.append([condition])
    return ties


def _band(kb: KnowledgeBase, share: float) -> Band:
    if share >= kb.grades.fits_well:
        return Band.FITS_WELL
    return Band.FITS_PARTLY if share >= kb.grades.fits_partly else Band.FITS_LITTLE


def _beside_the_point(kb: KnowledgeBase, current: Current) -> frozenset[str]:
    """Findings nobody would ask this person about, such as a man's periods."""
    asked_by: dict[str, list[Question]] = defaultdict(list)
    for question in kb.questions.values():
        for finding in question.findings:
            asked_by[finding].append(question)
    return frozenset(
        finding
        for finding, questions in asked_by.items()
        if all(q.when is not None and q.when.holds(current) is False for q in questions)
    )


def _ledger(
    kb: KnowledgeBase, condition: str, current: Current, beside: frozenset[str]
) -> tuple[LedgerRow, ...]:
    rows = []
    for group in kb.groups[condition]:
        winner, _ = strongest(group, current)
        for number, member in enumerate(group):
            entry = _ledger_row(member, current, counted=number == winner)
            if entry and not _is_idle(entry, beside):
                rows.append(entry)
    return tuple(rows)


def _is_idle(row: LedgerRow, beside: frozenset[str]) -> bool:
    """Whether a row only says that something beside the point is not known."""
    return row.direction is Direction.NOT_KNOWN and beside.issuperset(row.findings)


def _ledger_row(
    member: Weighed, current: Current, *, counted: bool
) -> LedgerRow | None:
    """The row as it stands; None when it is known and says nothing either way."""
    row = member.row
    truth = row.when.holds(current)
    factor = {True: member.if_true, False: member.if_false, None: 1.0}[truth]
    if truth is None:
        direction = Direction.NOT_KNOWN
    elif factor == 1.0:
        return None
    else:
        direction = Direction.FOR if factor > 1 else Direction.AGAINST
    published = row.lr_present if truth is not False else row.lr_absent
    interval = None
    if published and published.low is not None and published.high is not None:
        interval = (published.low, published.high)
    return LedgerRow(
        evidence=row.id,
        direction=direction,
        findings=tuple(dict.fromkeys(deciding(row.when, current))),
        ratio=factor,
        counted=counted and direction is not Direction.NOT_KNOWN,
        graded=row.strength.value if row.strength else None,
        interval=interval,
        references=row.references,
        basis=row.basis,
    )
