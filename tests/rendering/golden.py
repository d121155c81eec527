"""Typical assessments as text. `python -m tests.rendering.golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

import knowledge
from rendering import Speaker, plain_text
from tests.rendering.cases import PEOPLE, interviewed

FOLDER = Path(__file__).parent / "golden"
BETWEEN_MESSAGES = "\n--------\n"


def rendered(speaker: Speaker, person: str) -> str:
    """Everything a person is told at the end, as in a terminal."""
    case, assessment = interviewed(speaker.voice.kb, PEOPLE[person])
    messages = speaker.assessment(assessment, case)
    return BETWEEN_MESSAGES.join(map(plain_text, messages)) + "\n"


def path_of(person: str) -> Path:
    """Where the agreed words for a person are kept."""
    return FOLDER / f"{person}.txt"


if __name__ == "__main__":
    ours = Speaker.load(knowledge.load())
    for name in PEOPLE:
        path_of(name).write_text(rendered(ours, name), encoding="utf-8")
