"""After the alarm for what may be an old complaint: the advice stands, and one by one
it is asked since when, whether it changed, and whether it is explained."""

from __future__ import annotations

import pytest

from bot.actions.interview import Stage
from knowledge import Status
from tests.bot.played import Messages, Played, abouts, begun, kinds, questions


def level(messages: Messages) -> str:
    """The level of the last advice said."""
    advice = [m["custom"] for m in messages if "severity" in m["custom"]]
    return str(advice[-1]["severity"])


def alarmed(words: str = "I have trouble peeing") -> tuple[Played, Messages]:
    """A conversation at its alarm, and what was said there."""
    played = begun()
    return played, played.say(words)


def test_the_emergency_comes_first_and_the_question_after_it() -> None:
    played, messages = alarmed()
    assert kinds(messages)[0] == "emergency"
    assert questions(messages) == ["bladder_since"]
    assert abouts(messages)[-1] == "alarm_stands"
    asked = messages[-1]["custom"]["question"]
    assert asked["alarm_stands"] is True and asked["safety"] is True
    assert played.interview.stage is Stage.EMERGENCY


def test_a_recent_change_ends_the_questions_and_the_advice_is_said_again() -> None:
    played, _ = alarmed()
    messages = played.tap("last_two_days")
    assert kinds(messages)[-1] == "emergency" and questions(messages) == []
    assert "advice_same" in abouts(messages)


def test_old_unchanged_and_explained_takes_it_down_to_the_same_day_aloud() -> None:
    played, _ = alarmed()
    assert questions(played.tap("longer")) == ["bladder_course"]
    assert questions(played.tap("no")) == ["bladder_cause"]
    messages = played.tap("yes")
    assert "advice_changed" in abouts(messages)
    assert questions(messages) == ["age"]
    assert level(played.until_advised()) == "same_day"


@pytest.mark.parametrize("answers", [["longer", "yes"], ["longer", "no", "no"]])
def test_changed_or_not_explained_stays_an_emergency(answers: list[str]) -> None:
    played, messages = alarmed()
    for answer in answers:
        messages = played.tap(answer)
    assert kinds(messages)[-1] == "emergency" and played.pending is None


@pytest.mark.parametrize("evasive", ["unsure", "declined"])
@pytest.mark.parametrize("before", [[], ["longer"], ["longer", "no"]])
def test_unsure_or_declined_ends_the_questions_and_never_the_alarm(
    before: list[str], evasive: str
) -> None:
    played, _ = alarmed()
    for answer in before:
        played.tap(answer)
    messages = played.tap(evasive)
    assert kinds(messages)[-1] == "emergency" and played.pending is None


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("ok going now", "affirm"),
        ("blargh", "nlu_fallback"),
        ("what", "describe_symptoms"),
    ],
)
def test_who_does_not_answer_is_told_the_advice_again_and_not_asked_twice(
    words: str, intent: str
) -> None:
    played, _ = alarmed()
    messages = played.say(words, intent)
    assert kinds(messages)[-1] == "emergency"
    assert questions(messages) == [] and played.pending is None
    assert played.status("bladder_change_since") is Status.UNSURE


def test_fear_gets_the_advice_again_before_the_question() -> None:
    played, _ = alarmed()
    messages = played.say("I'm so scared", "worry")
    assert kinds(messages).index("emergency") < kinds(messages).index("question")


@pytest.mark.parametrize("intent", ["ask_why", "ask_meaning", "ask_sources"])
def test_a_question_about_the_question_is_answered_and_it_is_put_again(
    intent: str,
) -> None:
    played, _ = alarmed()
    messages = played.say(intent, intent)
    assert questions(messages) == ["bladder_since"]
    assert "alarm_stands" in abouts(messages)


@pytest.mark.parametrize(
    "words",
    [
        "I've had a weak bladder since my kids were born, no different now",
        "my prostate gives me a weak bladder, for ten years now, same as ever",
    ],
)
def test_who_says_it_all_in_one_sentence_is_asked_nothing_of_it(words: str) -> None:
    played, messages = alarmed(words)
    assert questions(messages) == ["age"]
    assert "emergency" not in kinds(messages)
    assert level(played.until_advised()) == "same_day"


def test_what_was_said_of_it_is_not_asked() -> None:
    _, messages = alarmed("I've had a weak bladder for years, nothing new")
    assert kinds(messages)[0] == "emergency"
    assert questions(messages) == ["bladder_cause"]


def test_everything_said_at_the_first_question_counts() -> None:
    played, _ = alarmed()
    played.say("for years, my prostate, no different now")
    assert played.status("bladder_change_explained") is Status.PRESENT
    assert played.pending == "age"


def test_old_numbness_between_the_legs_stays_an_emergency_with_no_question() -> None:
    played, messages = alarmed("numb down there since the epidural in 2015, unchanged")
    assert kinds(messages)[-1] == "emergency" and questions(messages) == []
    assert played.status("saddle_numbness_new") is Status.ABSENT


def test_a_second_sign_said_to_the_question_sounds_again_and_ends_it() -> None:
    played, _ = alarmed()
    messages = played.say("and I'm numb between my legs")
    assert "emergency" in kinds(messages) and questions(messages) == []


def test_an_old_complaint_that_is_new_after_all_is_an_emergency_again() -> None:
    played, _ = alarmed("weak bladder since my kids were born, no different now")
    messages = played.say("actually my bladder has got worse since the pain started")
    assert "emergency" in kinds(messages)


def test_the_summary_for_the_clinician_carries_the_course() -> None:
    played, _ = alarmed()
    played.tap("last_two_days")
    summary = played.say("/hand_over")[0]["text"]
    assert "that began in the last 2 days" in summary
