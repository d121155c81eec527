"""Several pipelines together: what each makes of messages it was not trained on.

The weights are learnt on the settling messages, whose phrasings no member has met: on
its own training examples every member is nearly always right, and which of them to
trust cannot be seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax

_LEAST = 1e-4

Ranking = Mapping[str, float]
"""The confidence in each intent."""


@dataclass(frozen=True)
class Stack:
    """A pool of opinions: their logarithms are weighed and added.

    One weight for each member is all that a thousand messages can settle; a weight for
    each member and intent was worse, see docs/nlu.md.

    Attributes:
        intents: All intents, in the order of the columns.
        weights: One for each member; the larger, the more it is believed.
    """

    intents: Sequence[str]
    weights: np.ndarray

    @classmethod
    def fitted(
        cls, members: Sequence[Sequence[Ranking]], expected: Sequence[str]
    ) -> Stack:
        """Learns weights.

        Args:
            members: For each member its ranking of each message.
            expected: The intent of each message.
        """
        intents = sorted({name for rows in members for row in rows for name in row})
        opinions = _opinions(members, intents)
        right = np.array([intents.index(name) for name in expected])

        def surprise(weights: np.ndarray) -> float:
            chances = log_softmax(np.tensordot(weights, opinions, 1), axis=1)
            return float(-chances[np.arange(len(right)), right].mean())

        evenly = np.full(len(members), 1 / len(members))
        bounds = [(0, None)] * len(members)
        return cls(intents, minimize(surprise, evenly, bounds=bounds).x)

    def rankings(self, members: Sequence[Sequence[Ranking]]) -> list[Ranking]:
        """The common ranking of each message, the likeliest intent first."""
        opinions = _opinions(members, self.intents)
        chances = np.exp(log_softmax(np.tensordot(self.weights, opinions, 1), axis=1))
        return [
            {self.intents[i]: float(row[i]) for i in np.argsort(-row, kind="stable")}
            for row in chances
        ]


def _opinions(
    members: Sequence[Sequence[Ranking]], intents: Sequence[str]
) -> np.ndarray:
    """The logarithm of each confidence: members, messages, intents."""
    chances = np.array(
        [[[row.get(name, 0.0) for name in intents] for row in m] for m in members]
    )
    return np.log(np.maximum(chances, _LEAST))
