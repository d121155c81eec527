"""What the second ear learns from: messages, each with the signs it tells of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from understanding.errors import LexiconError
from understanding.second_ear.classifier import FOLDER

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message, the red flags it states, and the voice (file) it is written in."""

    text: str
    signs: frozenset[str]
    voice: str


def read_sentences(language: str) -> list[Sentence]:
    """All sentences of a language, by file and line.

    Raises:
        LexiconError: when a line is not `signs | message`.
    """
    found: list[Sentence] = []
    for path in sorted((FOLDER / language / "sentences").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if line and not line.startswith("#"):
                found.append(_sentence(path, number, line))
    return found


def digest(sentences: Sequence[Sentence]) -> str:
    """What changes when the sentences do."""
    told = sorted(f"{','.join(sorted(s.signs))}|{s.text}" for s in sentences)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _sentence(path: Path, number: int, line: str) -> Sentence:
    signs, bar, text = (part.strip() for part in line.partition("|"))
    named = frozenset(sign.strip() for sign in signs.split(",")) - {NOTHING}
    if not bar or not text or not signs or "" in named:
        problem = (
            f"{path.name}, line {number}: must be `sign, sign | message`, or "
            f"`{NOTHING} | message` when the message tells of no warning sign"
        )
        raise LexiconError([problem])
    return Sentence(text, named, path.stem)
