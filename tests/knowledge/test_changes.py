"""The quick search for what would change the advice finds what trying all would."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings

from knowledge import Case, Level, Status, triage
from knowledge.changes import changes
from knowledge.model import Kind
from tests.knowledge.cases import KB, cases

every_time = settings(max_examples=60)


def found(case: Case, *, raising: bool) -> set[tuple[frozenset[str], Level]]:
    """The changes through a red flag more, or through denials of what was said.

    What holds a red flag back, or would, has its tests with cauda equina.
    """
    now = triage.level(KB, case.current)
    return {
        (frozenset(answer.finding for answer in change.answers), change.level)
        for change in changes(KB, case.current, now)
        if (change.level.rank < now.rank) is raising
        and all(
            answer.finding in (KB.red_flag_findings if raising else case.current)
            for answer in change.answers
        )
    }


@every_time
@given(cases())
def test_every_red_flag_that_would_raise_the_urgency_is_found(case):
    now = triage.level(KB, case.current)
    raising = set()
    for finding in KB.red_flag_findings:
        if case.status(finding) is not Status.PRESENT:
            supposed = case.say(finding, Status.PRESENT).current
            reasons = triage.reasons(KB, supposed)
            if reasons and reasons[0].level.rank < now.rank:
                raising.add((frozenset({finding}), reasons[0].level))
    assert found(case, raising=True) == raising


@every_time
@given(cases(14))
def test_all_smallest_sets_of_denials_that_would_lower_the_urgency_are_found(case):
    now = triage.level(KB, case.current)
    # What stands without any rule is not there because of single answers.
    assume(triage.base(KB, case.current).level.rank > now.rank)
    lowering = _lowering(case, now)
    assume(lowering)
    assert found(case, raising=False) == lowering


def _lowering(case: Case, now: Level) -> set[tuple[frozenset[str], Level]]:
    """By one denial, or by two if one is not enough."""
    deniable = [
        finding
        for finding, answer in case.current.items()
        if KB.findings[finding].kind is Kind.BOOLEAN
        and answer.status is not Status.ABSENT
    ]
    for size in (1, 2):
        levels = {
            frozenset(denied): _level_without(case, denied)
            for denied in combinations(deniable, size)
        }
        lower = {(d, level) for d, level in levels.items() if level.rank > now.rank}
        if lower:
            return lower
    return set()


def _level_without(case: Case, denied: tuple[str, ...]) -> Level:
    for finding in denied:
        case = case.say(finding, Status.ABSENT)
    return triage.level(KB, case.current)


@pytest.mark.parametrize("flag", sorted(KB.red_flag_findings))
def test_the_search_is_the_same_for_each_red_flag_alone(flag):
    case = Case().say(flag, Status.PRESENT)
    now = triage.level(KB, case.current)
    lowering = _lowering(case, now)
    assert found(case, raising=False) == lowering
