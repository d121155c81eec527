"""The odds move by what was published, once per thing, and ties stay ties."""

import math

import pytest

from knowledge import Case, Status, assess
from knowledge.differential import weigh
from knowledge.results import Direction
from tests.knowledge.cases import KB

P, A, U = Status.PRESENT, Status.ABSENT, Status.UNSURE


def shift(condition: str, before: Case, after: Case) -> float:
    """By what the condition's odds were multiplied."""
    first, second = weigh(KB, before.current), weigh(KB, after.current)
    return second[condition] / first[condition]


def test_a_published_ratio_moves_the_odds_by_exactly_that_ratio():
    case = Case()
    leaning = case.say("relief_bending_forward", P)
    assert math.isclose(shift("spinal_stenosis", case, leaning), 6.4)
    old = case.say("age_years", P, 74.0)
    assert math.isclose(shift("spinal_stenosis", case, old), 2.0)


def test_correlated_findings_count_once_by_the_strongest():
    leaning = Case().say("relief_bending_forward", P)
    both = leaning.say("worse_walking", P).say("relief_sitting", P)
    posture = shift("spinal_stenosis", Case(), leaning)
    together = shift("spinal_stenosis", Case(), both)
    assert math.isclose(posture, together)


def test_unsure_moves_no_odds():
    case = Case().say("site_buttock", P)
    for finding in ("worse_sitting", "numbness_tingling", "cyclical_with_period"):
        assert weigh(KB, case.say(finding, U).current) == weigh(KB, case.current)


def test_a_condition_that_cannot_apply_is_left_out_only_when_that_is_certain():
    named = {c.condition for c in assess(KB, Case()).differential}
    assert "gynaecological_sciatica" in named
    man = Case().say("sex", P, "male")
    named = {c.condition for c in assess(KB, man).differential}
    assert "gynaecological_sciatica" not in named


def test_tied_conditions_share_a_rank_and_name_each_other():
    case = Case().say("site_buttock", P).say("deep_buttock_tenderness", P)
    for candidate in assess(KB, case).differential:
        for other in candidate.tied_with:
            twin = next(
                c for c in assess(KB, case).differential if c.condition == other
            )
            assert twin.rank == candidate.rank
            assert candidate.condition in twin.tied_with


def test_the_ledger_says_what_speaks_for_against_and_is_not_known():
    case = Case().say("site_low_back", P).say("numbness_tingling", P)
    back = next(
        c
        for c in assess(KB, case).differential
        if c.condition == "mechanical_low_back_pain"
    )
    directions = {row.evidence: row.direction for row in back.ledger}
    assert directions["low_back_hurts"] is Direction.FOR
    assert directions["numb_leg"] is Direction.AGAINST
    assert directions["leg_worse"] is Direction.NOT_KNOWN
    assert all(row.references for row in back.ledger)


TEXTBOOK = [
    ("mechanical_low_back_pain", {"site_low_back": P, "worse_bending": P}),
    (
        "disc_radiculopathy",
        {"site_low_back": P, "radiation": "foot", "numbness_tingling": P},
    ),
    (
        "piriformis_syndrome",
        {
            "site_buttock": P,
            "site_low_back": A,
            "deep_buttock_tenderness": P,
            "wallet_in_back_pocket": P,
        },
    ),
    (
        "ischiofemoral_impingement",
        {"site_buttock": P, "worse_long_strides": P, "site_groin": P},
    ),
    (
        "proximal_hamstring_syndrome",
        {"site_sit_bone": P, "worse_sitting_hard_surface": P, "worse_running": P},
    ),
    ("pudendal_nerve_entrapment", {"site_perineum": P, "worse_sitting": P}),
    (
        "gynaecological_sciatica",
        {
            "sex": "female",
            "site_buttock": P,
            "cyclical_with_period": P,
            "heavy_periods": P,
        },
    ),
    (
        "sacroiliac_or_inflammatory",
        {
            "site_si_joint": P,
            "morning_stiffness_over_30min": P,
            "improves_with_exercise": P,
        },
    ),
    (
        "spinal_stenosis",
        {
            "relief_bending_forward": P,
            "age_years": 74.0,
            "worse_walking": P,
            "relief_sitting": P,
        },
    ),
    ("hip_joint", {"site_groin": P, "trouble_with_shoes_and_socks": P}),
    (
        "greater_trochanteric_pain",
        {"site_lateral_hip": P, "worse_lying_on_side": P},
    ),
    (
        "vascular_claudication",
        {"site_calf": P, "worse_walking": P, "relief_standing_still": P},
    ),
]


@pytest.mark.parametrize(("condition", "said"), TEXTBOOK, ids=lambda v: str(v)[:30])
def test_a_textbook_story_leads_to_its_pattern(condition, said):
    case = Case()
    for finding, told in said.items():
        value = None if isinstance(told, Status) else told
        case = case.say(finding, told if value is None else P, value)
    assert assess(KB, case).differential[0].condition == condition


def test_a_man_is_not_told_that_his_periods_are_not_known():
    man = Case().say("sex", P, "male").say("age_years", P, 40.0)
    woman = Case().say("sex", P, "female").say("age_years", P, 40.0)
    named = [
        {f for c in assess(KB, case).differential for r in c.ledger for f in r.findings}
        for case in (man, woman)
    ]
    assert "cyclical_with_period" not in named[0]
    assert "cyclical_with_period" in named[1]
