"""The trained classifier: how sure it is of each thing that a message may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from understanding.second_ear.features import PLACES, features
from understanding.second_ear.readings import Reading

FOLDER = Path(__file__).parent
_FEWEST_WORDS = 3
_SENTENCE_ENDS = re.compile(
    r"(?<=[.!?;])\s+|\n+| - |(?<=,)\s+(?=(?:but|and|now|since|then)\b)"
)


class Certainty(NamedTuple):
    """How sure it is, 0 to 1, and the characters that say so."""

    sure: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class SecondEar:
    """One linear classifier a reading.

    `weights` holds a row for each hashed place and a column for each of `readings`, as
    whole numbers; times `scale` and with `bias` they are logits. `learnt_from` is the
    digest of the lessons.
    """

    readings: tuple[Reading, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    learnt_from: str

    @classmethod
    @lru_cache
    def load(cls, language: str) -> SecondEar:
        """The ear for a language.

        Raises:
            FileNotFoundError: when none was trained for it.
        """
        with np.load(FOLDER / language / "weights.npz", allow_pickle=False) as stored:
            return cls(
                tuple(Reading.parse(str(written)) for written in stored["readings"]),
                stored["weights"],
                stored["scale"],
                stored["bias"],
                str(stored["learnt_from"]),
            )

    @classmethod
    def deaf(cls) -> SecondEar:
        """An ear that has learnt nothing, to hear with patterns alone."""
        nothing = np.zeros(0, np.float32)
        return cls((), np.zeros((PLACES, 0), np.int8), nothing, nothing, "")

    def save(self, language: str) -> Path:
        """Stores it where `load` finds it; returns the file."""
        path = FOLDER / language / "weights.npz"
        np.savez_compressed(
            path,
            readings=np.array(list(map(str, self.readings))),
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
            learnt_from=np.array(self.learnt_from),
        )
        return path

    def hear(self, text: str) -> dict[Reading, Certainty]:
        """How sure it is that the message says each thing, and where it does.

        That of the whole message or of its surest sentence, so that nothing is drowned
        in a long story.
        """
        spans = list(_spans(text))
        logits = np.stack([self._logits(text[start:end]) for start, end in spans])
        sure = (1 / (1 + np.exp(-logits.max(axis=0)))).tolist()
        first = 1 if len(spans) > 1 else 0  # a sentence says more exactly where
        surest = logits[first:].argmax(axis=0) + first
        heard = (
            Certainty(certain, *spans[part])
            for certain, part in zip(sure, surest, strict=True)
        )
        return dict(zip(self.readings, heard, strict=True))

    def _logits(self, text: str) -> NDArray[np.float32]:
        filled = features(text)
        places = np.fromiter(filled.keys(), np.intp, len(filled))
        strengths = np.fromiter(filled.values(), np.float32, len(filled))
        logits: NDArray[np.float32] = strengths @ self.weights[places]
        return logits * self.scale + self.bias


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The whole message and its sentences, those of a word or two left out."""
    yield 0, len(text)
    starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text))]
    if len(starts) == 1:
        return
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if not is_too_short(text[start:end]):
            yield start, end


def is_too_short(text: str) -> bool:
    """Whether there are too few words to be sure of anything."""
    return len(text.split()) < _FEWEST_WORDS
