"""Spanish is read easily: INFLESZ over everything a patient can be told."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import pytest

import knowledge
from rendering import Speaker
from tests.rendering.reading_level import sentences
from tests.rendering.spanish_reading import (
    FAIRLY_EASY,
    NORMAL,
    RATHER_HARD,
    ease,
    syllables,
    words,
)
from tests.rendering.test_reading_level import filled
from tests.rendering.words import every_answer_text, every_text

# The formula is made for running text; on a label it measures one word's length.
FEWEST_WORDS, RUNNING_TEXT = 6, 12
# One sentence is a short sample: a single term ("espondiloartritis") moves it far.
# Names of illnesses that have no shorter word keep a few below the scale's own bounds.
LOWEST_OF_A_SENTENCE, LOWEST_OF_A_TEXT = 28, 44
# The option of a list that has to name two illnesses in full.
A_LIST_OF_ILLNESSES = "findings.family_or_personal_spondyloarthritis.option"


@pytest.fixture(scope="module")
def told(kb: knowledge.KnowledgeBase) -> list[tuple[str, str]]:
    """Every (place, text) of the Spanish wording, its braces filled."""
    speaker = Speaker.load(kb, locale="es")
    own = [(at, filled(speaker, t)) for at, t in every_text(speaker.voice.wording)]
    return [*own, *every_answer_text(kb, "es")]


def of_sentences(told: list[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    for place, text in told:
        for sentence in sentences(text):
            if len(words(sentence)) >= FEWEST_WORDS:
                yield place, sentence, ease(sentence)


def test_the_spanish_wording_as_a_whole_is_easy(told: list[tuple[str, str]]) -> None:
    every = [score for _, _, score in of_sentences(told)]

    assert len(every) > 1500
    assert statistics.median(every) >= FAIRLY_EASY + 10
    assert sum(score >= NORMAL for score in every) >= 0.93 * len(every)
    assert sum(score >= RATHER_HARD for score in every) >= 0.99 * len(every)


def test_no_spanish_sentence_is_very_hard(told: list[tuple[str, str]]) -> None:
    hard = {
        place: f"{score:.0f}: {sentence}"
        for place, sentence, score in of_sentences(told)
        if score < LOWEST_OF_A_SENTENCE
    }

    assert hard == {}


def test_every_spanish_text_of_some_length_is_at_most_a_little_hard(
    told: list[tuple[str, str]],
) -> None:
    scores = {
        place: (ease(text), text)
        for place, text in told
        if len(words(text)) >= RUNNING_TEXT and place != A_LIST_OF_ILLNESSES
    }

    assert {p: t for p, (score, t) in scores.items() if score < LOWEST_OF_A_TEXT} == {}
    assert sum(s >= NORMAL for s, _ in scores.values()) >= 0.95 * len(scores)


def test_no_spanish_sentence_is_longer_than_thirty_words(
    told: list[tuple[str, str]],
) -> None:
    long = {place: s for place, s, _ in of_sentences(told) if len(words(s)) > 30}

    assert long == {}


def test_a_hard_spanish_sentence_would_be_found() -> None:
    hard = (
        "Se recomienda la derivación inmediata a neurocirugía ante cualquier deterioro."
    )

    assert ease(hard) < LOWEST_OF_A_SENTENCE


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("dolor", 2),
        ("ciática", 3),
        ("día", 2),
        ("guía", 2),
        ("vergüenza", 3),
        ("oído", 3),
        ("país", 2),
        ("muy", 1),
        ("resonancia", 4),
    ],
)
def test_spanish_syllables_are_counted_as_they_are_spoken(
    word: str, count: int
) -> None:
    assert syllables(word) == count
