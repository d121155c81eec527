"""The lessons are met in batches, some misspelt or run on, and none taught wrongly."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.model import ABSENT
from understanding.second_ear import batches as module
from understanding.second_ear.batches import Batches, both, learnt, misspelt
from understanding.second_ear.lessons import Lesson
from understanding.second_ear.readings import Reading
from understanding.second_ear.wordpieces import Wordpieces

FEVER, NO_FEVER = Reading("fever"), Reading("fever", ABSENT)
WORDS = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(130)]
WORDPIECES = Wordpieces(["[UNK]", "[CLS]", "[SEP]", ".", *WORDS])


def lesson(text: str, *says: Reading, voice: str = "a", **more: object) -> Lesson:
    return Lesson(text=text, says=frozenset(says), voice=voice, **more)


LESSONS = [
    lesson(word, *([FEVER] if n % 3 == 0 else [])) for n, word in enumerate(WORDS)
]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing misspelt, nothing run on."""
    monkeypatch.setattr(module, "_RUN_ON", 0.0)
    monkeypatch.setattr(module, "_MISSPELT", 0.0)


@pytest.mark.usefixtures("plain")
def test_each_lesson_is_met_once_with_what_it_teaches() -> None:
    met = {}
    read = Batches(LESSONS, [FEVER], WORDPIECES)
    batches = list(read)
    for batch in batches:
        for pieces, there, taught in zip(*batch, strict=True):
            start, word, end = pieces[there]
            assert (start, end) == (WORDPIECES.start, WORDPIECES.end)
            met[WORDPIECES.vocabulary[word]] = int(taught[0])
    assert met == {le.text: 1 if FEVER in le.says else -1 for le in LESSONS}
    assert len(read) == len(batches)


@pytest.mark.usefixtures("plain")
def test_what_is_filled_up_is_not_there() -> None:
    long = lesson(" ".join(WORDS[:9]))
    (batch,) = Batches([*LESSONS[:5], long], [FEVER], WORDPIECES)
    assert sorted(batch.there.sum(axis=1)) == [3] * 5 + [11]
    assert (batch.pieces[~batch.there] == 0).all()


def test_two_lessons_run_on_say_what_either_says(monkeypatch) -> None:
    monkeypatch.setattr(module, "_RUN_ON", 1.0)
    monkeypatch.setattr(module, "_MISSPELT", 0.0)
    told = {le.text: FEVER in le.says for le in LESSONS}
    for batch in Batches(LESSONS, [FEVER], WORDPIECES):
        for pieces, there, taught in zip(*batch, strict=True):
            words = [WORDPIECES.vocabulary[n] for n in pieces[there]]
            assert (taught[0] == 1) == any(told.get(word) for word in words)


def test_what_one_lesson_leaves_open_stays_open_unless_the_other_says_it() -> None:
    one, other = np.array([1, 0, -1, 0, -1, 1]), np.array([0, -1, -1, 0, 1, -1])
    assert both(one, other).tolist() == [1, 0, -1, 0, 1, 1]


@given(st.text("abcdefgh", min_size=5, max_size=12), st.integers())
def test_a_misspelt_word_keeps_its_first_letter_and_nearly_its_length(
    word: str, seed: int
) -> None:
    wrong = misspelt(word, random.Random(seed))
    assert wrong[0] == word[0]
    assert len(wrong) in (len(word) - 1, len(word))


@pytest.mark.parametrize(
    ("times", "voices", "is_learnt"), [(10, 3, True), (9, 3, False), (30, 2, False)]
)
def test_what_is_told_often_and_by_several_is_learnt(
    times: int, voices: int, is_learnt: bool
) -> None:
    told = [lesson("x", NO_FEVER, voice=str(n % voices)) for n in range(times)]
    assert ([*learnt(told)] == [NO_FEVER]) is is_learnt
