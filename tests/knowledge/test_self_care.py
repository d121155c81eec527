"""Self-care is offered only where it is safe; exercises only where nothing warns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge import Case, Level, Status
from tests.knowledge.cases import KB, cases

PIRIFORMIS = {
    "age_years": 40.0,
    "sex": "male",
    "main_site": "buttock",
    "site_buttock": True,
    "site_low_back": False,
    "worse_sitting": True,
    "worse_crossing_legs": True,
    "deep_buttock_tenderness": True,
    "radiation": "above_knee",
    "weakness": False,
    "foot_drop": False,
    "progressive_weakness": False,
    "duration_weeks": 10.0,
}


def person(**changed: object) -> Case:
    case = Case()
    for finding, value in {**PIRIFORMIS, **changed}.items():
        if isinstance(value, Status):
            case = case.say(finding, value)
        elif isinstance(value, bool):
            case = case.say(finding, Status.PRESENT if value else Status.ABSENT)
        else:
            case = case.say(finding, Status.PRESENT, value)
    return case


def offered(case: Case) -> dict[str, tuple[str, ...]]:
    plan = knowledge.assess(KB, case).care_plan
    return {stage.stage: stage.steps for stage in plan}


def test_piriformis_like_pain_is_offered_the_three_exercises_and_why():
    assert offered(person())["exercises"] == (
        "hip_strength",
        "ball_release",
        "buttock_stretch",
        "why_not_inward",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"numbness_tingling": True},
        {"numbness_tingling": Status.UNSURE},
        {"weakness": Status.UNSURE},
        {"weakness": Status.DECLINED},
        {"foot_drop": Status.UNSURE},
        {"severe_pain": True},
        {"getting_worse": True},
        {"prior_hip_surgery": True},
        {"pop_felt": Status.UNSURE},
        {"onset": "after_fall"},
        {"cancer_history": True},
        {"sex": "female", "pregnancy": True},
    ],
)
def test_whatever_could_make_an_exercise_unsafe_takes_them_all_away(changed):
    assert "exercises" not in offered(person(**changed))


def test_exercises_are_not_offered_before_the_leg_was_asked_about():
    case = person()
    case = Case(tuple(a for a in case.answers if a.finding != "weakness"))
    assert "exercises" not in offered(case)


def test_a_tie_with_another_pattern_takes_the_exercises_away():
    sciatica = person(
        main_site="low_back",
        site_low_back=True,
        radiation="foot",
        deep_buttock_tenderness=False,
    )
    leading = {
        c.condition for c in knowledge.assess(KB, sciatica).differential if c.rank == 1
    }
    assert leading - {"piriformis_syndrome", "gemelli_obturator_internus_syndrome"}
    assert "exercises" not in offered(sciatica)


def test_what_to_avoid_follows_the_pattern():
    assert {"crossed_legs", "knee_inward"} <= set(offered(person())["avoid"])
    back = person(main_site="low_back", site_buttock=False, radiation="none")
    assert "crossed_legs" not in offered(back).get("avoid", ())


def test_the_wallet_is_only_mentioned_to_those_who_sit_on_one():
    assert "back_pocket" not in offered(person())["avoid"]
    assert "back_pocket" in offered(person(wallet_in_back_pocket=True))["avoid"]


def test_every_plan_says_what_to_stop_for_and_when_to_be_seen():
    plan = offered(person())
    assert plan["stop"]
    assert plan["be_seen"]


@given(cases())
def test_advice_to_be_seen_soon_or_sooner_has_no_self_care(case):
    assessment = knowledge.assess(KB, case)
    urgent = assessment.level not in (Level.ROUTINE, Level.SELF_CARE)
    assert bool(assessment.care_plan) != urgent


@given(cases(8), st.sampled_from(sorted(KB.red_flag_findings)))
def test_a_red_flag_always_closes_the_exercises(said, finding):
    case = person().add(*said.answers).say(finding, Status.PRESENT)
    assert "exercises" not in offered(case)


@given(cases(8))
def test_exercises_need_a_certain_no_to_every_weak_leg_and_no_doubt_about_a_nerve(said):
    case = person().add(*said.answers)
    if "exercises" in offered(case):
        for finding in ("weakness", "foot_drop", "progressive_weakness"):
            assert case.status(finding) is Status.ABSENT
        for finding in ("numbness_tingling", "pregnancy", "severe_pain"):
            assert case.status(finding) in (None, Status.ABSENT)
