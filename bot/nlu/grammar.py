"""Seeds of messages: phrases written by hand, and how they combine.

A seed may name phrases in braces, `my {site} hurts`; each name stands for any one of
its phrases, which may name others in turn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_NAME = re.compile(r"\{(\w+)\}")
_SHARED = "phrases.yml"


class SeedError(Exception):
    """The seeds do not fit together; the message says where."""


@dataclass(frozen=True)
class Seeds:
    """The seeds of one intent.

    Attributes:
        intent: What a person who writes such a message wants.
        size: How many examples to make of them.
        messages: Whole messages, with or without names of phrases.
        phrases: What each name can stand for.
        entities: The names that are annotated, and with which entity.
    """

    intent: str
    size: int
    messages: Sequence[str]
    phrases: Mapping[str, Sequence[str]]
    entities: Mapping[str, str] = field(default_factory=dict)


class Writer:
    """Says the messages of one intent, in ever new ways.

    The phrases of a name are dealt like cards: each is used once before any is used
    again, so that no phrase is left out of a large choice.
    """

    def __init__(self, seeds: Seeds, choice: random.Random) -> None:
        self._seeds = seeds
        self._choice = choice
        self._dealt: dict[str, list[str]] = {}

    def write(self, message: str, *, annotate: bool) -> str:
        """One way to say a message, with entities annotated in Rasa's notation."""

        def phrase(match: re.Match[str]) -> str:
            name = match.group(1)
            entity = self._seeds.entities.get(name) if annotate else None
            text = self.write(self._deal(name), annotate=annotate and not entity)
            return f"[{text}]({entity})" if entity else text

        return _NAME.sub(phrase, message)

    def _deal(self, name: str) -> str:
        cards = self._dealt.setdefault(name, [])
        if not cards:
            cards.extend(self._seeds.phrases[name])
            self._choice.shuffle(cards)
        return cards.pop()


def read_seeds(folder: Path) -> list[Seeds]:
    """The seeds of all intents, in the order of their files.

    Raises:
        SeedError: when a seed is no text or names phrases that do not exist.
    """
    shared = _read(folder / _SHARED)
    found = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == _SHARED:
            continue
        for intent, content in _read(path).items():
            seeds = Seeds(
                intent=intent,
                size=content["size"],
                messages=content["messages"],
                phrases={**shared["phrases"], **content.get("phrases", {})},
                entities=shared["entities"],
            )
            if faults := sorted(set(_faults(seeds))):
                raise SeedError(f"{path.name}: {intent}: {'; '.join(faults)}")
            found.append(seeds)
    return found


def names_in(message: str) -> list[str]:
    """The names of phrases a message uses."""
    return _NAME.findall(message)


def _faults(seeds: Seeds) -> Iterator[str]:
    waiting = list(seeds.messages)
    seen: set[str] = set()
    while waiting:
        message = waiting.pop()
        if not isinstance(message, str):
            yield f"{message!r} is no text; put it in quotes"
            continue
        for name in names_in(message):
            if name not in seeds.phrases:
                yield f"{name} is no phrase of its own nor of {_SHARED}"
            elif name not in seen:
                seen.add(name)
                waiting.extend(seeds.phrases[name])


def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
