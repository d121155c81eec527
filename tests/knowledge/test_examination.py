"""A clinician's tests move the odds by the table's own ratios, bounds included."""

import pytest

from knowledge.case import Case, SaidBy, Status
from knowledge.differential import weigh
from knowledge.errors import CaseError
from knowledge.examination import TestResult, examine
from knowledge.library import load_library
from tests.knowledge.cases import KB

LIBRARY = load_library(KB)
CASE = Case().say("site_buttock", Status.PRESENT).say("worse_sitting", Status.PRESENT)


def result(test: str, positive: bool = True, said_by: SaidBy = SaidBy.CLINICIAN):
    return TestResult(test=test, positive=positive, said_by=said_by)


def test_a_positive_test_multiplies_the_odds_by_exactly_its_ratio():
    (moved,) = examine(KB, LIBRARY, CASE, [result("long_stride_in_ifi")])
    before = weigh(KB, CASE.current)["ischiofemoral_impingement"]
    assert moved.condition == "ischiofemoral_impingement"
    assert moved.before == before
    assert moved.after == pytest.approx(before * 0.94 / 0.15)


def test_the_bounds_come_from_the_printed_intervals():
    (moved,) = examine(KB, LIBRARY, CASE, [result("long_stride_in_ifi")])
    assert moved.after_low == pytest.approx(moved.before * 0.69 / 0.46)
    assert moved.after_high == pytest.approx(moved.before * 0.99 / 0.03)
    assert moved.after_low < moved.after < moved.after_high


def test_a_negative_test_lowers_the_odds():
    (moved,) = examine(KB, LIBRARY, CASE, [result("active_hamstring_in_phs", False)])
    assert moved.after == pytest.approx(moved.before * 0.16 / 0.97)
    assert moved.after_low < moved.after < moved.after_high


def test_a_specificity_that_reaches_one_leaves_no_upper_bound():
    moved = examine(KB, LIBRARY, CASE, [result("lasegue_in_dgs")])
    assert {entry.after_high for entry in moved} == {None}


def test_tests_of_one_subtype_do_not_add_up():
    both = [result("active_piriformis_in_dgs"), result("seated_stretch_in_dgs")]
    moved = examine(KB, LIBRARY, CASE, both)
    assert {entry.test for entry in moved} == {"seated_stretch_in_dgs"}


def test_tests_of_different_subtypes_each_count():
    both = [result("long_stride_in_ifi"), result("active_hamstring_in_phs")]
    assert len(examine(KB, LIBRARY, CASE, both)) == 2


@pytest.mark.parametrize("said_by", [SaidBy.PATIENT, SaidBy.CARER, SaidBy.STAFF])
def test_nobody_but_a_clinician_can_enter_a_test(said_by):
    with pytest.raises(CaseError, match="clinician"):
        examine(KB, LIBRARY, CASE, [result("long_stride_in_ifi", said_by=said_by)])


@pytest.mark.parametrize("test", ["pace_in_ps", "unheard_of"])
def test_a_test_without_a_ratio_is_refused_by_name(test):
    with pytest.raises(CaseError, match=test):
        examine(KB, LIBRARY, CASE, [result(test)])


def test_no_result_moves_nothing():
    assert examine(KB, LIBRARY, CASE, []) == ()
