"""How the interview goes on, message by message, with the real actions."""

from __future__ import annotations

import pytest

from bot.actions.interview import Stage
from bot.actions.parts import KB, SPEAKER
from knowledge import How, Status
from tests.bot.played import (
    Played,
    abouts,
    begun,
    kinds,
    questions,
    speaks_safety_net,
)

SCREEN = "cauda_equina_screen"


def texts(messages: list) -> str:
    """Everything that was said."""
    return "\n".join(message["text"] for message in messages)


# --- the beginning  ---


def test_the_first_words_are_the_introduction_and_no_question() -> None:
    messages = Played().say("hello", "greet")
    assert kinds(messages) == ["introduction"]
    assert "999" in texts(messages) and "not a doctor" in texts(messages)


def test_begin_asks_for_the_persons_own_words() -> None:
    played = Played()
    played.say("hello", "greet")
    messages = played.say("/begin")
    assert questions(messages) == [] and abouts(messages) == ["begin_first"]


def test_somebody_with_nothing_to_tell_is_asked_instead() -> None:
    played = Played()
    played.say("hello", "greet")
    played.say("/begin")
    assert len(questions(played.say("/begin"))) == 1


def test_a_first_message_that_describes_pain_is_used_at_once() -> None:
    played = Played()
    messages = played.say("pain in my left buttock")
    assert kinds(messages)[0] == "introduction"
    assert "noted" in abouts(messages) and questions(messages) == ["age"]
    assert played.status("site_buttock") is Status.PRESENT


def test_everything_in_the_opening_is_noted_aloud() -> None:
    played = Played()
    played.say("hello", "greet")
    messages = played.say("pain in my left buttock when sitting")
    [noted] = [m for m in messages if m["custom"].get("about") == "noted"]
    assert "buttock" in noted["text"] and "sitting" in noted["text"]


# --- questions and answers  ---


def test_each_answer_brings_the_next_question_and_in_the_end_the_advice() -> None:
    played = begun()
    asked = []
    while played.pending:
        asked.append(played.pending)
        messages = played.deny()
    assert len(asked) == len(set(asked))
    assert kinds(messages)[0] == "assessment"
    assert played.interview.stage is Stage.RESULT


def test_what_was_said_already_is_not_asked() -> None:
    played = begun("pain in my left buttock, and no feeling between my legs")
    assert played.interview.stage is Stage.EMERGENCY
    other = begun("pain in my left buttock, I am 41")
    assert other.pending != "age"


def test_half_an_answer_is_asked_again_for_the_other_half_only() -> None:
    played = begun()
    played.until("leg_power_screen")
    [again] = [
        m["custom"]["question"]
        for m in played.tap("weakness")
        if "question" in m["custom"]
    ]
    assert again["id"] == "leg_power_screen"
    assert "weakness" not in again["findings"] and "foot_drop" in again["findings"]


def test_an_old_button_is_explained_and_the_question_is_asked_again() -> None:
    played = begun()
    played.until(SCREEN)
    before = played.interview.case
    messages = played.tap("41", question="age")
    assert abouts(messages) == ["button_is_old"]
    assert questions(messages) == [SCREEN]
    assert played.interview.case == before


def test_a_double_click_changes_nothing() -> None:
    played = begun()
    played.until("leg_power_screen")
    played.tap("none")
    before = played.interview.case
    messages = played.tap("none", question="leg_power_screen")
    assert played.interview.case == before
    assert len(questions(messages)) == 1


def test_an_old_button_after_the_advice_changes_nothing() -> None:
    played = begun()
    played.until_advised()
    before = played.interview.case
    messages = played.tap("bladder_change", question=SCREEN)
    assert messages and played.interview.case == before


# --- answers that are none  ---


def test_three_answers_in_vain_leave_the_question_open_aloud() -> None:
    played = begun()
    played.until(SCREEN)
    first = played.say("qwrt", "nlu_fallback")
    assert abouts(first) == ["not_understood"] and questions(first) == [SCREEN]
    second = played.say("qwrt", "nlu_fallback")
    assert abouts(second) == ["rephrase", "person_instead"]
    assert questions(second) == [SCREEN]
    third = played.say("qwrt", "nlu_fallback")
    assert abouts(third)[0] == "taken_as_unsure" and questions(third) != [SCREEN]
    for finding in KB.questions[SCREEN].findings:
        answer = played.interview.case.current[finding]
        assert (answer.status, answer.how) == (Status.UNSURE, How.INFERRED)


def test_another_language_is_told_that_it_is_not_read_and_who_can_help() -> None:
    played = begun("pain in my left buttock")
    messages = played.say("je ne parle pas anglais", "nlu_fallback")
    assert abouts(messages)[0] == "other_language" and questions(messages)
    assert "999" in messages[0]["text"]


def test_the_same_said_again_is_not_called_a_misunderstanding() -> None:
    played = begun()
    played.until(SCREEN)
    messages = played.say("pain in my left buttock")
    assert abouts(messages) == ["noted"] and questions(messages) == [SCREEN]
    assert abouts(played.say("pain in my left buttock"))[0] == "rephrase"


def test_nothing_is_ever_taken_as_a_no() -> None:
    played = begun()
    for _ in range(100):
        if not played.pending:
            break
        played.say("qwrt", "nlu_fallback")
    assert played.interview.stage in (Stage.RESULT, Stage.EMERGENCY)
    assert Status.ABSENT not in {a.status for a in played.interview.case.answers}


def test_an_answer_in_between_makes_the_patience_new() -> None:
    played = begun()
    played.until(SCREEN)
    played.say("qwrt", "nlu_fallback")
    played.say("qwrt", "nlu_fallback")
    played.tap("none")
    assert abouts(played.say("qwrt", "nlu_fallback")) == ["not_understood"]


def test_an_aside_is_no_answer_in_vain() -> None:
    played = begun()
    played.until(SCREEN)
    for _ in range(5):
        played.say("/ask_why")
    assert played.pending == SCREEN
    assert played.interview.misunderstood == 0


# --- back and forth  ---


def test_going_back_asks_the_question_before_with_all_it_asks() -> None:
    played = begun()
    played.until("leg_power_screen")
    messages = played.say("/go_back")
    assert questions(messages) == [SCREEN]
    assert set(played.interview.pending.findings) == set(KB.questions[SCREEN].findings)


def test_old_answers_stand_until_others_replace_them() -> None:
    played = begun()
    played.until("leg_power_screen")
    before = played.interview.case
    played.say("/go_back")
    assert played.interview.case == before
    played.tap("bowel_change", rest="absent")
    assert played.status("bowel_change") is Status.PRESENT


def test_going_back_in_vain_and_gibberish_does_not_unsay_anything() -> None:
    played = begun()
    played.until("leg_power_screen")
    before = played.interview.case
    played.say("/go_back")
    for _ in range(3):
        played.say("qwrt", "nlu_fallback")
    assert played.interview.case == before
    assert played.pending == "leg_power_screen"


def test_going_back_step_by_step_ends_at_the_first_question() -> None:
    played = begun()
    played.until("leg_power_screen")
    back = [played.pending]
    for _ in range(6):
        played.say("/go_back")
        back.append(played.pending)
    assert back[-1] == "age" and SCREEN in back
    assert "nothing_to_go_back_to" in abouts(played.say("/go_back"))


def test_going_back_from_half_an_answer_asks_the_same_question_whole() -> None:
    played = begun()
    played.until("leg_power_screen")
    played.tap("weakness")
    played.say("/go_back")
    assert played.pending == "leg_power_screen"
    assert "weakness" in played.interview.pending.findings


def test_going_back_from_an_emergency_can_take_it_back() -> None:
    played = begun()
    played.until(SCREEN)
    assert kinds(played.tap("bowel_change", rest="absent"))[0] == "emergency"
    played.say("/go_back")
    assert played.pending == SCREEN
    messages = played.tap("none")
    assert abouts(messages)[0] == "advice_changed"
    assert len(questions(messages)) == 1


def reopened(played: Played, question: str) -> list:
    """The bot's messages after "change this answer" in the list of answers."""
    return played.say(f'/go_back{{"q": "{question}"}}')


def answers_listed(messages: list) -> dict[str, str]:
    """The list of answers with the latest message that carries it."""
    listed = [m["custom"]["answered"] for m in messages if "answered" in m["custom"]]
    return {entry["question"]: entry["answer"] for entry in listed[-1]}


def test_any_answered_question_can_be_asked_again_and_the_interview_goes_on() -> None:
    played = begun()
    played.until("leg_power_screen")
    waiting, before = played.pending, played.interview.case
    messages = reopened(played, "age")
    assert abouts(messages) == ["back_to_answer"] and questions(messages) == ["age"]
    assert played.interview.case == before
    messages = played.tap("52")
    assert played.interview.case.value("age_years") == 52
    assert questions(messages) == [waiting]


def test_an_answer_given_again_leaves_everything_as_it_was() -> None:
    played = begun()
    played.until(SCREEN)
    reopened(played, "age")
    played.tap("30")
    messages = reopened(played, "age")
    assert answers_listed(messages)["age"] == "age 30"
    assert questions(played.tap("30")) == [SCREEN]


def test_an_answer_changed_after_the_advice_says_what_changed_and_through_what() -> (
    None
):
    played = begun()
    played.until_advised()
    level = played.interview.advised
    reopened(played, SCREEN)
    messages = played.tap("bladder_change", rest="absent")
    assert kinds(messages)[0] == "emergency"
    reopened(played, SCREEN)
    messages = played.tap("none")
    [changed] = [m for m in messages if m["custom"].get("about") == "advice_changed"]
    assert changed["custom"]["before"]["level"] == "emergency"
    assert changed["custom"]["now"]["level"] == level
    assert changed["custom"]["because"] == ["bladder_change"]
    assert "pee" in changed["text"]
    assert "assessment" in kinds(messages)
    assert played.interview.stage is Stage.RESULT


def test_a_changed_answer_that_moves_the_pattern_says_which_is_closest_now() -> None:
    played = begun("pain in my left buttock for six weeks, worse when sitting")
    played.until_advised()
    assert "nerve_symptoms" in answers_listed(reopened(played, "nerve_symptoms"))
    messages = played.tap("site_low_back", rest="absent")
    [compared] = [m for m in messages if "now" in m["custom"]]
    before, now = compared["custom"]["before"], compared["custom"]["now"]
    assert set(before["closest"]) != set(now["closest"])
    assert compared["custom"]["because"] == ["site_low_back"]
    for condition in before["closest"] + now["closest"]:
        assert SPEAKER.voice.condition(condition) in compared["text"]


def test_the_list_of_answers_grows_with_them_and_can_be_tapped() -> None:
    played = begun()
    listed: list[str] = []
    while played.pending:
        messages = played.deny()
        now = list(answers_listed(messages))
        assert set(listed) <= set(now)
        listed = now
    assert {"age", SCREEN} <= set(listed)
    for question in listed:
        assert questions(reopened(played, question)) == [question]


@pytest.mark.parametrize("question", ["no_such_question", "illness_screen"])
def test_a_question_never_answered_cannot_be_changed(question: str) -> None:
    played = begun()
    before = played.interview.case
    messages = reopened(played, question)
    assert abouts(messages) == ["not_answered_yet"] and questions(messages) == ["age"]
    assert played.interview.case == before


def test_going_back_after_a_changed_answer_still_reaches_every_question() -> None:
    played = begun()
    played.until("leg_power_screen")
    asked = set(played.interview.asked)
    reopened(played, "age")
    played.tap("52")
    seen = {played.pending}
    for _ in asked:
        played.say("/go_back")
        seen.add(played.pending)
    assert seen == asked


def test_the_warning_signs_are_acknowledged_once_and_nothing_else_changes() -> None:
    played = begun()
    played.until_advised()
    before = played.interview
    first = played.say("/acknowledge")
    turn = played.interview.acknowledged
    assert abouts(first) == ["acknowledged"] and turn == before.turn + 1
    assert played.say("/acknowledge") == first
    assert played.interview.acknowledged == turn
    assert played.interview.case == before.case
    assert played.interview.stage is before.stage


def test_acknowledging_in_the_middle_keeps_the_question() -> None:
    played = begun()
    played.until(SCREEN)
    assert questions(played.say("/acknowledge")) == [SCREEN]


def test_a_correction_after_the_advice_says_what_it_changes() -> None:
    played = begun()
    played.until_advised()
    messages = played.say("I am 12 years old", "correct_previous_answer")
    assert abouts(messages)[:2] == ["corrected", "advice_changed"]
    assert "assessment" in kinds(messages)


def test_a_correction_that_changes_nothing_says_so() -> None:
    played = begun()
    played.until_advised()
    messages = played.say("actually it is the right side", "correct_previous_answer")
    assert played.interview.case.value("side") == "right"
    assert abouts(messages)[:2] == ["corrected", "advice_same"]


def test_a_correction_nobody_understands_is_asked_about() -> None:
    played = begun()
    messages = played.say("no that was wrong", "correct_previous_answer")
    assert abouts(messages) == ["what_to_correct"] and questions(messages) == ["age"]


def test_a_word_after_the_advice_repeats_only_its_heart() -> None:
    played = begun()
    full = played.until_advised()
    again = played.say("ok", "affirm")
    assert len(again) == 1 < len(full)
    assert again[0]["text"] == full[0]["text"]


def test_starting_again_forgets_every_answer_aloud() -> None:
    played = begun()
    played.until_advised()
    messages = played.say("/restart")
    assert abouts(messages) == ["restarted"] and "introduction" in kinds(messages)
    assert not played.interview.case.answers
    assert questions(played.say("pain in my left buttock")) == ["age"]
    played.until_advised()
    assert played.interview.stage is Stage.RESULT


def test_stopping_keeps_the_answers_and_says_the_safety_net() -> None:
    played = begun()
    played.until(SCREEN)
    messages = played.say("/stop")
    assert abouts(messages)[0] == "stopped" and speaks_safety_net(messages)
    assert played.status("site_buttock") is Status.PRESENT
    welcome = played.say("hello", "greet")
    assert abouts(welcome) == ["welcome_back"] and questions(welcome) == [SCREEN]


def test_goodbye_says_the_safety_net() -> None:
    assert speaks_safety_net(begun().say("bye", "goodbye"))


def test_goodbye_in_an_emergency_says_the_emergency_again() -> None:
    played = begun("I have wet myself and my back hurts")
    assert kinds(played.say("bye", "goodbye"))[-1] == "emergency"


# --- things said instead of an answer  ---

ASIDES = [
    ("/ask_why", "why"),
    ("/ask_sources", "sources"),
    ("/show_changes", "changes"),
    ("/hand_over", "hand_over"),
    ("thanks", "chitchat"),
    ("can you do my tax", "out_of_scope"),
    ("are you a doctor", "ask_question"),
    ("what is sciatica", "ask_question"),
    ("what is the meaning of life", "ask_question"),
]


@pytest.mark.parametrize(("text", "intent"), ASIDES)
def test_after_an_aside_the_question_is_asked_again(text: str, intent: str) -> None:
    played = begun()
    played.until(SCREEN)
    before = played.interview.pending
    messages = played.say(text, intent)
    assert len(messages) == 2 and questions(messages) == [SCREEN]
    assert played.interview.pending == before


@pytest.mark.parametrize(("text", "intent"), ASIDES)
def test_an_aside_before_anything_was_asked_is_answered(text: str, intent: str) -> None:
    played = Played()
    assert played.say(text, intent)
    assert played.say(text, intent)


@pytest.mark.parametrize(("text", "intent"), ASIDES)
def test_an_aside_after_the_advice_is_answered(text: str, intent: str) -> None:
    played = begun()
    played.until_advised()
    assert len(played.say(text, intent)) == 1
    assert played.interview.stage is Stage.RESULT


@pytest.mark.parametrize(("text", "intent"), ASIDES)
def test_an_aside_in_an_emergency_does_not_start_questions(
    text: str, intent: str
) -> None:
    played = begun("I am numb between my legs and my back hurts")
    assert questions(played.say(text, intent)) == []
    assert played.interview.stage is Stage.EMERGENCY


@pytest.mark.parametrize("text", ["is that bad?", "what now", "can i wait till monday"])
def test_in_an_emergency_a_question_without_an_answer_has_the_advice_for_one(
    text: str,
) -> None:
    played = begun("I have wet myself and my back hurts")
    messages = played.say(text, "ask_question")
    assert "emergency" in kinds(messages)
    assert "no_answer" not in abouts(messages)


def test_a_question_without_an_answer_is_said_to_have_none() -> None:
    messages = begun().say("what is the meaning of life", "ask_question")
    assert abouts(messages) == ["no_answer"]


def test_a_question_about_a_pattern_is_answered_with_its_sources() -> None:
    [answer, later, _] = begun().say("is it piriformis?", "ask_question")
    assert answer["custom"]["answer"]["topic"] == "signs_piriformis_syndrome"
    assert answer["custom"]["sources"]
    assert later["custom"]["about"] == "after_the_questions"


def test_a_question_inside_a_description_is_answered_and_the_pain_is_noted() -> None:
    played = Played()
    played.say("hello", "greet")
    messages = played.say(
        "it hurts in my left buttock when I sit, is it piriformis?", "ask_question"
    )
    assert messages[0]["custom"]["answer"]["topic"] == "signs_piriformis_syndrome"
    assert "noted" in abouts(messages) and questions(messages) == ["age"]


def test_what_is_it_is_answered_by_going_on() -> None:
    played = begun()
    assert abouts(played.say("so what is it?", "ask_question")) == [
        "after_the_questions"
    ]
    played.until_advised()
    assert kinds(played.say("so what is it?", "ask_question")) == ["assessment"]


def test_speaking_for_somebody_else_is_said_once() -> None:
    played = Played()
    played.say("hello", "greet")
    first = played.say("my dad is 80 and his lower back hurts")
    assert abouts(first)[0] == "about_other"
    assert "about_other" not in abouts(played.say("his left leg hurts too"))


def test_pain_taken_for_small_talk_or_a_stop_is_not_lost() -> None:
    for intent in ("chitchat", "stop", "restart", "goodbye", "out_of_scope"):
        played = begun()
        messages = played.say("it hurts when sitting", intent)
        assert played.status("worse_sitting") is Status.PRESENT, intent
        assert questions(messages) == ["age"], intent


def test_the_summary_for_a_person_holds_what_was_said() -> None:
    [summary, _] = begun().say("/hand_over")
    assert "buttock" in summary["text"]


# --- going wrong  ---


def test_an_unreadable_memory_is_told_and_start_again_heals_it() -> None:
    played = begun()
    played.slots["interview"] = {"stage": "elsewhere"}
    assert "technical_problem" in kinds(played.say("ok", "affirm"))
    played.say("/restart")
    assert questions(played.say("pain in my left buttock")) == ["age"]
