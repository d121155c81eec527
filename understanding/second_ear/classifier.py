"""The trained classifier: which warning signs a message perhaps tells of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from understanding.second_ear.features import features

FOLDER = Path(__file__).parent
# How sure it must be to ask back; what that costs is measured in docs/nlu.md.
ASKS_FROM = 0.6
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class SecondEar:
    """One linear classifier a sign.

    `weights` holds a row for each hashed place and a column for each of `signs`, as
    whole numbers; times `scale` and with `bias` they are logits. `learnt_from` is the
    digest of the sentences.
    """

    signs: tuple[str, ...]
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
                tuple(map(str, stored["signs"])),
                stored["weights"],
                stored["scale"],
                stored["bias"],
                str(stored["learnt_from"]),
            )

    def save(self, language: str) -> Path:
        """Stores it where `load` finds it; returns the file."""
        path = FOLDER / language / "weights.npz"
        np.savez_compressed(
            path,
            signs=np.array(self.signs),
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
            learnt_from=np.array(self.learnt_from),
        )
        return path

    def certainties(self, text: str) -> dict[str, float]:
        """How sure it is, 0 to 1, that the message tells of each sign."""
        filled = features(text)
        places = np.fromiter(filled.keys(), np.intp, len(filled))
        strengths = np.fromiter(filled.values(), np.float32, len(filled))
        logits = (strengths @ self.weights[places]) * self.scale + self.bias
        return dict(zip(self.signs, (1 / (1 + np.exp(-logits))).tolist(), strict=True))

    def perhaps(self, text: str) -> tuple[str, ...]:
        """The signs it would ask about, the surest first; of a word or two, none."""
        if len(text.split()) < _FEWEST_WORDS:
            return ()
        sure = {s: p for s, p in self.certainties(text).items() if p >= ASKS_FROM}
        return tuple(sorted(sure, key=lambda sign: -sure[sign]))
