"""Every drawing exists, is told in words, and can do nothing but be looked at."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import knowledge
import rendering
from rendering import Speaker
from rendering.aftercare import DRAWINGS, self_care
from tests.rendering.cases import PEOPLE, interviewed

FOLDER = Path(rendering.__file__).parent / "drawings"
FILES = sorted(FOLDER.glob("*.svg"))


def test_every_drawing_of_the_knowledge_is_a_file_and_the_reverse(speaker: Speaker):
    steps = [step for stage in speaker.voice.kb.care for step in stage.steps]
    wanted = {step.drawing for step in steps} - {None}
    assert {path.stem for path in FILES} == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_drawing_loads_and_runs_nothing(path: Path):
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "style", "path", "rect", "circle"}
    assert "url(" not in text
    assert "@import" not in text
    assert not any("href" in key for element in root.iter() for key in element.attrib)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_drawing_is_drawn_in_the_colour_of_the_text_and_knows_the_dark(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "currentColor" in text
    assert "prefers-color-scheme: dark" in text


def test_the_plan_gives_each_drawing_its_address_and_its_words(speaker: Speaker):
    _, assessment = interviewed(knowledge.load(), PEOPLE["deep_gluteal"])
    message = self_care(speaker.voice, assessment)
    shown = [
        step["drawing"]
        for stage in message.data["plan"]
        for step in stage["steps"]
        if step["drawing"]
    ]
    assert len(shown) == 6
    for drawing in shown:
        assert drawing["path"].startswith(DRAWINGS)
        assert (FOLDER / drawing["path"].removeprefix(DRAWINGS)).is_file()
        assert drawing["description"] in message.text
