"""The trained classifier: how sure it is of each thing that a message may say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from understanding.second_ear.encoder import Encoder, Floats, softmax, stored_matrix
from understanding.second_ear.readings import Reading
from understanding.second_ear.wordpieces import Piece, Wordpieces

FOLDER = Path(__file__).parent
# Pieces read at once: no lesson is longer. Longer texts are read in parts that overlap,
# so that "never had any" stays with what it denies.
LONGEST = 192
_OVERLAP = 64
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


class Certainty(NamedTuple):
    """How sure it is, 0 to 1, and the characters that say so."""

    sure: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class SecondEar:
    """For each of `readings`, where it looks in a message and what it finds there.

    `looks` and `finds` have a row for each reading, `bias` a number. Its logit is what
    `finds` sees in each piece of the message, as much as `looks` looks at that piece.
    `learnt_from` is the digest of the lessons.
    """

    readings: tuple[Reading, ...]
    wordpieces: Wordpieces
    encoder: Encoder
    looks: Floats
    finds: Floats
    bias: Floats
    learnt_from: str

    @classmethod
    @lru_cache
    def load(cls, language: str) -> SecondEar:
        """The ear for a language.

        Raises:
            FileNotFoundError: when none was trained for it.
        """
        with np.load(weights_file(language), allow_pickle=False) as stored:
            return cls.of(dict(stored))

    @classmethod
    def of(cls, stored: Mapping[str, NDArray[np.generic]]) -> SecondEar:
        """The ear that was stored so."""
        return cls(
            tuple(Reading.parse(str(written)) for written in stored["readings"]),
            Wordpieces([str(piece) for piece in stored["vocabulary"]]),
            Encoder.of(stored),
            stored_matrix(stored, "looks"),
            stored_matrix(stored, "finds"),
            stored["bias"].astype(np.float32),
            str(stored["learnt_from"]),
        )

    # A message may be listened to again, with another question in view. No more of what
    # people wrote is kept.
    @lru_cache(maxsize=2)  # noqa: B019 - ears live as long as the process
    def hear(self, text: str) -> Mapping[Reading, Certainty]:
        """How sure it is that the message says each thing, and where it does."""
        spans = list(_sentences(text))
        pieces = list(self.wordpieces.cut(text))
        heard: dict[Reading, Certainty] = {}
        for part in parts(pieces):
            logits, at = self._logits(part)
            sure = expit(logits).tolist()
            for reading, certain, piece in zip(self.readings, sure, at, strict=True):
                if reading not in heard or heard[reading].sure < certain:
                    span = _span_of(part, int(piece), spans)
                    heard[reading] = Certainty(certain, *span)
        return MappingProxyType(heard)

    def _logits(self, pieces: Sequence[Piece]) -> tuple[Floats, NDArray[np.intp]]:
        """A number for each reading, and the piece that speaks for it most."""
        marks = self.wordpieces
        numbers = [marks.start, *(piece.number for piece in pieces), marks.end]
        vectors = self.encoder(numbers)
        looks = softmax(vectors @ self.looks.T, axis=0)
        found = looks * (vectors @ self.finds.T)
        logits: Floats = found.sum(axis=0) + self.bias
        return logits, found[1:-1].argmax(axis=0)


def weights_file(language: str) -> Path:
    """Where the ear for a language is stored."""
    return FOLDER / language / "weights.npz"


def is_too_short(text: str) -> bool:
    """Whether there are too few words, numbers left out, to be sure of anything."""
    return len(_WORD.findall(text)) < _FEWEST_WORDS


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text))]
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def parts(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """All pieces at once or, where they are too many, parts of `LONGEST` of them."""
    last = max(0, len(pieces) - LONGEST)
    for first in (*range(0, last, LONGEST - _OVERLAP), last):
        if part := pieces[first : first + LONGEST]:
            yield part


def _span_of(
    pieces: Sequence[Piece], at: int, sentences: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The sentence that a piece is in."""
    return next(span for span in reversed(sentences) if span[0] <= pieces[at].start)
