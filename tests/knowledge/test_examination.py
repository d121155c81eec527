"""A clinician's tests move the odds by the table's own ratios, bounds included."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest

from knowledge.case import Answer, Case, SaidBy, Status
from knowledge.differential import weigh
from knowledge.errors import CaseError
from knowledge.examination import Moved, TestResult, examine, separating
from knowledge.examination.__main__ import main
from knowledge.library import load_library
from tests.knowledge.cases import KB

LIBRARY = load_library(KB)
CASE = Case().say("site_buttock", Status.PRESENT).say("worse_sitting", Status.PRESENT)


def result(test: str, positive: bool = True, said_by: SaidBy = SaidBy.CLINICIAN):
    return TestResult(test=test, positive=positive, said_by=said_by)


def moves(case: Case, results: list[TestResult]) -> tuple[Moved, ...]:
    return examine(KB, LIBRARY, case, results).moved


def test_a_positive_test_multiplies_the_odds_by_exactly_its_ratio():
    (moved,) = moves(CASE, [result("long_stride_in_ifi")])
    before = weigh(KB, CASE.current)["ischiofemoral_impingement"]
    assert moved.condition == "ischiofemoral_impingement"
    assert moved.before == before
    assert moved.after == pytest.approx(before * 0.94 / 0.15)


def test_the_bounds_come_from_the_printed_intervals():
    (moved,) = moves(CASE, [result("long_stride_in_ifi")])
    assert moved.after_low == pytest.approx(moved.before * 0.69 / 0.46)
    assert moved.after_high == pytest.approx(moved.before * 0.99 / 0.03)
    assert moved.after_low < moved.after < moved.after_high


def test_a_negative_test_lowers_the_odds():
    (moved,) = moves(CASE, [result("active_hamstring_in_phs", False)])
    assert moved.after == pytest.approx(moved.before * 0.16 / 0.97)
    assert moved.after_low < moved.after < moved.after_high


def test_a_specificity_that_reaches_one_leaves_no_upper_bound():
    moved = moves(CASE, [result("lasegue_in_dgs")])
    assert {entry.after_high for entry in moved} == {None}


def test_tests_of_one_subtype_do_not_add_up():
    both = [result("active_piriformis_in_dgs"), result("seated_stretch_in_dgs")]
    moved = moves(CASE, both)
    assert {entry.test for entry in moved} == {"seated_stretch_in_dgs"}


def test_tests_of_different_subtypes_each_count():
    both = [result("long_stride_in_ifi"), result("active_hamstring_in_phs")]
    assert len(moves(CASE, both)) == 2


@pytest.mark.parametrize("said_by", [SaidBy.PATIENT, SaidBy.CARER, SaidBy.STAFF])
def test_nobody_but_a_clinician_can_enter_a_test(said_by):
    with pytest.raises(CaseError, match="clinician"):
        examine(KB, LIBRARY, CASE, [result("long_stride_in_ifi", said_by=said_by)])


@pytest.mark.parametrize("test", ["pace_in_ps", "unheard_of"])
def test_a_test_without_a_ratio_is_refused_by_name(test):
    with pytest.raises(CaseError, match=test):
        examine(KB, LIBRARY, CASE, [result(test)])


def test_no_result_moves_nothing():
    assert moves(CASE, []) == ()


def test_the_differential_is_ranked_by_the_odds_after_the_test():
    examined = examine(KB, LIBRARY, CASE, [result("long_stride_in_ifi")])
    plain = weigh(KB, CASE.current)
    for candidate in examined.differential:
        ratio = {"ischiofemoral_impingement": 0.94 / 0.15}.get(candidate.condition, 1.0)
        wanted = plain[candidate.condition] * ratio
        assert candidate.odds == pytest.approx(wanted)
    odds = [candidate.odds for candidate in examined.differential]
    assert odds == sorted(odds, reverse=True)


def test_the_ratio_of_a_result_is_given_with_its_interval():
    (moved,) = moves(CASE, [result("long_stride_in_ifi")])
    assert moved.ratio == pytest.approx(0.94 / 0.15)
    assert moved.ratio_low == pytest.approx(0.69 / 0.46)
    assert moved.ratio_high == pytest.approx(0.99 / 0.03)


def test_a_scan_read_by_a_clinician_is_an_answer_of_the_case():
    scan = Answer(
        finding="mri_disc_normal", status=Status.PRESENT, said_by=SaidBy.CLINICIAN
    )
    after = weigh(KB, CASE.add(scan).current)
    before = weigh(KB, CASE.current)
    assert after["disc_radiculopathy"] < before["disc_radiculopathy"]
    assert after["piriformis_syndrome"] > before["piriformis_syndrome"]


def test_the_most_telling_test_comes_first_and_speaks_for_some_but_not_all():
    among = ["ischiofemoral_impingement", "proximal_hamstring_syndrome"]
    tests = separating(KB, LIBRARY, CASE, among)
    gains = [test.gain for test in tests]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] >= 0
    for test in tests:
        assert 0 < len(test.conditions) < len(among)
        assert test.if_positive.value > 1 > test.if_negative.value


def test_no_test_separates_a_condition_from_nothing():
    assert separating(KB, LIBRARY, CASE, ["ischiofemoral_impingement"]) == ()


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        status = main(arguments)
    return status, out.getvalue()


def test_the_terminal_shows_the_odds_before_and_after_with_their_bounds():
    status, text = run(
        "--finding", "site_buttock=present", "--test", "long_stride_in_ifi=positive"
    )
    assert status == 0
    assert "ischiofemoral_impingement" in text
    assert "6.3 (1.5 to 33)" in text


def test_the_terminal_takes_the_answers_of_a_talk(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE.to_json()))
    status, text = run("--case", str(path), "--json")
    record = json.loads(text)
    assert status == 0
    odds = weigh(KB, CASE.current)
    first = record["differential"][0]
    assert first["odds"] == pytest.approx(odds[first["condition"]])
    assert record["separating"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--test", "gout=positive"], "long_stride_in_ifi"),
        (["--test", "long_stride_in_ifi=maybe"], "positive or negative"),
        (["--finding", "site_elbow=present"], "site_elbow"),
        (["--finding", "radiation=far"], "below_knee"),
        (["--finding", "site_buttock"], "id=value"),
        (["--case", "/nowhere/case.json"], "/nowhere/case.json"),
    ],
)
def test_a_mistake_at_the_terminal_is_told_with_what_is_allowed(arguments, told):
    status, text = run(*arguments)
    assert status == 2
    assert told in text


def test_the_terminal_lists_the_tests():
    status, text = run("--list")
    assert status == 0
    for test in LIBRARY.clinical_tests.values():
        assert (test.id in text) == (test.ratio(True) is not None)
