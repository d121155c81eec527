"""How a message is put: where it asks, puts right, doubts."""

from __future__ import annotations

import pytest

from bot.nlu.manner import manner

FIRST, LAST, ANY, ALL, MARK, ENDS_IN_MARK = range(6)
RIGHT_FIRST, RIGHT, DOUBT_FIRST, DOUBT, ONE = range(6, 11)


def told(text: str) -> set[int]:
    """The numbers of what is so."""
    return {number for number, is_so in enumerate(manner(text)) if is_so}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("is it safe to jog", {FIRST, LAST, ANY, ALL, ONE}),
        ("Ok so why is it worse at night?", {FIRST, LAST, ANY, ALL, MARK}),
        ("My leg tingles since May. Does that mean it's the disc?", {LAST, ANY, MARK}),
        ("Could it be the hip? It aches by evening.", {FIRST, ANY, MARK}),
        ("my foot drags, is that normal?", {ANY, ALL, MARK, ENDS_IN_MARK}),
    ],
)
def test_a_question_is_seen_where_it_stands(text: str, wanted: set[int]) -> None:
    assert wanted <= told(text)


@pytest.mark.parametrize(
    "text",
    [
        "when I sit it burns",
        "What I feel is a dull ache",
        "can hardly get out of the chair",
        "it does hurt, and is worse at night",
    ],
)
def test_what_only_begins_like_a_question_asks_nothing(text: str) -> None:
    assert not told(text) & {FIRST, LAST, ANY, ALL, MARK}


def test_a_question_mark_behind_a_statement_is_no_question() -> None:
    assert told("The left buttock?") & {ANY, MARK} == {MARK}


def test_a_correction_at_the_start_is_told_from_one_further_on() -> None:
    assert {RIGHT_FIRST, RIGHT} <= told("Oh sorry, I meant the left one")
    later = told("It is the knee. Hang on, the hip.")
    assert RIGHT in later and RIGHT_FIRST not in later


def test_a_doubt_at_the_start_is_told_from_one_further_on() -> None:
    assert {DOUBT_FIRST, DOUBT} <= told("Honestly, I couldn't tell you when it began")
    later = told("Sore left hip for weeks. Maybe the new bike.")
    assert DOUBT in later and DOUBT_FIRST not in later


@pytest.mark.parametrize("text", ["", "   ", "?!", "👍", "…"])
def test_a_message_without_words_has_no_manner(text: str) -> None:
    assert manner(text) == [0.0] * 11
