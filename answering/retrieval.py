"""Finds the topic that a question is nearest to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

# Chosen by cross-validation over the phrasings; see docs/answering.md.
WORDS, LETTERS = 0.6, 0.4
DOCUMENT = 1.0


Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """A topic and how near it is."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class TopicTexts:
    """How people ask for a topic, and what its answer says, as telling words."""

    phrasings: Sequence[str]
    answer: str


class Index:
    """Topics by their phrasings and by the words of their answers.

    A topic is near when one of its phrasings is near in words and in letters, and when
    phrasings and answer together are near in words. Words of the question that the
    topic knows nothing of count against it.
    """

    def __init__(self, texts: Mapping[str, TopicTexts]) -> None:
        self.topics = list(texts)
        said = [phrase for topic in texts.values() for phrase in topic.phrasings]
        self._rows = np.repeat(
            np.arange(len(texts)), [len(topic.phrasings) for topic in texts.values()]
        )
        self._words = _word_vectors().fit(said)
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True
        ).fit(said)
        self._phrasings = self._weigh(said).T.tocsr()
        whole = [" ".join([*t.phrasings, t.answer]) for t in texts.values()]
        self._whole = _word_vectors().fit(whole)
        self._documents = self._whole.transform(whole).T.tocsr()
        self._known = [set(document.split()) for document in whole]
        self._rarity = self._rarities()

    def scores(self, text: str) -> Scores:
        """How near each topic is to a question of telling words."""
        near = (self._weigh([text]) @ self._phrasings).toarray()[0]
        best = np.zeros(len(self.topics))
        np.maximum.at(best, self._rows, near)
        documents = (self._whole.transform([text]) @ self._documents).toarray()[0]
        scores: Scores = (best + DOCUMENT * documents) * self._covered(text)
        return scores

    def matches(self, text: str) -> list[Match]:
        """Every topic with its nearness."""
        return [
            Match(topic, float(score))
            for topic, score in zip(self.topics, self.scores(text), strict=True)
        ]

    def _weigh(self, texts: Sequence[str]) -> csr_matrix:
        words = self._words.transform(texts) * WORDS**0.5
        letters = self._letters.transform(texts) * LETTERS**0.5
        return csr_matrix(hstack([words, letters]))

    def _rarities(self) -> dict[str, float]:
        topics_with: dict[str, int] = defaultdict(int)
        for known in self._known:
            for word in known:
                topics_with[word] += 1
        return {word: self._rare(count) for word, count in topics_with.items()}

    def _rare(self, topics: int) -> float:
        return float(np.log((len(self._known) + 1) / (topics + 1))) + 0.2

    def _covered(self, text: str) -> Scores:
        """The share of the question, by rarity of its words, that each topic knows."""
        rarity = {word: self._rarity.get(word, self._rare(0)) for word in text.split()}
        whole = sum(rarity.values()) or 1.0
        return np.array(
            [
                sum(weight for word, weight in rarity.items() if word in known) / whole
                for known in self._known
            ]
        )


def _word_vectors() -> TfidfVectorizer:
    return TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True)
