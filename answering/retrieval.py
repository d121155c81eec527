"""Finds the topic that a question is nearest to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from answering.bayes import NaiveBayes

# Chosen by cross-validation over the phrasings; see docs/answering.md.
WORDS, LETTERS = 0.6, 0.4
DOCUMENT = 1.0


Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """A topic, how near it is, and the logarithm of how likely its words are."""

    topic: str
    score: float
    log_likely: float = 0.0


@dataclass(frozen=True, slots=True)
class TopicTexts:
    """How people ask for a topic, and what its answer says, as telling words."""

    phrasings: Sequence[str]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Everything that takes time to learn from the texts: see `learn`.

    `topics` are the ids; `rows` gives each phrasing's topic by number; `documents` the
    telling words of each topic. The matrices hold a column for each phrasing
    (`phrasings`) or topic (`wholes`).
    """

    topics: Sequence[str]
    documents: Sequence[str]
    rows: NDArray[np.int64]
    words: TfidfVectorizer
    letters: TfidfVectorizer
    whole: TfidfVectorizer
    phrasings: csr_matrix
    wholes: csr_matrix


def learn(texts: Mapping[str, TopicTexts]) -> Vectors:
    """The vectors of all topics; the same texts always give the same."""
    said = [phrase for topic in texts.values() for phrase in topic.phrasings]
    counts = [len(topic.phrasings) for topic in texts.values()]
    documents = [" ".join([*t.phrasings, t.answer]) for t in texts.values()]
    words, letters, whole = word_counter(), letter_counter(), word_counter()
    words.fit(said)
    letters.fit(said)
    whole.fit(documents)
    return Vectors(
        topics=list(texts),
        documents=documents,
        rows=np.repeat(np.arange(len(texts)), counts),
        words=words,
        letters=letters,
        whole=whole,
        phrasings=_weighed(words, letters, said).T.tocsr(),
        wholes=whole.transform(documents).T.tocsr(),
    )


class Index:
    """Topics by their phrasings and by the words of their answers.

    A topic is near when one of its phrasings is near in words and in letters, and when
    phrasings and answer together are near in words. Words of the question that the
    topic knows nothing of count against it.
    """

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._known = [frozenset(text.split()) for text in vectors.documents]
        self._rarity = self._rarities()
        self._bayes = NaiveBayes(vectors.phrasings, vectors.rows, len(vectors.topics))

    def scores(self, text: str, question: csr_matrix) -> Scores:
        """How near each topic is to a question of telling words."""
        known = self._vectors
        near = (question @ known.phrasings).toarray()[0]
        best = np.zeros(len(known.topics))
        np.maximum.at(best, known.rows, near)
        whole = (known.whole.transform([text]) @ known.wholes).toarray()[0]
        scores: Scores = (best + DOCUMENT * whole) * self._covered(text)
        return scores

    def matches(self, text: str) -> list[Match]:
        """Every topic with its nearness and its likelihood."""
        known = self._vectors
        question = _weighed(known.words, known.letters, [text])
        scores, likely = self.scores(text, question), self._bayes.log_likely(question)
        return [
            Match(topic, float(score), float(log))
            for topic, score, log in zip(known.topics, scores, likely, strict=True)
        ]

    def knows(self, word: str) -> bool:
        """Whether any topic has a telling word."""
        return word in self._rarity

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


def word_counter() -> TfidfVectorizer:
    """Counts words and pairs of words."""
    return TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True)


def letter_counter() -> TfidfVectorizer:
    """Counts groups of letters."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)


def _weighed(
    words: TfidfVectorizer, letters: TfidfVectorizer, texts: Sequence[str]
) -> csr_matrix:
    return csr_matrix(
        hstack(
            [
                words.transform(texts) * WORDS**0.5,
                letters.transform(texts) * LETTERS**0.5,
            ]
        )
    )
