"""What is asked about once before it counts, and the cautious reading until then."""

from __future__ import annotations

import pytest

from bot.actions.interview import Stage
from bot.actions.parts import KB
from knowledge import How, Level, Status, triage
from knowledge.model import Stage as QuestionStage
from tests.bot.played import Played, abouts, begun, kinds, questions

SCREEN = "cauda_equina_screen"
ALARM = "I can't feel anything between my legs when I wipe"


def at(question: str) -> Played:
    """A conversation in which this question waits for its answer."""
    played = begun()
    played.until(question)
    return played


def level(played: Played) -> Level:
    """How urgent it is as things stand."""
    return triage.level(KB, played.interview.case.current)


def asked_once_more(played: Played) -> tuple[str, ...]:
    """The findings of the question that waits."""
    pending = played.interview.pending
    return pending.findings if pending else ()


# --- a yes to a list  ---


@pytest.mark.parametrize("question", [SCREEN, "leg_power_screen", "illness_screen"])
def test_a_bare_yes_to_a_list_is_asked_which(question: str) -> None:
    played = at(question)
    messages = played.say("yes", "affirm")
    assert abouts(messages) == ["which_of_them"]
    assert questions(messages) == [question]


def test_the_one_named_after_a_yes_counts_and_the_yes_is_settled() -> None:
    played = at("leg_power_screen")
    played.say("yes", "affirm")
    played.say("my leg is weak")
    assert played.status("weakness") is Status.PRESENT
    assert played.interview.pending and not played.interview.pending.affirmed


@pytest.mark.parametrize(
    "replies",
    [
        [("yes", "affirm")] * 3,
        [("not sure", "unsure")],
        [("I'd rather not say", "decline")],
        [("qwrt", "nlu_fallback")] * 3,
        [("yes", "affirm"), ("qwrt", "nlu_fallback"), ("dunno", "unsure")],
    ],
)
def test_a_yes_that_is_never_explained_stays_a_yes(
    replies: list[tuple[str, str]],
) -> None:
    played = at(SCREEN)
    played.say("yes", "affirm")
    for reply in replies:
        messages = played.say(*reply)
    assert "taken_as_yes" in abouts(messages)
    assert "You mentioned" not in messages[-1]["text"]
    assert "I suppose, to be safe: " in messages[-1]["text"]
    assert kinds(messages)[-1] == "emergency"
    assert played.interview.stage is Stage.EMERGENCY
    for finding in KB.questions[SCREEN].findings:
        answer = played.interview.case.current[finding]
        assert (answer.status, answer.how) == (Status.PRESENT, How.INFERRED)


def test_a_no_after_a_yes_is_asked_about_once() -> None:
    played = at(SCREEN)
    played.say("yes", "affirm")
    messages = played.say("no", "deny")
    assert abouts(messages) == ["yes_then_no"] and questions(messages) == [SCREEN]
    assert played.status("bladder_change") is None
    played.say("no", "deny")
    assert played.status("bladder_change") is Status.ABSENT


def test_a_yes_to_a_list_without_red_flags_is_left_open_and_nothing_more() -> None:
    played = begun("pain in my left buttock for six weeks, I am 45")
    while KB.questions[played.pending or ""].stage is not QuestionStage.PATTERN or (
        played.interview.pending.kind != "multiple"
    ):
        played.deny()
    question = KB.questions[played.pending or ""]
    for _ in range(4):
        played.say("yes", "affirm")
    statuses = {played.status(f) for f in question.findings}
    assert statuses == {Status.UNSURE}


def test_a_yes_to_a_single_question_is_a_yes() -> None:
    played = begun("pain in my left buttock, my calf is swollen and warm")
    played.until("breathless_with_swollen_leg")
    played.say("yes", "affirm")
    assert played.status("breathless") is Status.PRESENT


# --- an alarm taken back in words  ---


@pytest.mark.parametrize(
    "text",
    ["sorry wrong, I can pee", "it was just coffee I spilled", "that was a mistake"],
)
def test_an_alarm_said_to_be_wrong_is_asked_about_and_stands_until_then(
    text: str,
) -> None:
    played = begun(ALARM)
    messages = played.say(text, "correct_previous_answer")
    assert abouts(messages) == ["alarm_wrong"]
    assert asked_once_more(played) == ("saddle_numbness",)
    assert level(played) is Level.EMERGENCY
    messages = played.say("no", "deny")
    assert played.status("saddle_numbness") is Status.ABSENT
    assert "advice_changed" in abouts(messages)


@pytest.mark.parametrize(
    ("text", "intent"), [("not sure", "unsure"), ("rather not say", "decline")]
)
def test_an_alarm_is_not_taken_back_by_anything_but_a_no(
    text: str, intent: str
) -> None:
    for by_button in (False, True):
        played = begun(ALARM)
        played.say("that was wrong", "correct_previous_answer")
        option = {"decline": "declined"}.get(intent, intent)
        messages = played.tap(option) if by_button else played.say(text, intent)
        assert played.status("saddle_numbness") is Status.PRESENT
        assert kinds(messages)[-1] == "emergency"
        assert played.interview.stage is Stage.EMERGENCY


def test_an_alarm_confirmed_is_said_again() -> None:
    played = begun(ALARM)
    played.say("that was wrong", "correct_previous_answer")
    assert kinds(played.say("yes", "affirm"))[-1] == "emergency"


def test_a_red_flag_denied_after_it_was_reported_is_asked_about_once() -> None:
    played = begun(ALARM)
    messages = played.say("there is no numbness between my legs", "describe_symptoms")
    assert abouts(messages) == ["taken_back"]
    assert played.status("saddle_numbness") is Status.PRESENT
    played.tap("no")
    assert played.status("saddle_numbness") is Status.ABSENT


def test_one_sign_of_a_list_is_asked_once_more_with_yes_or_no() -> None:
    played = begun(ALARM)
    messages = played.say("there is no numbness between my legs", "describe_symptoms")
    question = messages[-1]["custom"]["question"]
    assert question["kind"] == "single"
    assert [o["id"] for o in question["options"]] == ["yes", "no", "unsure", "declined"]
    assert "between my legs" in question["text"]
    again = played.say("blah blah blah", "nlu_fallback")
    assert again[-1]["custom"]["question"]["options"] == question["options"]


def test_something_new_in_the_same_breath_is_not_lost() -> None:
    played = begun("pain in my left buttock, my left foot is weak")
    played.say("no weakness any more but it hurts when I sit")
    assert played.status("worse_sitting") is Status.PRESENT
    assert played.status("weakness") is Status.PRESENT
    assert asked_once_more(played) == ("weakness",)


# --- other contradictions  ---


def test_a_red_flag_reported_after_it_was_denied_counts_and_is_asked_about() -> None:
    played = at("illness_screen")
    assert played.status("weakness") is Status.ABSENT
    before = level(played)
    messages = played.say("my left leg is weak")
    assert played.status("weakness") is Status.PRESENT
    assert level(played).rank < before.rank
    assert "said_after_all" in abouts(messages)
    assert asked_once_more(played) == ("weakness",)
    played.say("yes", "affirm")
    assert played.status("weakness") is Status.PRESENT
    assert played.pending == "illness_screen"


def test_what_cannot_be_absent_beside_a_new_report_is_asked_about_once() -> None:
    played = begun("pain in my left buttock, my leg is not weak")
    assert played.status("weakness") is Status.ABSENT
    messages = played.say("I keep tripping over my toes, my foot drops")
    assert played.status("foot_drop") is Status.PRESENT
    assert abouts(messages)[-1:] == ["said_after_all"]
    assert asked_once_more(played) == ("weakness",)
    played.say("yes", "affirm")
    assert played.status("weakness") is Status.PRESENT
    assert "said_after_all" not in abouts(played.say("my foot drops"))


# --- a no beside words that nobody understood  ---


@pytest.mark.parametrize(
    "reply",
    [
        "it hasn't been playing ball since Friday. no to the others",
        "no. but it went all peculiar since the weekend, that side of things",
        "no, fine. yeah, since Sunday",
        "peeing is fine. an odd week altogether. no to the others",
    ],
)
def test_a_no_to_a_list_beside_unknown_trouble_is_asked_once_more(reply: str) -> None:
    played = at(SCREEN)
    messages = played.say(reply)
    assert "half_heard" in abouts(messages) and questions(messages) == [SCREEN]
    assert Status.ABSENT not in {played.status(f) for f in asked_once_more(played)}
    played.say(reply)
    assert played.status("bowel_change") is Status.ABSENT


def test_nothing_of_a_list_is_denied_by_the_others_beside_an_unknown_answer() -> None:
    played = at("pregnancy_and_periods")
    played.say("yes, it is no fun any more with him. like a flood. no to the others")
    for finding in ("pregnancy", "pain_with_intercourse", "heavy_periods"):
        assert played.status(finding) is None
        assert finding in asked_once_more(played)


def test_an_answer_about_the_pattern_that_was_half_heard_is_asked_once_more() -> None:
    played = begun("ache in my right buttock since May")
    played.until("hip_signs")
    reply = "a proper palaver in the mornings, that one. not sure about the others"
    assert "half_heard" in abouts(played.say(reply))
    assert played.interview.pending and played.interview.pending.question == "hip_signs"
    assert played.status("worse_hip_rotation") is None
    played.say(reply)
    assert played.status("worse_hip_rotation") is Status.UNSURE


def test_what_was_named_beside_unknown_words_counts_at_once() -> None:
    played = at(SCREEN)
    played.say("peeing is fine. it hasn't been playing ball since Friday. no")
    assert played.status("bladder_change") is Status.ABSENT
    assert "bowel_change" in asked_once_more(played)


def test_bleeding_is_understood_by_a_pregnancy_told_of_before() -> None:
    played = begun("pain in my left buttock, I'm 20 weeks pregnant")
    played.say("I've been bleeding a bit")
    assert played.status("vaginal_bleeding") is Status.PRESENT


def test_a_red_flag_that_is_an_emergency_is_not_asked_about_before_the_alarm() -> None:
    played = at("leg_power_screen")
    assert kinds(played.say(ALARM)) == ["emergency"]


def test_an_adult_who_says_to_be_a_child_is_asked_which_is_right() -> None:
    played = begun("pain in my left buttock, I am 45")
    messages = played.say("i'm 9")
    assert abouts(messages) == ["which_is_right"] and questions(messages) == ["age"]
    assert level(played) is Level.SOON
    played.say("45")
    assert played.interview.case.value("age_years") == 45
    assert played.pending != "age"


def test_an_age_said_again_when_asked_counts() -> None:
    played = begun("pain in my left buttock, I am 45")
    played.say("i'm 9")
    messages = played.say("9", "nlu_fallback")
    assert played.interview.case.value("age_years") == 9
    assert "not_understood" not in abouts(messages)


def test_the_more_urgent_age_counts_until_it_is_settled() -> None:
    played = begun("pain in my left buttock, I am 9")
    played.say("i'm 45")
    assert played.interview.case.value("age_years") == 9
    assert questions(played.say("hm", "nlu_fallback")) == ["age"]


def test_an_age_put_right_as_a_correction_is_not_asked_again() -> None:
    played = begun("pain in my left buttock, I am 45")
    played.say("sorry, I meant I am 12", "correct_previous_answer")
    assert played.interview.case.value("age_years") == 12
    assert played.pending != "age"


def test_another_side_is_simply_noted() -> None:
    played = begun()
    messages = played.say("actually it is the right side", "correct_previous_answer")
    assert abouts(messages) == ["corrected"] and questions(messages) == ["age"]


# --- a no by inference  ---


def test_a_no_that_is_only_inferred_is_left_open_for_its_question() -> None:
    played = begun("pain in my left buttock, no trouble going")
    assert played.interview.supposed
    for finding in played.interview.supposed:
        assert played.status(finding) is None
    played.until(SCREEN)
    assert played.interview.supposed <= set(asked_once_more(played))
    played.say("no trouble going", "describe_symptoms")
    assert {played.status(f) for f in played.interview.supposed} == {Status.ABSENT}


def test_a_message_with_nothing_but_an_inferred_no_is_not_called_unclear() -> None:
    played = begun()
    assert "not_understood" not in abouts(played.say("no trouble going"))


# --- fear, anger, and words that are not clear  ---


@pytest.mark.parametrize("intent", ["worry", "complain", "ask_meaning"])
def test_a_feeling_gets_a_human_word_and_the_question_again(intent: str) -> None:
    played = at(SCREEN)
    before = played.interview.case
    messages = played.say("oh dear", intent)
    assert len(messages) == 2 and questions(messages) == [SCREEN]
    assert played.interview.case == before
    assert "emergency" not in {m["custom"].get("severity") for m in messages}


def test_fear_in_an_emergency_leads_back_to_what_to_do() -> None:
    played = begun(ALARM)
    messages = played.say("I'm scared", "worry")
    assert abouts(messages) == ["calming_now"] and kinds(messages)[-1] == "emergency"


def test_fear_after_the_advice_is_not_soothed_away() -> None:
    played = begun()
    played.until_advised()
    [message] = played.say("I'm scared", "worry")
    assert message["custom"]["about"] == "calming_after"
    assert "111" in message["text"]


def test_anger_is_offered_a_person() -> None:
    [answer, _] = at(SCREEN).say("you are useless", "complain")
    assert "/hand_over" in {button["payload"] for button in answer["buttons"]}


@pytest.mark.parametrize("question", KB.questions)
def test_every_question_has_its_words_explained(question: str) -> None:
    from bot.actions.parts import SPEAKER

    words = SPEAKER.voice.wording.questions[question]
    assert words.meaning and words.meaning != words.why


def test_a_second_misunderstanding_offers_answers_and_a_person() -> None:
    played = at(SCREEN)
    played.say("qwrt", "nlu_fallback")
    messages = played.say("qwrt", "nlu_fallback")
    buttons = {b["payload"] for m in messages for b in m["buttons"]}
    assert "/hand_over" in buttons
    assert any(payload.startswith("/answer") for payload in buttons)


# --- picking by place  ---


@pytest.mark.parametrize("intent", ["correct_previous_answer", "restart", "goodbye"])
def test_an_answer_picked_by_its_place_counts_whatever_it_looked_like(
    intent: str,
) -> None:
    played = begun("pain in my left buttock, I am 45")
    played.say("the second", intent)
    assert played.interview.case.value("sex") == "male"


def test_several_answers_are_never_all_picked_by_words_beside_the_question() -> None:
    played = at(SCREEN)
    for text in ("forget it all", "all of it, stop", "none of it", "no to all"):
        before = played.interview.case
        played.say(text, "restart" if text.startswith("forget") else "stop")
        assert {a.finding for a in played.interview.case.answers} <= {
            a.finding for a in before.answers
        }
        played.say("/begin")
