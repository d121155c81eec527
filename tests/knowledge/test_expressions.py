"""Unknown is never false."""

import pytest

from knowledge import Case, Status
from knowledge.expressions import parse

NOTHING = Case()
P, A, U, D = Status.PRESENT, Status.ABSENT, Status.UNSURE, Status.DECLINED


@pytest.mark.parametrize(
    ("status", "truth"), [(P, True), (A, False), (U, None), (D, None)]
)
def test_only_a_clear_answer_makes_a_statement_true_or_false(status, truth):
    case = NOTHING.say("fever", status)
    assert parse("fever").holds(case.current) is truth
    denied = parse({"absent": "fever"}).holds(case.current)
    assert denied is (None if truth is None else not truth)


def test_a_finding_never_asked_about_is_unknown():
    assert parse("fever").holds({}) is None
    assert parse({"absent": "fever"}).holds({}) is None


@pytest.mark.parametrize(
    ("raw", "said", "truth"),
    [
        ({"all": ["a", "b"]}, {"a": P}, None),
        ({"all": ["a", "b"]}, {"a": A}, False),
        ({"all": ["a", "b"]}, {"a": P, "b": P}, True),
        ({"any": ["a", "b"]}, {"a": P}, True),
        ({"any": ["a", "b"]}, {"a": A}, None),
        ({"any": ["a", "b"]}, {"a": A, "b": A}, False),
        ({"any": ["a", "b"]}, {"a": A, "b": U}, None),
        ({"at_least": 2, "of": ["a", "b", "c"]}, {"a": P, "b": P}, True),
        ({"at_least": 2, "of": ["a", "b", "c"]}, {"a": P, "b": A}, None),
        ({"at_least": 2, "of": ["a", "b", "c"]}, {"a": A, "b": A}, False),
    ],
)
def test_combinations_are_known_only_when_the_unknown_parts_cannot_matter(
    raw, said, truth
):
    case = NOTHING
    for finding, status in said.items():
        case = case.say(finding, status)
    assert parse(raw).holds(case.current) is truth


def test_a_range_includes_its_lower_and_excludes_its_upper_end():
    between = parse({"finding": "age_years", "at_least": 16, "less_than": 56})
    at = {n: NOTHING.say("age_years", P, n).current for n in (15.9, 16, 55.9, 56)}
    assert [between.holds(at[n]) for n in at] == [False, True, True, False]
    assert between.holds(NOTHING.say("age_years", D).current) is None


def test_a_choice_holds_for_its_values_only():
    below = parse({"finding": "radiation", "in": ["below_knee", "foot"]})
    assert below.holds(NOTHING.say("radiation", P, "foot").current) is True
    assert below.holds(NOTHING.say("radiation", P, "none").current) is False
    assert below.holds(NOTHING.say("radiation", U).current) is None


def test_a_form_that_is_no_expression_is_refused_with_the_allowed_forms():
    with pytest.raises(ValueError, match="write a finding id, or one of"):
        parse({"findings": "fever"})
