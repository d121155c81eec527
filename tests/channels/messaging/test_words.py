"""Words for the service, and those that are for the bot."""

from __future__ import annotations

import pytest

from bot.channels.messaging.words import Word, code_in, word_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", Word.STOP),
        (" stop. ", Word.STOP),
        ("Unsubscribe", Word.STOP),
        ("START", Word.START),
        ("Help!", Word.HELP),
        ("ＤＥＬＥＴＥ", Word.DELETE),
        ("delete my data", Word.DELETE),
        ("“move”", Word.MOVE),
        ("more", Word.MORE),
    ],
)
def test_a_word_alone_is_for_the_service(text: str, word: Word) -> None:
    assert word_of(text) is word


@pytest.mark.parametrize(
    "text",
    [
        "the pain does not stop",
        "stop the pain",
        "help me i cannot feel my legs",
        "no more",
        "it hurts more",
        "start of the week",
        "in the end",
        "",
    ],
)
def test_a_word_among_others_is_for_the_bot(text: str) -> None:
    assert word_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "code K7M-4WX-9RF",
        "Code: k7m4wx9rf",
        "my code is K7M 4WX 9RF.",
        "CODE  K7M4WX9RF",
    ],
)
def test_a_code_is_read_however_it_is_written(text: str) -> None:
    assert code_in(text) == "K7M4WX9RF"


@pytest.mark.parametrize(
    "text", ["code", "code red", "the code of my pain is that it hurts at night"]
)
def test_other_codes_are_words(text: str) -> None:
    assert code_in(text) is None
