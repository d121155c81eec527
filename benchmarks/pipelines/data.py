"""What the pipelines learn from, and the messages they are judged by."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from benchmarks.pipelines.halves import halves, whole
from evaluation.messages import read_messages
from tests.nlu.messages import FOLDER, ROOT, plain, read, unannotated

FOLDERS = ("half", "all")
"""What to train on: one half of the phrasings, or all of them."""

SETTLING, NEW = "settling", "new phrasings"
HELD_OUT, UNSEEN, OPEN = "held out", "unseen", "open"

_SETTLING, _NEW = 1000, 2000
_SEED = 20210

Messages = Sequence[tuple[str, str]]
"""Texts, each with its intent."""


@cache
def training_data(on: str) -> str:
    """The training data as the text of a file of Rasa."""
    parts = ['version: "3.1"\nnlu:\n']
    for intent, texts in (whole() if on == "all" else halves()[0]).items():
        lines = "".join(f"    - {text}\n" for text in texts)
        parts.append(f"- intent: {intent}\n  examples: |\n{lines}")
    return "".join(parts)


@cache
def judged_by(on: str) -> dict[str, Messages]:
    """The sets of messages a pipeline is judged by after training on `on`.

    The messages of the open evaluation have its intents, the others ours. Those with
    the phrasings of the other half are in two sets: one to settle things by, such as
    the weights of a stack, and one for figures.
    """
    sets: dict[str, Messages] = {
        HELD_OUT: _read(FOLDER / "held_out.yml"),
        UNSEEN: _read(FOLDER / "unseen.yml"),
        OPEN: [
            (message.text, message.intent)
            for message in read_messages(ROOT / "evaluation/cases/messages.yml")
        ],
    }
    if on == "half":
        other = _other_half()
        sets[SETTLING] = other[:_SETTLING]
        sets[NEW] = other[_SETTLING : _SETTLING + _NEW]
    return sets


def _other_half() -> list[tuple[str, str]]:
    learnt, other = map(_flat, halves())
    known = {plain(text) for text, _ in learnt}
    fresh = [(text, intent) for text, intent in other if plain(text) not in known]
    random.Random(_SEED).shuffle(fresh)
    return fresh


def _read(path: Path) -> Messages:
    return _flat(read(path))


def _flat(messages: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [
        (unannotated(text), intent)
        for intent, texts in messages.items()
        for text in texts
    ]
