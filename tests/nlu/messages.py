"""The labelled messages the language model is judged by, and how near texts are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TRAINING = (ROOT / "bot/data/nlu.yml", ROOT / "bot/data/nlu/generated.yml")

_ANNOTATION = re.compile(r"\[([^\]]+)\]\(\w+\)")
# Short texts are alike by chance, long ones are not.
_ALIKE, _ALIKE_WHEN_LONG, _LONG = 92, 80, 40


def read(path: Path) -> Mapping[str, Sequence[str]]:
    """A file of intents and their messages."""
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return {intent: tuple(messages) for intent, messages in content.items()}


def training_examples() -> list[tuple[str, str]]:
    """The text and intent of every example, without annotations."""
    found = []
    for path in TRAINING:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        for block in content["nlu"]:
            for line in block["examples"].splitlines():
                text = unannotated(line.removeprefix("- "))
                found.append((text, block["intent"]))
    return found


def unannotated(example: str) -> str:
    """The text of an example as a person would type it."""
    return _ANNOTATION.sub(r"\1", example)


def plain(text: str) -> str:
    """A text without capitals, punctuation or runs of blanks."""
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


def near_duplicates(
    texts: Sequence[str], among: Sequence[str]
) -> list[tuple[str, str]]:
    """Each text that is nearly one of the others, with the one it is like."""
    others = [plain(other) for other in among]
    found = []
    for text in texts:
        written = plain(text)
        limit = _ALIKE_WHEN_LONG if len(written) > _LONG else _ALIKE
        best = process.extractOne(
            written, others, scorer=fuzz.ratio, score_cutoff=limit
        )
        if best:
            found.append((text, among[best[2]]))
    return found
