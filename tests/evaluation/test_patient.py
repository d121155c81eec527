"""The simulated patient says what the case states, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.crosswalk import load_crosswalk
from evaluation.patient import Patient
from evaluation.talk import BotMessage, question_of
from tests.evaluation.scripted import asks, vignette

YES_NO = ("yes", "no", "unsure", "declined")


@pytest.fixture
def answer(tmp_path: Path):
    """The reply of a patient with these fields to a question message."""

    def reply(message: BotMessage, **fields: Any) -> str:
        question = question_of(message)
        patient = Patient(vignette(tmp_path, **fields), load_crosswalk())
        return patient.answer(question)

    return reply


def option(reply: str) -> dict[str, str]:
    """The content of a tapped option."""
    return json.loads(reply.removeprefix("/answer"))


def test_lay_words_of_the_case_go_before_its_facts(answer):
    reply = answer(
        asks("sitting", "worse_sitting", options=YES_NO),
        facts={"worse_sitting": True},
        answers={"worse_sitting": "ten minutes and it is agony"},
    )
    assert reply == "ten minutes and it is agony."


@pytest.mark.parametrize(("fact", "tapped"), [(True, "yes"), (False, "no")])
def test_a_fact_without_lay_words_is_tapped(answer, fact, tapped):
    reply = answer(
        asks("sitting", "worse_sitting", options=YES_NO), facts={"worse_sitting": fact}
    )
    assert option(reply) == {"q": "sitting", "o": tapped}


def test_what_is_not_stated_is_denied_when_the_question_is_about_safety(answer):
    reply = answer(asks("fever", "fever", safety=True, options=YES_NO))
    assert option(reply)["o"] == "no"


def test_what_is_not_stated_is_not_known_otherwise(answer):
    reply = answer(asks("sitting", "worse_sitting", options=YES_NO))
    assert option(reply)["o"] == "unsure"


def test_none_of_several_safety_signs_is_none(answer):
    message = asks("signs", "fever", "weight_loss", kind="multiple", safety=True)
    assert option(answer(message)) == {"q": "signs", "o": "none"}


def test_ticked_safety_signs_deny_the_rest(answer):
    message = asks("signs", "fever", "weight_loss", kind="multiple", safety=True)
    reply = answer(message, facts={"fever": True})
    assert option(reply) == {"q": "signs", "o": "fever", "rest": "absent"}


def test_ticked_other_findings_leave_the_rest_unsure(answer):
    message = asks("worse", "worse_sitting", "worse_standing", kind="multiple")
    reply = answer(message, facts={"worse_sitting": True})
    assert option(reply) == {"q": "worse", "o": "worse_sitting", "rest": "unsure"}


def test_a_denied_fact_beside_unstated_ones_is_said_in_words(answer):
    message = asks("worse", "worse_walking", "worse_standing", kind="multiple")
    reply = answer(message, facts={"worse_walking": False})
    assert reply == "walking does not make it worse. not sure about the others."


def test_lay_words_for_one_of_several_signs_are_followed_by_no_to_the_others(answer):
    message = asks("signs", "fever", "weight_loss", kind="multiple", safety=True)
    reply = answer(message, facts={"fever": True}, answers={"fever": "high fever"})
    assert reply == "high fever. no to the others."


def test_facts_with_and_without_lay_words_are_said_together(answer):
    message = asks("signs", "fever", "weight_loss", kind="multiple", safety=True)
    reply = answer(
        message,
        facts={"fever": True, "weight_loss": False},
        answers={"fever": "sweats, yes!"},
    )
    assert reply == "sweats, yes! I have not lost weight."


def test_a_bare_no_among_several_signs_says_what_it_is_about(answer):
    message = asks("legs", "weakness", "foot_drop", kind="multiple", safety=True)
    reply = answer(
        message,
        facts={"weakness": False, "foot_drop": True},
        answers={"weakness": "no", "foot_drop": "I keep tripping"},
    )
    assert reply == "I keep tripping. no weakness in the leg."


def test_a_question_about_a_detail_gets_the_lay_words_of_its_fact(answer):
    reply = answer(
        asks("course", "bilateral_leg_symptoms_new", safety=True, options=YES_NO),
        facts={"bilateral_leg_symptoms": True},
        answers={"bilateral_leg_symptoms": "both legs, that's new"},
    )
    assert reply == "both legs, that's new."


def test_age_and_sex_are_given_when_known(answer):
    age = asks("age", "age_years", kind="number", stage="profile")
    sex = asks("sex", "sex", kind="choice", options=("female", "male", "declined"))
    assert answer(age, age=67) == "67"
    assert option(answer(sex, sex="male"))["o"] == "male"


def test_age_and_sex_are_declined_when_unknown(answer):
    age = asks("age", "age_years", kind="number", stage="profile")
    sex = asks("sex", "sex", kind="choice", options=("female", "male", "declined"))
    assert option(answer(age, age=None))["o"] == "declined"
    assert option(answer(sex, sex="unknown"))["o"] == "declined"


def test_a_duration_is_said_in_words(answer):
    message = asks("duration", "duration_weeks", kind="number")
    assert answer(message, facts={"duration_weeks": 3.5}) == (
        "it has lasted 3.5 weeks."
    )


def test_a_stated_choice_is_tapped(answer):
    message = asks("side", "side", kind="choice", options=("left", "right", "both"))
    assert option(answer(message, facts={"side": "left"}))["o"] == "left"


def test_an_onset_nobody_remembers_is_not_known(answer):
    message = asks("onset", "onset", kind="choice", options=("sudden", "gradual"))
    assert option(answer(message, facts={"onset": "unknown"}))["o"] == "unsure"


def test_places_that_hurt_are_those_of_the_case(answer):
    message = asks("where", "site_buttock", "site_groin", "site_calf", kind="multiple")
    reply = answer(message, facts={"location": ["buttock", "calf"]})
    assert option(reply)["o"] == "site_buttock+site_calf"


def test_the_only_place_named_is_the_worst(answer):
    message = asks("where", "main_site", kind="choice", options=("buttock", "groin"))
    assert option(answer(message, facts={"location": ["groin"]}))["o"] == "groin"


def test_the_worst_of_several_places_is_not_known_unless_stated(answer):
    message = asks("where", "main_site", kind="choice", options=("buttock", "groin"))
    reply = answer(message, facts={"location": ["groin", "buttock"]})
    assert option(reply)["o"] == "unsure"
