"""Codes are at symptom level, verified, and never exclude one another."""

from itertools import combinations, product

import pytest

from knowledge.case import Case, Status
from knowledge.codes import codes, load_codes

CODES = load_codes()
P = Status.PRESENT

# What only a clinician can establish, and codes that nobody could verify.
CLINICIANS = ("M51", "M48", "G57", "G83", "G06", "M46", "M80", "M45", "C90", "I71")
UNVERIFIED = ("M25.85", "M76.89")
# Headings that are no longer billable by themselves.
HEADINGS = {"M54.3", "M54.4", "M54.5", "R10.2", "M51.36", "M48.06"}


def test_back_pain_running_to_the_left_foot_is_one_code_with_its_side():
    case = Case().say("site_low_back", P).say("radiation", P, "foot")
    assert codes(CODES, case.say("side", P, "left")) == ("M54.42",)
    assert codes(CODES, case) == ("M54.40",)


def test_leg_pain_without_back_pain_is_sciatica_by_side():
    case = Case().say("radiation", P, "below_knee").say("side", P, "right")
    assert codes(CODES, case) == ("M54.31",)


def test_back_pain_alone_is_low_back_pain():
    assert codes(CODES, Case().say("site_low_back", P)) == ("M54.50",)


@pytest.mark.parametrize("status", [Status.UNSURE, Status.DECLINED, Status.ABSENT])
def test_what_is_not_certain_is_not_coded(status):
    assert codes(CODES, Case().say("site_low_back", status)) == ()


def test_pain_without_a_known_side_gets_no_code_that_needs_one():
    assert codes(CODES, Case().say("site_hip", P)) == ()


def test_no_case_gets_two_codes_that_exclude_each_other():
    excludes = {
        code: entry.excludes
        for entry in CODES
        for code in [*entry.sides.values(), entry.code]
        if code
    }
    yes_no = ["site_low_back", "site_hip", "foot_drop", "site_perineum"]
    for radiation, side, *present in product(
        ["none", "foot"], ["left", "both"], *[[True, False]] * len(yes_no)
    ):
        case = Case().say("radiation", P, radiation).say("side", P, side)
        for finding, holds in zip(yes_no, present, strict=True):
            case = case.say(finding, P if holds else Status.ABSENT)
        for one, other in combinations(codes(CODES, case), 2):
            assert not other.startswith(excludes[one] or ("-",)), (one, other)
            assert not one.startswith(excludes[other] or ("-",)), (one, other)


def test_the_exclusions_of_the_tabular_list_are_kept():
    by_id = {entry.id: entry for entry in CODES}
    assert {"M54.4", "M51.1", "G57.0", "M51.361"} == set(by_id["sciatica"].excludes)
    assert {"M54.4", "S39.012", "M51.2", "M51.360"} == set(
        by_id["low_back_pain"].excludes
    )
    assert by_id["sciatica"].forbids("G57.01")


def test_nothing_a_clinician_must_establish_and_nothing_unverified_is_given():
    given = {c for e in CODES for c in [*e.sides.values(), e.code] if c}
    assert not [c for c in given if c.startswith(CLINICIANS + UNVERIFIED)]
    assert not given & HEADINGS
