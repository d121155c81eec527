"""Everything in the knowledge has words, and every word is for something in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.loading import read_yaml
from rendering import Speaker, WordingError, load_wording
from rendering.checks import placeholders
from rendering.loading import LOCALES
from tests.rendering.words import every_text

LEXICON = Path(__file__).parents[2] / "understanding" / "lexicon" / "en"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the wording that a test may spoil."""
    shutil.copytree(LOCALES / "en", tmp_path / "en")
    return tmp_path


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "en" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(kb: KnowledgeBase, folder: Path) -> str:
    with pytest.raises(WordingError) as caught:
        load_wording(kb, folder=folder)
    return str(caught.value)


def test_the_wording_covers_the_knowledge_and_nothing_else(kb: KnowledgeBase) -> None:
    wording = load_wording(kb)

    assert wording.findings.keys() == kb.findings.keys()
    assert wording.questions.keys() == kb.questions.keys()
    assert wording.conditions.keys() == kb.conditions.keys()
    assert wording.red_flags.keys() == {flag.id for flag in kb.red_flags}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "findings.yml",
            "worse_lying:",
            "worse_laying:",
            ["findings.yml: worse_lying: has no words", "worse_laying: is not in the"],
        ),
        (
            "red_flags.yml",
            "fever: ",
            "fevers: ",
            ["red_flags.yml: fever: has no words"],
        ),
        (
            "findings.yml",
            "    above_knee: ",
            "    over_knee: ",
            ["no words for the choices above_knee", "do not exist: over_knee"],
        ),
        (
            "findings.yml",
            'present: "age {value}"',
            "present: age",
            ["findings.yml: age_years: is a number and needs {value}"],
        ),
        (
            "questions.yml",
            '"0.4": ',
            '"0.5": ',
            ["options that do not exist: 0.5", "no words for the values 0.4"],
        ),
        (
            "safety_net.yml",
            "CESCARD",
            "CESCARDS",
            ["'CESCARDS' is not in the knowledge's references.yml"],
        ),
        (
            "self_care.yml",
            "crossed_legs: Do",
            "cross_legs: Do",
            ["self_care.yml: crossed_legs: has no words", "cross_legs: is not in"],
        ),
        (
            "cards.yml",
            "CESCARD",
            "CESCARDS",
            ["'CESCARDS' is not in the knowledge's references.yml"],
        ),
        (
            "emergencies.yml",
            "other:",
            "others:",
            ["emergencies.yml: other: needs the entry 'other'"],
        ),
        (
            "dispositions.yml",
            "  short: ",
            "  shirt: ",
            ["'shirt' was unexpected", "dispositions.yml: emergency"],
        ),
        (
            "phrases.yml",
            "greeting:",
            "noted:",
            ["phrases.yml: line", "duplicate key"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(
    kb: KnowledgeBase, folder: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    edit(folder, file, old, new)

    message = problems(kb, folder)

    assert all(part in message for part in told), message


def test_all_problems_are_told_at_once(kb: KnowledgeBase, folder: Path) -> None:
    edit(folder, "findings.yml", "worse_lying:", "worse_laying:")
    edit(folder, "conditions.yml", "hip_joint:", "hip:")

    message = problems(kb, folder)

    assert "4 problems in the wording files" in message
    assert "worse_laying" in message
    assert "hip_joint" in message


def test_a_missing_file_is_told(kb: KnowledgeBase, folder: Path) -> None:
    (folder / "en" / "triage.yml").unlink()

    assert "triage.yml: cannot be read" in problems(kb, folder)


def test_every_emergency_that_can_be_heard_has_words_of_its_own(
    speaker: Speaker,
) -> None:
    heard = set(read_yaml(LEXICON / "emergencies.yml"))

    assert heard == speaker.voice.wording.emergencies.keys() - {"other"}


def test_no_text_asks_for_a_fact_that_only_a_phrase_can_be_given(
    speaker: Speaker,
) -> None:
    facts = speaker.voice.clinic.facts().keys() | {"soon", "review"}
    own_values = ("phrases.", "findings.")
    unknown = {
        place: placeholders(text) - facts
        for place, text in every_text(speaker.voice.wording)
        if not place.startswith(own_values) and placeholders(text) - facts
    }

    assert unknown == {}


def test_a_pattern_is_described_in_at_most_sixty_words(speaker: Speaker) -> None:
    lengths = {
        key: len(words.about.split())
        for key, words in speaker.voice.wording.conditions.items()
    }

    assert max(lengths.values()) <= 60
