"""Trains the second ear, and judges it by voices it has not met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from understanding.second_ear.classifier import SecondEar
from understanding.second_ear.features import PLACES, features
from understanding.second_ear.lessons import Lesson, digest
from understanding.second_ear.readings import Reading

# A place that one lesson alone fills teaches that lesson by heart.
_FEWEST_LESSONS = 2
# What is told less often than this is not learnt at all.
_FEWEST_TELLING = 12
_INVERSE_REGULARISATION = 30.0
_LARGEST_WEIGHT = 127


def train(lessons: Sequence[Lesson], only: Collection[Reading] = ()) -> SecondEar:
    """The ear that these lessons teach; the same lessons, the same ear.

    Readings are weighed as if each were told in half of the lessons: missing one is
    worse than asking in vain. `only` some of them are learnt when any are given.
    """
    told = Counter(reading for lesson in lessons for reading in lesson.says)
    often = [r for r, n in told.items() if n >= _FEWEST_TELLING]
    readings = sorted((r for r in often if not only or r in only), key=str)
    filled = _matrix([lesson.text for lesson in lessons])
    met = np.bincount(filled.indices, minlength=PLACES) >= _FEWEST_LESSONS
    filled = filled.multiply(met).tocsr()
    learnt = [_regression(filled, lessons, reading) for reading in readings]
    weights = np.stack([model.coef_[0] for model in learnt], axis=1)
    scale = np.abs(weights).max(axis=0) / _LARGEST_WEIGHT
    return SecondEar(
        tuple(readings),
        np.rint(weights / scale).astype(np.int8),
        scale.astype(np.float32),
        np.array([model.intercept_[0] for model in learnt], dtype=np.float32),
        digest(lessons),
    )


def _regression(
    filled: csr_matrix, lessons: Sequence[Lesson], reading: Reading
) -> LogisticRegression:
    taught = [lesson.teaches(reading) for lesson in lessons]
    telling = np.flatnonzero([said is not None for said in taught])
    said: NDArray[np.bool_] = np.array(taught, dtype=object)[telling].astype(bool)
    return LogisticRegression(
        C=_INVERSE_REGULARISATION,
        class_weight="balanced",
        solver="liblinear",
        max_iter=300,
        random_state=0,
    ).fit(filled[telling], said)


def _matrix(texts: Sequence[str]) -> csr_matrix:
    rows = [features(text) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((p for row in rows for p in row), np.int32, ends[-1])
    strengths = np.fromiter(
        (s for row in rows for s in row.values()), np.float64, ends[-1]
    )
    return csr_matrix((strengths, places, ends), shape=(len(texts), PLACES))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a voice that was not met in training is heard when so much is certain.

    `heard` of the `told` things would be taken as said; `wrongly` many things that the
    `messages` do not say would be, too.
    """

    voice: str
    certain: float
    heard: int
    told: int
    wrongly: int
    messages: int

    def __str__(self) -> str:
        return (
            f"{self.voice:<27} from {self.certain:.2f}: hears {self.heard} of "
            f"{self.told}, {self.wrongly} wrongly in {self.messages} messages"
        )


def judge(
    lessons: Sequence[Lesson],
    voices: Collection[str] = (),
    certain: Sequence[float] = (0.6, 0.8, 0.9, 0.98),
    only: Collection[Reading] = (),
) -> Iterator[Verdict]:
    """Each of the voices (none: of all) heard by an ear that learnt from the others."""
    for voice in sorted(voices or {lesson.voice for lesson in lessons}):
        ear = train([le for le in lessons if le.voice != voice], only)
        kept = [lesson for lesson in lessons if lesson.voice == voice]
        sure = [(lesson, ear.hear(lesson.text)) for lesson in kept]
        for level in certain:
            taught = [
                lesson.teaches(reading)
                for lesson, by in sure
                for reading, certainty in by.items()
                if certainty.sure >= level
            ]
            told = sum(r in ear.readings for lesson in kept for r in lesson.says)
            yield Verdict(
                voice, level, taught.count(True), told, taught.count(False), len(kept)
            )
