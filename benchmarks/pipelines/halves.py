"""The training data in two halves that share no phrasing.

Examples made of one seed are alike, so a fold of examples meets its own phrasings again
and flatters every pipeline. Here the seeds are dealt into two halves before examples
are made of them: what is said in one half is not said in the other.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.nlu.generate import GENERATED, SEEDS, examples
from bot.nlu.grammar import Seeds, names_in, read_seeds

_CORE = SEEDS.parent / "nlu.yml"
_FEWEST = 2

Labelled = Mapping[str, Sequence[str]]
"""The examples of each intent, annotated as in the training data."""


def whole() -> Labelled:
    """The training data as it is."""
    found: dict[str, list[str]] = {}
    for intent, texts in (*_examples_in(_CORE), *_examples_in(GENERATED)):
        found.setdefault(intent, []).extend(texts)
    return found


@cache
def halves() -> tuple[Labelled, Labelled]:
    """Both halves of the training data; the same seeds always give the same."""
    first, second = (_examples(half) for half in (0, 1))
    return first, second


def _examples(half: int) -> Labelled:
    found: dict[str, list[str]] = {}
    for intent, texts in _examples_in(_CORE):
        found.setdefault(intent, []).extend(_dealt(texts, intent)[half])
    for seeds in read_seeds(SEEDS):
        found.setdefault(seeds.intent, []).extend(examples(_half_of(seeds, half)))
    return found


def _examples_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    for block in content["nlu"]:
        lines = block["examples"].splitlines()
        yield block["intent"], [line.removeprefix("- ") for line in lines]


def _half_of(seeds: Seeds, half: int) -> Seeds:
    # A message that is one name alone says nothing itself; its phrases are dealt.
    names = [m for m in seeds.messages if m == "".join(f"{{{n}}}" for n in names_in(m))]
    worded = [message for message in seeds.messages if message not in names]
    return replace(
        seeds,
        size=seeds.size // 2,
        messages=[*names, *_dealt(worded, seeds.intent)[half]],
        phrases={n: _dealt(p, n)[half] for n, p in seeds.phrases.items()},
    )


def _dealt(texts: Iterable[str], seed: str) -> tuple[list[str], list[str]]:
    """Different texts in two halves; too few to deal are in both."""
    cards = list(dict.fromkeys(texts))
    if len(cards) < _FEWEST:
        return cards, cards
    random.Random(seed).shuffle(cards)
    return cards[::2], cards[1::2]
