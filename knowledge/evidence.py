"""What evidence does to the odds, given what is known."""

from __future__ import annotations

from knowledge.expressions import Current
from knowledge.model import Evidence, EvidenceGroup, GradeTable, KnowledgeBase


def ratio(row: Evidence, truth: bool, grades: GradeTable) -> float:
    """The factor on the odds when the row's statement is true or false.

    Published ratios are used as they are. A graded row takes its pair from the grade
    table, or the reciprocals when it speaks against.
    """
    if not truth and row.silent_when_absent:
        return 1.0
    if row.strength is None:
        published = row.lr_present if truth else row.lr_absent
        return published.value if published else 1.0
    present, absent = grades.strengths[row.strength]
    factor = present if truth else absent
    return factor if row.favours else 1 / factor


def strongest(group: EvidenceGroup, current: Current) -> tuple[int, float]:
    """The group's loudest member (its number) and its factor on the odds.

    A member whose statement is unknown has the factor 1.
    """
    winner, factor, loudness = 0, 1.0, 1.0
    for number, member in enumerate(group):
        truth = member.row.when.holds(current)
        if truth is None:
            continue
        own = member.if_true if truth else member.if_false
        own_loudness = own if own >= 1.0 else 1.0 / own
        if own_loudness > loudness:
            winner, factor, loudness = number, own, own_loudness
    return winner, factor


def is_possible(kb: KnowledgeBase, condition: str, current: Current) -> bool:
    """Whether the condition can apply to this person at all, as far as is known."""
    only_if = kb.conditions[condition].only_if
    return only_if is None or only_if.holds(current) is not False
