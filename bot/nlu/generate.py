"""Writes the generated training examples: `python -m bot.nlu.generate`.

First comes every message as it stands, and for a message that is one name alone every
phrase of that name; then the messages with names are said in turn, in ever new ways,
until the intent has its number of examples. A quarter are typed in a hurry, without
annotations. Random choices depend on the intent alone, so that the same seeds give
the same file on every machine, and a change to one intent leaves the others as they
are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import filterfalse
from pathlib import Path

from bot.nlu.grammar import Seeds, Writer, names_in, read_seeds
from bot.nlu.hurry import hurried

_DATA = Path(__file__).resolve().parents[1] / "data"
SEEDS = _DATA / "seeds"
GENERATED = _DATA / "nlu" / "generated.yml"

_ANNOTATION = re.compile(r"\[([^\]]+)\]\(\w+\)")
_PUNCTUATION = re.compile(r"[^\w\s]")

_HURRIED = 0.25
_ROUNDS = 400
_HEAD = """\
# Written by `python -m bot.nlu.generate` from the seeds. Do not edit: change the seeds.
version: "3.1"
nlu:
"""


def generated(folder: Path = SEEDS) -> str:
    """The training file the seeds of a folder give."""
    parts = [_HEAD]
    for seeds in read_seeds(folder):
        lines = "".join(f"    - {example}\n" for example in examples(seeds))
        parts.append(f"- intent: {seeds.intent}\n  examples: |\n{lines}")
    return "".join(parts)


def examples(seeds: Seeds) -> list[str]:
    """The examples of one intent, no two of them alike."""
    choice = random.Random(seeds.intent)
    writer = Writer(seeds, choice)
    found: dict[str, str] = {}
    for message in _in_turn(seeds):
        is_hurried = choice.random() < _HURRIED
        text = writer.write(message, annotate=not is_hurried)
        if is_hurried:
            text = hurried(text, choice)
        found.setdefault(_plain(text) or text, text)
        if len(found) >= seeds.size:
            break
    return list(found.values())


def _plain(text: str) -> str:
    words = _ANNOTATION.sub(r"\1", text.lower())
    return " ".join(_PUNCTUATION.sub("", words).split())


def _in_turn(seeds: Seeds) -> Iterator[str]:
    yield from filterfalse(names_in, seeds.messages)
    for message in dict.fromkeys(seeds.messages):
        if message in map("{{{}}}".format, names_in(message)):
            yield from seeds.phrases[message.strip("{}")]
    for _ in range(_ROUNDS):
        yield from filter(names_in, seeds.messages)


if __name__ == "__main__":
    GENERATED.write_text(generated(), encoding="utf-8")
