"""Every sentence can be read by somebody of about twelve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.loading import read_yaml
from rendering import Speaker
from rendering.checks import placeholders
from tests.rendering.reading_level import grade, sentences, word_count, words
from tests.rendering.words import every_answer_text, every_text

HIGHEST_GRADE = 7.0
# The formula is made for running text; on a label it measures one word's length.
FEWEST_WORDS = 6
EXCEPTIONS = read_yaml(Path(__file__).parent / "reading_exceptions.yml")
KNOWN = frozenset([*EXCEPTIONS["known_words"], *EXCEPTIONS["names"]])


def read_by_people(speaker: Speaker) -> Iterator[tuple[str, str]]:
    """Every text with the place it stands in, its braces filled."""
    for place, text in every_text(speaker.voice.wording):
        yield place, filled(speaker, text)
    yield from every_answer_text(speaker.voice.kb)


def test_every_sentence_is_at_or_below_grade_seven(speaker: Speaker) -> None:
    too_hard = {
        place: f"{grade(sentence, KNOWN):.1f}: {sentence}"
        for place, text in read_by_people(speaker)
        if place not in EXCEPTIONS["sentences"]
        for sentence in sentences(text)
        if word_count(sentence) >= FEWEST_WORDS
        if grade(sentence, KNOWN) > HIGHEST_GRADE
    }

    assert too_hard == {}


def test_no_sentence_is_longer_than_twenty_five_words(speaker: Speaker) -> None:
    too_long = {
        place: sentence
        for place, text in read_by_people(speaker)
        for sentence in sentences(text)
        if word_count(sentence) > 25
    }

    assert too_long == {}


@pytest.mark.parametrize("place", EXCEPTIONS["sentences"])
def test_every_exception_is_a_text_that_exists(speaker: Speaker, place: str) -> None:
    assert place in dict(every_text(speaker.voice.wording))


def test_every_word_that_counts_as_short_makes_a_difference(speaker: Speaker) -> None:
    using: defaultdict[str, list[str]] = defaultdict(list)
    for place, text in read_by_people(speaker):
        if place not in EXCEPTIONS["sentences"]:
            for sentence in sentences(text):
                for word in KNOWN & set(words(sentence)):
                    using[word].append(sentence)
    needless = {
        word
        for word in KNOWN
        if not any(
            grade(sentence, KNOWN - {word}) > HIGHEST_GRADE
            for sentence in using[word]
            if word_count(sentence) >= FEWEST_WORDS
        )
    }

    assert needless == set()


def test_a_hard_sentence_would_be_found() -> None:
    hard = "Immediate neurosurgical consultation is recommended for deterioration."

    assert grade(hard, KNOWN) > HIGHEST_GRADE


def filled(speaker: Speaker, text: str) -> str:
    """The text with the clinic's facts; other values stand for one short word."""
    values: defaultdict[str, str] = defaultdict(lambda: "pain")
    values.update(speaker.voice.clinic.facts())
    values.update(soon="2 weeks", review="3 weeks")
    return text.format_map(values) if placeholders(text) else text
