"""A second reading of a question: which topic its words are most probably from.

Nearness asks for one phrasing that is like the question; naive Bayes asks how often
each word stands in all the phrasings of a topic, so words that no topic knows cost
nothing. The two err differently: where they agree, less nearness is enough.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

# Chosen with the thresholds of the answerer; see docs/answering.md.
SMOOTHING = 0.02


class NaiveBayes:
    """Multinomial naive Bayes over the weighed words and letter groups of phrasings.

    Only what stands in a topic's phrasings is kept: the rest differs by a number for
    each topic.
    """

    def __init__(
        self, phrasings: csr_matrix, rows: NDArray[np.int64], topics: int
    ) -> None:
        """Learns from phrasings, one a column, and the number of each one's topic."""
        said = np.ones(len(rows))
        of_topic = csr_matrix((said, (np.arange(len(rows)), rows)), (len(rows), topics))
        counts = csr_matrix(phrasings @ of_topic)
        total = np.asarray(counts.sum(axis=0))[0] + SMOOTHING * counts.shape[0]
        counts.data = np.log1p(counts.data / SMOOTHING)
        self._counts = counts
        self._unseen = np.log(SMOOTHING / total)
        self._prior = np.log(np.bincount(rows, minlength=topics) / len(rows))

    def log_likely(self, question: csr_matrix) -> NDArray[np.float64]:
        """For each topic the logarithm of how likely it is, up to a constant."""
        known = (question @ self._counts).toarray()[0]
        found: NDArray[np.float64] = known + question.sum() * self._unseen + self._prior
        return found
