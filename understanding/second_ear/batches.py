"""The lessons as they are met in training, and what they teach together."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from understanding.second_ear.classifier import LONGEST
from understanding.second_ear.lessons import Lesson
from understanding.second_ear.readings import Reading
from understanding.second_ear.wordpieces import Wordpieces

Taught = NDArray[np.int8]

# What is told less often than this, or by fewer voices, is not learnt at all: of what
# one voice tells the others' labels are silent.
_FEWEST_TELLING = 10
_FEWEST_VOICES = 3
_AT_ONCE = 48
_SORTED = 40 * _AT_ONCE
# Messages run on: now and then a second one is put behind the first.
_RUN_ON = 0.15
_MISSPELT = 0.03
_SHORTEST_MISSPELT = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VALUE = {True: 1, False: -1, None: 0}


class Batch(NamedTuple):
    """Lessons of like length: a row each.

    `pieces` are filled up with zeros, `there` tells which are none; `taught` has a
    column for each reading: 1 said, -1 not said, 0 where the label does not tell.
    """

    pieces: NDArray[np.int64]
    there: NDArray[np.bool_]
    taught: Taught


class Batches:
    """The lessons in batches, in another order each time, some misspelt or run on."""

    def __init__(
        self,
        lessons: Sequence[Lesson],
        readings: Sequence[Reading],
        wordpieces: Wordpieces,
    ) -> None:
        self._texts = [lesson.text for lesson in lessons]
        rows = [[_VALUE[lesson.teaches(r)] for r in readings] for lesson in lessons]
        self.taught: Taught = np.array(rows, np.int8)
        self._wordpieces = wordpieces
        self._random = random.Random(0)

    def __len__(self) -> int:
        return -(-len(self._texts) // _AT_ONCE)

    def __iter__(self) -> Iterator[Batch]:
        order = list(range(len(self._texts)))
        self._random.shuffle(order)
        for first in range(0, len(order), _SORTED):
            read = [self._read(at) for at in order[first : first + _SORTED]]
            read.sort(key=lambda lesson: len(lesson[0]))
            starts = list(range(0, len(read), _AT_ONCE))
            self._random.shuffle(starts)
            yield from (_batch(read[at : at + _AT_ONCE]) for at in starts)

    def _read(self, at: int) -> tuple[list[int], Taught]:
        text, taught = self._texts[at], self.taught[at]
        if self._random.random() < _RUN_ON:
            other = self._random.randrange(len(self._texts))
            between = self._random.choice([". ", " ", "\n"])
            text = text + between + self._texts[other]
            taught = both(taught, self.taught[other])
        pieces = self._wordpieces.cut(self._misspell(text))
        numbers = [piece.number for piece in pieces][:LONGEST]
        return [self._wordpieces.start, *numbers, self._wordpieces.end], taught

    def _misspell(self, text: str) -> str:
        return " ".join(
            misspelt(word, self._random)
            if len(word) >= _SHORTEST_MISSPELT and self._random.random() < _MISSPELT
            else word
            for word in text.split(" ")
        )


def learnt(lessons: Iterable[Lesson]) -> Iterator[Reading]:
    """What is told often enough, and by voices enough, to be learnt."""
    told: defaultdict[Reading, list[str]] = defaultdict(list)
    for lesson in lessons:
        for reading in lesson.says:
            told[reading].append(lesson.voice)
    for reading, voices in told.items():
        if len(voices) >= _FEWEST_TELLING and len({*voices}) >= _FEWEST_VOICES:
            yield reading


def both(one: Taught, other: Taught) -> Taught:
    """What two lessons say together."""
    said, open_ = (one == 1) | (other == 1), (one == 0) | (other == 0)
    return np.where(said, 1, np.where(open_, 0, -1)).astype(np.int8)


def misspelt(word: str, chance: random.Random) -> str:
    """A word with a letter inside left out, exchanged with the next, or hit beside."""
    at = chance.randrange(1, len(word) - 1)
    middle = chance.choice(["", word[at + 1] + word[at], chance.choice(_LETTERS)])
    return word[:at] + middle + word[at + max(1, len(middle)) :]


def _batch(read: Sequence[tuple[Sequence[int], Taught]]) -> Batch:
    longest = max(len(numbers) for numbers, _ in read)
    pieces = np.zeros((len(read), longest), np.int64)
    there = np.zeros((len(read), longest), np.bool_)
    for row, (numbers, _) in enumerate(read):
        pieces[row, : len(numbers)] = numbers
        there[row, : len(numbers)] = True
    return Batch(pieces, there, np.stack([taught for _, taught in read]))
