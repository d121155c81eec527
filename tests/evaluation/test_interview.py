"""How a talk runs, what counts in it, and what ends it."""

from __future__ import annotations

from pathlib import Path

from evaluation.talk import BotFailure
from knowledge.case import Status
from tests.evaluation.scripted import (
    INTRODUCTION,
    OPEN_QUESTION,
    ScriptedBot,
    advises,
    asks,
    talk,
    vignette,
)

AGE = asks("age", "age_years", kind="number", stage="profile")
FEVER = asks("fever", "fever", safety=True, options=("yes", "no"))


def test_the_patient_greets_begins_and_describes_the_trouble(tmp_path: Path):
    bot = ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [advises("routine")])
    done = talk(bot, vignette(tmp_path))
    assert bot.told == ["hello", "/begin", "My back hurts."]
    assert done.advice == "routine"
    assert done.asked == []


def test_questions_about_the_person_may_come_before_the_description(tmp_path: Path):
    bot = ScriptedBot([INTRODUCTION], [AGE], [OPEN_QUESTION], [advises("routine")])
    talk(bot, vignette(tmp_path))
    assert bot.told == ["hello", "/begin", "45", "My back hurts."]


def test_a_clinical_question_does_not_keep_the_patient_from_describing(tmp_path: Path):
    bot = ScriptedBot([INTRODUCTION], [FEVER], [FEVER], [advises("routine")])
    talk(bot, vignette(tmp_path))
    assert bot.told[2] == "My back hurts."


def test_the_talk_ends_with_emergency_advice(tmp_path: Path):
    emergency = advises("emergency", kind="emergency")
    bot = ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [emergency, FEVER])
    done = talk(bot, vignette(tmp_path))
    assert done.advice == "emergency"
    assert len(bot.told) == 3


def test_an_emergency_that_is_not_of_the_back_is_emergency_advice(tmp_path: Path):
    stroke = {"text": "999", "buttons": [], "data": {"kind": "emergency"}}
    done = talk(
        ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [stroke]), vignette(tmp_path)
    )
    assert done.advice == "emergency"
    assert done.failure is None


def test_an_assessment_without_a_level_is_a_failure(tmp_path: Path):
    vague = {"text": "rest", "buttons": [], "data": {"kind": "assessment"}}
    done = talk(
        ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [vague]), vignette(tmp_path)
    )
    assert done.failure == "the advice carried no machine-readable level"


def test_silence_is_a_failure(tmp_path: Path):
    done = talk(ScriptedBot([INTRODUCTION], []), vignette(tmp_path))
    assert done.failure == "silence: the bot did not reply"
    assert done.advice is None


def test_a_breakdown_is_a_failure_of_the_case_alone(tmp_path: Path):
    done = talk(ScriptedBot(BotFailure("it broke")), vignette(tmp_path))
    assert done.failure == "it broke"


def test_a_technical_problem_is_a_failure(tmp_path: Path):
    sorry = {"text": "Sorry", "buttons": [], "data": {"kind": "technical_problem"}}
    done = talk(ScriptedBot([INTRODUCTION], [sorry]), vignette(tmp_path))
    assert done.failure == "the bot reported a technical problem"


def test_a_reply_that_leads_nowhere_is_a_failure(tmp_path: Path):
    bot = ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [OPEN_QUESTION])
    assert talk(bot, vignette(tmp_path)).failure == (
        "the reply held no question, advice or assessment"
    )


def test_no_advice_after_forty_questions_is_a_failure(tmp_path: Path):
    questions = [[asks(f"q{number}", f"f{number}")] for number in range(50)]
    done = talk(
        ScriptedBot([INTRODUCTION], [OPEN_QUESTION], *questions), vignette(tmp_path)
    )
    assert done.failure == "no advice after 40 questions"
    assert len(done.turns) == 43


def test_asking_again_counts_as_asking_about_something_already_said(tmp_path: Path):
    bot = ScriptedBot(
        [INTRODUCTION], [OPEN_QUESTION], [FEVER], [FEVER], [advises("routine")]
    )
    done = talk(bot, vignette(tmp_path))
    assert [question.id for question in done.asked] == ["fever", "fever"]
    assert done.repeated == ["fever"]


def test_asked_again_the_patient_taps_instead_of_repeating_the_words(tmp_path: Path):
    bot = ScriptedBot(
        [INTRODUCTION], [OPEN_QUESTION], [FEVER], [FEVER], [advises("routine")]
    )
    case = vignette(tmp_path, facts={"fever": True}, answers={"fever": "boiling"})
    talk(bot, case)
    assert bot.told[3:] == ["boiling.", '/answer{"q": "fever", "o": "yes"}']


def test_asking_what_the_opening_said_counts_as_already_said(tmp_path: Path):
    sitting = asks("sitting", "worse_sitting")
    bot = ScriptedBot(
        [INTRODUCTION],
        [OPEN_QUESTION],
        [sitting],
        [advises("routine")],
        heard={"worse_sitting": (Status.PRESENT, None)},
    )
    done = talk(bot, vignette(tmp_path, facts={"worse_sitting": True}))
    assert done.repeated == ["sitting"]


def test_a_question_with_something_new_in_it_is_not_a_repetition(tmp_path: Path):
    both = asks("both", "fever", "weight_loss", kind="multiple", safety=True)
    bot = ScriptedBot(
        [INTRODUCTION], [OPEN_QUESTION], [FEVER], [both], [advises("routine")]
    )
    assert talk(bot, vignette(tmp_path)).repeated == []
