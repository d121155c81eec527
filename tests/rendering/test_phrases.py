"""No phrase without a use, and no use without a phrase."""

from __future__ import annotations

import ast
from pathlib import Path

from knowledge.results import Band
from rendering import Speaker

ROOT = Path(__file__).parents[2]
# Put together from two parts where they are used.
COMPOSED = {
    *(band.value for band in Band),
    *(f"option_{option}" for option in ("yes", "no", "unsure", "declined")),
    *(f"depth_{depth}" for depth in ("full", "abstract", "excerpt", "copy")),
    *(f"{unit}_{count}" for unit in ("days", "weeks") for count in ("one", "many")),
}


def strings_in_code() -> set[str]:
    return {
        node.value
        for package in ("rendering", "bot")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_phrase_is_used(speaker: Speaker) -> None:
    phrases = speaker.voice.wording.phrases.keys()

    assert phrases - strings_in_code() - COMPOSED == set()


def test_every_composed_phrase_exists(speaker: Speaker) -> None:
    assert speaker.voice.wording.phrases.keys() >= COMPOSED


def test_every_depth_of_reading_has_words(speaker: Speaker) -> None:
    depths = {record.read_depth for record in speaker.voice.kb.references.values()}

    assert {f"depth_{depth}" for depth in depths} <= COMPOSED
