"""Reads a text with a small transformer: a vector for each piece of a word, in NumPy.

The model is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, arXiv:2002.10957), taught
further by the lessons. Its matrices are stored as whole numbers, a scale a row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Floats = NDArray[np.float32]

HEADS = 12
_TINY = 1e-12
_LARGEST = 127
_SCALE = ".scale"


class Linear(NamedTuple):
    """A matrix, one column for each input, and what is added."""

    matrix: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """One row of outputs for each row of inputs."""
        return x @ self.matrix.T + self.bias


class Norm(NamedTuple):
    """Brings each row to mean 0 and variance 1, then scales and shifts it."""

    scale: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        """The rows so brought."""
        x = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + _TINY)
        result: Floats = x / spread * self.scale + self.shift
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Attention among the pieces, then two matrices for each of them."""

    attend: Linear
    attended: Linear
    attention_norm: Norm
    widen: Linear
    narrow: Linear
    norm: Norm

    def __call__(self, x: Floats) -> Floats:
        """The pieces' vectors, each now knowing of the others."""
        pieces, width = x.shape
        parts = self.attend(x).reshape(pieces, 3, HEADS, width // HEADS)
        query, key, value = parts.transpose(1, 2, 0, 3)
        looks = softmax(query @ key.transpose(0, 2, 1) / math.sqrt(width // HEADS))
        seen = (looks @ value).transpose(1, 0, 2).reshape(pieces, width)
        x = self.attention_norm(x + self.attended(seen))
        return self.norm(x + self.narrow(_gelu(self.widen(x))))


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """The embeddings of pieces and places, and the layers above them.

    `words` are whole numbers, to be multiplied by `word_scale`: they are by far the
    largest matrix, of which a text needs a few rows.
    """

    words: NDArray[np.int8]
    word_scale: Floats
    places: Floats
    norm: Norm
    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, stored: Mapping[str, NDArray[np.generic]]) -> Encoder:
        """The encoder whose parameters were stored by `stored_parameters`."""

        def linear(name: str) -> Linear:
            bias = stored[f"{name}.bias"]
            return Linear(stored_matrix(stored, f"{name}.weight"), _floats(bias))

        def norm(name: str) -> Norm:
            weight, bias = stored[f"{name}.weight"], stored[f"{name}.bias"]
            return Norm(_floats(weight), _floats(bias))

        def layer(name: str) -> Layer:
            return Layer(
                linear(f"{name}.attend"),
                linear(f"{name}.attended"),
                norm(f"{name}.attention_norm"),
                linear(f"{name}.widen"),
                linear(f"{name}.narrow"),
                norm(f"{name}.norm"),
            )

        return cls(
            stored["words.weight"].astype(np.int8),
            _floats(stored[f"words.weight{_SCALE}"]),
            stored_matrix(stored, "places.weight"),
            norm("norm"),
            tuple(layer(f"layers.{n}") for n in range(_layers(stored))),
        )

    def __call__(self, pieces: Iterable[int]) -> Floats:
        """A row for each piece, of which there are at most as many as `places`."""
        at = np.fromiter(pieces, np.intp)
        x = self.words[at] * self.word_scale[at, None] + self.places[: len(at)]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        return x


def stored_parameters(
    parameters: Mapping[str, Floats],
) -> dict[str, NDArray[np.generic]]:
    """As they are stored: matrices in whole numbers with a scale for each row."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, values in parameters.items():
        if values.ndim == 1:
            stored[name] = values.astype(np.float16)
            continue
        scale = np.maximum(np.abs(values).max(axis=1), _TINY) / _LARGEST
        stored[name] = np.rint(values / scale[:, None]).astype(np.int8)
        stored[name + _SCALE] = scale.astype(np.float32)
    return stored


def stored_matrix(stored: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    """A matrix that was stored so."""
    matrix: Floats = _floats(stored[name]) * _floats(stored[name + _SCALE])[:, None]
    return matrix


def softmax(x: Floats, axis: int = -1) -> Floats:
    """Shares that add up to 1 along an axis."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    shares: Floats = powers / powers.sum(axis=axis, keepdims=True)
    return shares


def _gelu(x: Floats) -> Floats:
    result: Floats = x * (0.5 * (1 + erf(x / math.sqrt(2))))
    return result


def _floats(stored: NDArray[np.generic]) -> Floats:
    return stored.astype(np.float32)


def _layers(stored: Mapping[str, NDArray[np.generic]]) -> int:
    return sum(name.endswith(".attend.bias") for name in stored)
