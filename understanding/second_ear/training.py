"""Trains the second ear, and judges it by voices it has not met."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from understanding.second_ear.classifier import SecondEar
from understanding.second_ear.features import PLACES, features
from understanding.second_ear.sentences import Sentence, digest

# A place that one sentence alone fills teaches that sentence by heart.
_FEWEST_SENTENCES = 2
_INVERSE_REGULARISATION = 60.0
_LARGEST_WEIGHT = 127


def train(sentences: Sequence[Sentence]) -> SecondEar:
    """The ear that these sentences teach; the same sentences, the same ear.

    Signs are weighed as if each were told in half of the sentences: missing one is
    worse than asking in vain.
    """
    signs = tuple(sorted(set().union(*(s.signs for s in sentences))))
    filled = _matrix([s.text for s in sentences])
    met = np.bincount(filled.indices, minlength=PLACES) >= _FEWEST_SENTENCES
    filled = filled.multiply(met).tocsr()
    learnt = [_regression(filled, sentences, sign) for sign in signs]
    weights = np.stack([model.coef_[0] for model in learnt], axis=1)
    scale = np.abs(weights).max(axis=0) / _LARGEST_WEIGHT
    return SecondEar(
        signs,
        np.rint(weights / scale).astype(np.int8),
        scale.astype(np.float32),
        np.array([model.intercept_[0] for model in learnt], dtype=np.float32),
        digest(sentences),
    )


def _regression(
    filled: csr_matrix, sentences: Sequence[Sentence], sign: str
) -> LogisticRegression:
    told: NDArray[np.bool_] = np.array([sign in s.signs for s in sentences])
    return LogisticRegression(
        C=_INVERSE_REGULARISATION,
        class_weight="balanced",
        solver="liblinear",
        max_iter=300,
        random_state=0,
    ).fit(filled, told)


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

    `heard` of the `told` signs would be asked about; `needless` of the `messages` would
    be asked about a sign they do not tell of.
    """

    voice: str
    certain: float
    heard: int
    told: int
    needless: int
    messages: int

    def __str__(self) -> str:
        return (
            f"{self.voice:<27} from {self.certain:.1f}: hears {self.heard} of "
            f"{self.told}, needless in {self.needless} of {self.messages} messages"
        )


def judge(
    sentences: Sequence[Sentence],
    voices: Collection[str] = (),
    certain: Sequence[float] = (0.4, 0.6, 0.8),
) -> Iterator[Verdict]:
    """Each of the voices (none: of all) heard by an ear that learnt from the others."""
    for voice in sorted(voices or {s.voice for s in sentences}):
        ear = train([s for s in sentences if s.voice != voice])
        kept = [s for s in sentences if s.voice == voice]
        sure = [(s.signs, ear.certainties(s.text)) for s in kept]
        for level in certain:
            asked = [{f for f, p in by.items() if p >= level} for _, by in sure]
            yield Verdict(
                voice,
                level,
                sum(len(a & signs) for a, (signs, _) in zip(asked, sure, strict=True)),
                sum(len(s.signs) for s in kept),
                sum(bool(a - signs) for a, (signs, _) in zip(asked, sure, strict=True)),
                len(kept),
            )
