"""A message in another language is told apart from one that is only badly written."""

from __future__ import annotations

import pytest

from tests.understanding.reading import table
from understanding.text.foreign import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "je ne parle pas anglais",
        "J'ai mal au dos depuis trois jours",
        "me duele mucho la espalda",
        "Ich habe seit Montag Schmerzen im Bein",
        "ho mal di schiena e mi fa male la gamba",
        "dor nas costas desde ontem, não posso andar",
        "bardzo boli mnie noga od wtorku",
        "mă doare spatele foarte rău",
        "ik heb pijn in mijn rug",
        "belim çok ağrıyor",
        "мені болить спина",
        "ظهري يؤلمني",
        "我的背很痛",
        "मेरी पीठ में दर्द है",
    ],
)
def test_another_language_is_known(text: str) -> None:
    assert is_foreign(text, "en")


@pytest.mark.parametrize(
    "text",
    ["??", "💥💥", "qwrt", "mi bak hrts bad", "yes", "no se", "la la la", "45", ""],
)
def test_what_is_only_short_or_misspelt_is_not(text: str) -> None:
    assert not is_foreign(text, "en")


def test_no_sentence_of_the_specification_is_taken_for_another_language() -> None:
    said = [row["say"] for rows in table("sentences.yml").values() for row in rows]
    assert [text for text in said if is_foreign(text, "en")] == []


def test_english_is_foreign_where_spanish_is_read() -> None:
    assert is_foreign("my back is killing me", "es")
    assert not is_foreign("me duele la espalda", "es")
