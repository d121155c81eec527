"""A linear model of texts that is saved as plain numbers and words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

_WORD = r"[a-z']+|\d+|[?!]"
_SEED = 20210
# Pieces of two or three letters occur in any text.
_TELLING = 4
# A finer one takes five times as long and changes no prediction.
_TOLERANCE = 0.03

Counting = tuple[
    Callable[[str], Sequence[str]], Mapping[str, int], np.ndarray, np.ndarray
]


@dataclass(frozen=True, kw_only=True)
class LinearModel:
    """One against the rest for each label, over words, pieces of words and numbers.

    Attributes:
        labels: The labels, in the order of the columns of the weights.
        words: Counts words and pairs of words.
        pieces: Counts pieces of words of two to five letters.
        weights_of_words: A row for each word or pair.
        weights_of_pieces: A row for each piece.
        weights_of_dense: A row for each of the further numbers.
        bias: A number for each label.
    """

    labels: Sequence[str]
    words: TfidfVectorizer
    pieces: TfidfVectorizer
    weights_of_words: np.ndarray
    weights_of_pieces: np.ndarray
    weights_of_dense: np.ndarray
    bias: np.ndarray

    @classmethod
    def fitted(
        cls,
        texts: Sequence[str],
        dense: scipy.sparse.csr_matrix,
        labels: Sequence[str],
        *,
        regularisation: float,
        dense_weight: float,
        expected: Mapping[str, float],
    ) -> LinearModel:
        """Learns from labelled texts; the same texts always give the same model.

        Args:
            texts: The examples.
            dense: A row of further numbers for each example.
            labels: The label of each example.
            regularisation: How closely to follow the examples.
            dense_weight: What the further numbers count beside the words.
            expected: How many times likelier than others to make some labels.
        """
        words, pieces = _words(), _pieces()
        spread = np.sqrt(dense.power(2).mean(axis=0).A1)
        scale = dense_weight / np.where(spread > 0, spread, 1.0)
        counted = (words.fit_transform(texts), pieces.fit_transform(texts))
        model = LogisticRegression(
            C=regularisation,
            class_weight="balanced",
            solver="liblinear",
            dual=True,
            max_iter=300,
            tol=_TOLERANCE,
            random_state=_SEED,
        ).fit(scipy.sparse.hstack([*counted, dense.multiply(scale)]).tocsr(), labels)
        names = [str(label) for label in model.classes_]
        weights = np.ascontiguousarray(model.coef_.T)
        ends = np.cumsum([part.shape[1] for part in counted])
        of_words, of_pieces, of_dense = np.split(weights, ends)
        return cls(
            labels=names,
            words=words,
            pieces=pieces,
            weights_of_words=of_words,
            weights_of_pieces=of_pieces,
            weights_of_dense=of_dense * scale[:, np.newaxis],
            bias=model.intercept_ + np.log([expected.get(name, 1.0) for name in names]),
        )

    def chances(
        self, texts: Sequence[str], dense: scipy.sparse.csr_matrix | np.ndarray
    ) -> np.ndarray:
        """How well each label (column) fits each text (row); a row adds up to one."""
        counted = np.vstack([self._fit(text) for text in texts])
        fit = counted + dense @ self.weights_of_dense + self.bias
        chances = 1.0 / (1.0 + np.exp(-fit))
        return chances / chances.sum(axis=1, keepdims=True)

    def _fit(self, text: str) -> np.ndarray:
        """What the words and pieces of one text say for each label.

        The same as `transform` of the two counters times their weights, without sparse
        matrices: making and checking those takes longer than all the arithmetic.
        """
        fit = np.zeros(len(self.labels))
        for analyse, rows, idf, weights in self._counters:
            counts = Counter(rows[name] for name in analyse(text) if name in rows)
            if counts:
                found = np.fromiter(counts.keys(), int, len(counts))
                often = np.fromiter(counts.values(), float, len(counts))
                values = (1.0 + np.log(often)) * idf[found]
                fit += (values / np.linalg.norm(values)) @ weights[found]
        return fit

    @cached_property
    def _counters(self) -> tuple[Counting, ...]:
        """How each counter splits a text, its rows by name, their idf and weights."""
        weighed = (
            (self.words, self.weights_of_words),
            (self.pieces, self.weights_of_pieces),
        )
        return tuple(
            (counter.build_analyzer(), counter.vocabulary_, counter.idf_, weights)
            for counter, weights in weighed
        )

    def familiarity(self, text: str) -> float:
        """The share of a text that is like anything in the examples, from 0 to 1.

        Counts pieces of four letters or more, so that a misspelt word is familiar and
        another language is not.
        """
        _, (analyse, rows, _, _) = self._counters
        known = [piece in rows for piece in analyse(text) if len(piece) >= _TELLING]
        return sum(known) / len(known) if known else 0.0

    def save(self, folder: Path) -> None:
        """Writes the model: words as JSON, numbers as arrays, nothing executable."""
        vocabulary = {
            "labels": list(self.labels),
            "words": _in_order(self.words),
            "pieces": _in_order(self.pieces),
        }
        (folder / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
        np.savez(
            folder / "weights.npz",
            words=self.words.idf_,
            pieces=self.pieces.idf_,
            weights_of_words=self.weights_of_words,
            weights_of_pieces=self.weights_of_pieces,
            weights_of_dense=self.weights_of_dense,
            bias=self.bias,
        )

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Reads what `save` has written."""
        vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as numbers:
            return cls(
                labels=vocabulary["labels"],
                words=_restored(_words(), vocabulary["words"], numbers["words"]),
                pieces=_restored(_pieces(), vocabulary["pieces"], numbers["pieces"]),
                weights_of_words=numbers["weights_of_words"],
                weights_of_pieces=numbers["weights_of_pieces"],
                weights_of_dense=numbers["weights_of_dense"],
                bias=numbers["bias"],
            )


def _words() -> TfidfVectorizer:
    return TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True)


def _pieces() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True
    )


def _in_order(counter: TfidfVectorizer) -> list[str]:
    return [str(name) for name in counter.get_feature_names_out()]


def _restored(
    counter: TfidfVectorizer, names: Sequence[str], idf: np.ndarray
) -> TfidfVectorizer:
    counter.set_params(vocabulary={name: at for at, name in enumerate(names)})
    counter.idf_ = idf  # also makes `vocabulary_` of the vocabulary
    return counter
