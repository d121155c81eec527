"""Numbered text for screens without buttons, and what a typed reply stands for."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import Ask
from rendering import Message, Speaker, payload_of, plain_text

QUESTIONS = knowledge.load().questions


@pytest.fixture
def several(speaker: Speaker) -> Message:
    """Buttons: 1 vaginal bleeding, 2 abdominal pain, 3 none, 4 unsure, 5 declined."""
    return asked(speaker, "pregnancy_signs")


def asked(speaker: Speaker, key: str) -> Message:
    question = QUESTIONS[key]
    return speaker.question(
        Ask(
            question=question,
            findings=question.findings,
            asked=0,
            about_left=1,
            safety_left=0,
        )
    )


def test_buttons_become_numbered_lines(several: Message) -> None:
    lines = plain_text(several).split("\n")

    assert lines[0] == several.text
    assert lines[1] == "1. Bleeding from the vagina"
    assert lines[3] == "3. None of these"


def test_how_to_type_several_numbers_is_told(several: Message) -> None:
    assert plain_text(several).split("\n")[-1].startswith("Type the numbers that fit")


def test_answers_to_a_number_question_are_not_numbered(speaker: Speaker) -> None:
    text = plain_text(asked(speaker, "duration"))

    assert "- About 2 weeks" in text
    assert "2. About" not in text
    assert "Type a number" not in text


def test_payloads_are_never_shown(several: Message) -> None:
    assert "/answer" not in plain_text(several)


@pytest.mark.parametrize(
    ("reply", "option"),
    [
        ("2", "abdominal_pain"),
        ("2.", "abdominal_pain"),
        (" 2) ", "abdominal_pain"),
        ("٢", "abdominal_pain"),
        ("２", "abdominal_pain"),
        ("PAIN IN THE TUMMY", "abdominal_pain"),
        ("none of these", "none"),
        ("Not sure.", "unsure"),
        ("5", "declined"),
    ],
)
def test_a_number_or_a_title_is_the_button(
    several: Message, reply: str, option: str
) -> None:
    expected = f'/answer{{"q": "pregnancy_signs", "o": "{option}"}}'

    assert payload_of(reply, several) == expected


@pytest.mark.parametrize("reply", ["1 and 2", "1,2", "1 2", "2 & 1", "1, and 2."])
def test_several_numbers_tick_several_and_leave_the_rest_open(
    several: Message, reply: str
) -> None:
    payload = payload_of(reply, several)

    assert payload in (
        '/answer{"q": "pregnancy_signs", "o": "vaginal_bleeding+abdominal_pain"}',
        '/answer{"q": "pregnancy_signs", "o": "abdominal_pain+vaginal_bleeding"}',
    )


@pytest.mark.parametrize("reply", ["only 2", "2 only", "Only 2."])
def test_only_says_no_to_the_rest(several: Message, reply: str) -> None:
    assert payload_of(reply, several) == (
        '/answer{"q": "pregnancy_signs", "o": "abdominal_pain", "rest": "absent"}'
    )


@pytest.mark.parametrize(
    "reply",
    [
        "9",
        "0",
        "1 and 3",
        "2 weeks",
        "it is 2",
        "only",
        "",
        "no",
        "/answer",
        "1 or 2",
    ],
)
def test_anything_else_is_free_text(several: Message, reply: str) -> None:
    assert payload_of(reply, several) is None


def test_several_numbers_make_no_sense_where_one_answer_is_asked(
    speaker: Speaker,
) -> None:
    assert payload_of("1 and 2", asked(speaker, "sex")) is None


@pytest.mark.parametrize("key", ["age", "duration"])
def test_a_number_may_be_the_answer_itself(speaker: Speaker, key: str) -> None:
    """Two years old, or the second option? The language layer decides, not the list."""
    assert payload_of("2", asked(speaker, key)) is None


def test_a_message_without_buttons_takes_free_text(speaker: Speaker) -> None:
    message = speaker.statement("goodbye")

    assert plain_text(message) == message.text
    assert payload_of("1", message) is None


def test_an_explanation_of_a_question_is_plain_text_too(speaker: Speaker) -> None:
    kb = knowledge.load()
    explanation = knowledge.explain(kb, knowledge.Case(), "age")
    why = speaker.why(QUESTIONS["age"], explanation)
    assert plain_text(why).startswith(why.text)
    assert payload_of("1", why) is None
