"""A question at any moment: answered from the sources, and nothing slips in by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.actions.inquiry import reply_to
from bot.actions.interview import Interview, Stage
from bot.actions.parts import ANSWERER
from bot.actions.utterance import Utterance
from knowledge import Status
from knowledge.files import read_yaml
from tests.bot.played import Played, abouts, begun, kinds, questions

HELD_OUT = [
    asked
    for name in ("second", "third", "fourth")
    for asked in read_yaml(
        Path(__file__).parents[1] / "answering" / f"held_out_{name}.yml"
    )
]
RED_FLAGS = read_yaml(Path(__file__).parents[1] / "understanding" / "red_flags.yml")

BUTTOCK = (
    "pain deep in my left buttock when I sit or cross my legs, there is a sore spot "
    "deep in it, my back does not hurt, a back scan was clear"
)


def told(messages: list) -> dict | None:
    """The answer among these messages, if there is one."""
    found = [m["custom"] for m in messages if m["custom"].get("about") == "answer"]
    return found[0] if found else None


def advised() -> Played:
    played = begun(BUTTOCK)
    played.until_advised()
    assert played.interview.stage is Stage.RESULT
    return played


def stages() -> dict[str, Played]:
    """Somebody at each stage of a talk."""
    new, introduced, emergency, stopped = Played(), Played(), Played(), begun()
    introduced.say("hello", "greet")
    emergency.say("hello", "greet")
    emergency.say("I have wet myself and my back hurts")
    stopped.say("/stop")
    asked = begun(BUTTOCK)
    asked.until("cauda_equina_screen")
    return {
        "new": new,
        "introduced": introduced,
        "safety question": asked,
        "result": advised(),
        "emergency": emergency,
        "stopped": stopped,
    }


@pytest.mark.parametrize("stage", stages())
def test_a_question_is_answered_at_every_stage_and_the_talk_stays_where_it_is(stage):
    played = stages()[stage]
    pending, said = played.pending, played.interview.case.answers
    messages = played.say("how long does sciatica last?", "ask_question")
    answer = told(messages)
    assert answer["answer"]["topic"] == "long_sciatica"
    assert "4 to 6 weeks" in messages[abouts(messages).index("answer")]["text"]
    assert [source["id"] for source in answer["sources"]]
    assert played.pending == pending
    assert played.interview.case.answers == said
    if pending:
        assert questions(messages) == [pending]


def test_what_could_follow_is_a_button_only_when_no_question_waits():
    [answer, question] = begun(BUTTOCK).say("what is sciatica?", "ask_question")
    assert not answer.get("buttons")
    assert "You can also ask:" in answer["text"]
    assert question["buttons"]
    [answer] = advised().say("what is sciatica?", "ask_question")
    assert answer["buttons"][0]["payload"].startswith('/ask_question{"topic": ')


def test_the_button_of_an_answer_tells_its_topic():
    played = advised()
    [answer] = played.say("what is sciatica?", "ask_question")
    [following] = played.say(answer["buttons"][0]["payload"])
    wanted = answer["custom"]["answer"]["next_steps"][0]["topic"]
    assert told([following])["answer"]["topic"] == wanted


def test_an_unknown_topic_is_said_to_have_no_answer():
    assert abouts(advised().say('/ask_question{"topic": "gout"}')) == ["no_answer"]


def test_what_is_not_clear_is_asked_back_with_questions_to_tap_or_type():
    played = advised()
    (message,) = [
        m
        for m in played.say("what about surgery", "ask_question")
        if m["custom"].get("about") == "nearest"
    ]
    steps = message["custom"]["next_steps"]
    titles = [button["title"] for button in message["buttons"]]
    assert titles == [step["title"] for step in steps]
    assert told(played.say(message["buttons"][0]["payload"], "ask_question"))
    assert all(title in message["text"] for title in titles)


def test_what_is_near_nothing_is_said_to_have_no_answer():
    assert "no_answer" in abouts(advised().say("blue bananas sing?", "ask_question"))


def test_it_means_what_was_asked_about_last():
    played = begun(BUTTOCK)
    played.say("what is a slipped disc?", "ask_question")
    answer = told(played.say("how long does it last?", "ask_question"))
    assert answer["answer"]["topic"] == "long_disc_radiculopathy"


def test_it_means_the_closest_pattern_once_the_advice_is_given():
    answer = told(advised().say("how long does it last?", "ask_question"))
    assert answer["answer"]["topic"] == "long_piriformis_syndrome"


@pytest.mark.parametrize("text", ["piriformis or sciatica?", "why not sciatica?"])
def test_with_a_result_two_patterns_are_compared_for_these_answers(text):
    [message] = advised().say(text, "ask_question")
    record = message["custom"]
    assert {record["first"], record["second"]} == {
        "piriformis_syndrome",
        "disc_radiculopathy",
    }
    assert "More for Piriformis syndrome" in message["text"]
    assert record["references"]


@pytest.mark.parametrize(
    "text",
    [
        "what speaks against piriformis?",
        "what speaks for piriformis syndrome",
        "why do you think it's piriformis?",
        "why piriformis?",
        "what fits and what doesn't for piriformis",
        "what speaks against it?",
    ],
)
def test_with_a_result_a_pattern_is_weighed_for_these_answers(text):
    [message] = advised().say(text, "ask_question")
    record = message["custom"]
    assert record["about"] == "evidence"
    assert record["condition"] == "piriformis_syndrome"
    assert {row["direction"] for row in record["said"]} <= {"for", "against"}
    assert "For it: " in message["text"]
    assert record["references"]


def test_why_not_another_pattern_is_compared_even_when_taken_for_a_why():
    [message] = advised().say("why not sciatica?", "ask_why")
    assert message["custom"]["about"] == "comparison"


def test_a_pattern_that_cannot_be_is_not_compared():
    played = begun("pain in my low back")
    played.say("I am a man")
    played.until_advised()
    [message] = played.say("could it be endometriosis?", "ask_question")
    assert abouts([message]) == ["not_for_you"]


def test_a_question_taken_for_something_off_topic_is_answered_all_the_same():
    for intent in ("out_of_scope", "nlu_fallback"):
        messages = begun(BUTTOCK).say("can I drive with sciatica?", intent)
        assert told(messages)["answer"]["topic"] == "driving_topic", intent


def test_what_is_off_topic_stays_off_topic():
    messages = begun(BUTTOCK).say("what is the capital of france", "out_of_scope")
    assert abouts(messages) == ["out_of_scope"]


def test_a_general_question_records_nothing():
    for text in (
        "can piriformis syndrome make a leg numb?",
        "what is deep gluteal syndrome?",
        "what symptoms does poor circulation in the legs cause?",
        "does a wallet in the back pocket matter?",
    ):
        played = begun("pain in my low back")
        said = played.interview.case.answers
        played.say(text, "ask_question")
        assert played.interview.case.answers == said, text


@pytest.mark.parametrize(
    "text",
    [
        "can sciatica make you numb between the legs?",
        "can a slipped disc affect the bladder?",
        "is numbness between the legs dangerous?",
    ],
)
def test_a_question_about_a_red_flag_is_answered_with_what_to_do(text):
    messages = begun("pain in my low back").say(text, "ask_question")
    assert "999" in " ".join(message["text"] for message in messages)


def test_a_red_flag_only_asked_about_is_asked_back_and_neither_noted_nor_lost():
    played = begun("pain in my low back")
    messages = played.say("what can be done about sciatica in pregnancy?")
    assert played.status("pregnancy") is None
    assert "did_you_mean" in abouts(messages)
    assert played.interview.pending.findings == ("pregnancy",)


def test_a_question_about_oneself_still_tells_something():
    played = begun("pain in my low back")
    played.say("why are my toes numb?", "ask_question")
    assert played.status("numbness_tingling") is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "what is sciatica? I can't feel myself pee since this morning",
        "is it normal that I have wet myself and my back hurts?",
        "how long does it last, and why is it numb between my legs?",
        "what is sciatica i cant pee since this morning",
        "what is piriformis syndrome, i have wet myself",
    ],
)
@pytest.mark.parametrize("stage", ["introduced", "safety question", "result"])
def test_a_question_that_also_reports_a_red_flag_still_alarms(stage, text):
    messages = stages()[stage].say(text, "ask_question")
    assert "emergency" in kinds(messages)
    assert "answer" not in abouts(messages)


def test_no_way_of_reporting_a_red_flag_passes_for_a_general_question():
    reported = [t for said in RED_FLAGS["reported"].values() for t in said]
    assert len(reported) >= 300
    assert [t for t in reported if ANSWERER.asked_in_general(t)] == []


def test_every_fact_on_screen_has_a_source_and_every_inference_says_so():
    for asked in HELD_OUT:
        reply = reply_to(Interview(), Utterance(text=asked["ask"]))
        for message in reply.messages if reply else ():
            if message.data["about"] != "answer":
                continue
            assert message.data["sources"]
            if "inference" in message.data["answer"]["bases"]:
                assert re.search("my own reading|our own reading", message.text)


def test_at_most_one_answer_in_twenty_is_wrong_in_the_talk_as_well():
    right, wrong = 0, []
    for asked in (one for one in HELD_OUT if {"topics", "silent"} & set(one)):
        reply = reply_to(Interview(), Utterance(text=asked["ask"]))
        if reply is None:
            continue
        data = reply.messages[0].data
        topic = data["answer"]["topic"] if data["about"] == "answer" else data["about"]
        wanted = asked.get("topics") or asked.get("silent", ())
        if topic in wanted or ("compare" in wanted and topic.startswith("compare_")):
            right += 1
        elif data["about"] == "answer":
            wrong.append((asked["ask"], topic))
    print(f"{right} right, {len(wrong)} wrong")
    assert len(wrong) / (right + len(wrong)) <= 0.05, wrong
    assert right >= 150


def test_where_to_call_is_told_even_when_the_question_was_taken_for_off_topic():
    messages = begun(BUTTOCK).say("when is it necessary to call 999?", "out_of_scope")
    assert "999" in messages[0]["text"]
    assert told(messages)


def test_patterns_compared_for_ones_own_answers_are_not_taken_for_a_report():
    text = "compare piriformis syndrome and hip joint pain for my answers"
    played = begun(BUTTOCK)
    before = played.interview.case.answers
    played.say(text, "ask_question")
    assert played.interview.case.answers == before


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("in the middle of this: what is sciatica?", "describe_symptoms", "what_s"),
        ("what is foot drop", "ask_meaning", "foot_drop_what"),
        ("could it be cancer?", "worry", "tumour_possible"),
        ("what on earth is the saddle area?", "complain", "saddle_what"),
        ("what is the fair test?", "chitchat", "test_fair"),
    ],
)
def test_a_question_is_answered_whatever_the_message_was_taken_for(text, intent, topic):
    played = begun(BUTTOCK)
    pending = played.interview.pending
    messages = played.say(text, intent)
    assert told(messages)["answer"]["topic"].startswith(topic)
    assert questions(messages)
    assert played.interview.pending == pending


def test_what_helps_is_never_told_without_the_advice_to_be_seen_first() -> None:
    played = begun("pain in my left buttock and thigh, I have had a fever since Monday")
    played.until_advised()
    messages = played.say("what exercises can I do?", "ask_question")
    assert told(messages) is not None
    assert abouts(messages)[-1] == "first_of_all"
    assert "being seen today" in messages[-1]["text"]


def test_beside_a_routine_appointment_an_answer_stands_alone() -> None:
    messages = advised().say("what exercises can I do?", "ask_question")
    assert told(messages) is not None and "first_of_all" not in abouts(messages)
