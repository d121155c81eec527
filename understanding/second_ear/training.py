"""Trains the second ear: a small sentence encoder, taught further by the lessons.

Needs the dependency group `training` (PyTorch, and the encoder to begin with).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from understanding.second_ear.batches import Batches, Taught, learnt
from understanding.second_ear.encoder import stored_parameters
from understanding.second_ear.lessons import Lesson, digest
from understanding.second_ear.network import Network, to_begin_with
from understanding.second_ear.wordpieces import Wordpieces

_PASSES = 5
_ENCODER_RATE = 2e-4
_HEAD_RATE = 2e-3
_LONGEST_STEP = 5.0
# Missing what is told seldom is worse than hearing it wrongly.
_RARER_WEIGHS_MORE = 0.35
_HEAVIEST = 12.0
_CHECKED = 40


def train(
    lessons: Sequence[Lesson], tell: Callable[[str], object] = print
) -> dict[str, NDArray[np.generic]]:
    """What `SecondEar.of` makes the ear of that these lessons teach.

    Takes half an hour on two cores; the same lessons give nearly the same ear (the
    order of sums differs between processors). `tell` hears how far it is.
    """
    torch.manual_seed(0)
    start, vocabulary = to_begin_with()
    wordpieces = Wordpieces(vocabulary)
    readings = sorted(learnt(lessons), key=str)
    network = Network(start, len(readings))
    _teach(network, Batches(lessons, readings, wordpieces), tell)
    texts = [lesson.text for lesson in lessons[:: len(lessons) // _CHECKED]]
    return {
        **stored_parameters(
            {name: p.detach().numpy() for name, p in network.named_parameters()}
        ),
        "vocabulary": np.array(vocabulary),
        "readings": np.array(list(map(str, readings))),
        "learnt_from": np.array(digest(lessons)),
        "checked": np.array(texts),
        "checked_sure": as_trained(network, wordpieces, texts),
    }


def as_trained(
    network: Network, wordpieces: Wordpieces, texts: Sequence[str]
) -> NDArray[np.float32]:
    """How sure the network is: a row for each text, a column for each reading.

    Stored with the weights, so that whoever reads them otherwise can compare.
    """
    rows: list[Tensor] = []
    for text in texts:
        pieces = [piece.number for piece in wordpieces.cut(text)]
        numbers = torch.tensor([[wordpieces.start, *pieces, wordpieces.end]])
        with torch.no_grad():
            logits = network(numbers, torch.ones_like(numbers, dtype=torch.bool))
        rows.append(torch.sigmoid(logits[0]))
    sure: NDArray[np.float32] = torch.stack(rows).numpy()
    return sure


def _teach(network: Network, batches: Batches, tell: Callable[[str], object]) -> None:
    weigh = torch.from_numpy(_weights(batches.taught))
    heads = [network.looks, network.finds, network.bias]
    encoder = [p for name, p in network.named_parameters() if "." in name]
    optimiser = torch.optim.AdamW(
        [{"params": encoder}, {"params": heads}], lr=_ENCODER_RATE, weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [_ENCODER_RATE, _HEAD_RATE],
        total_steps=_PASSES * len(batches),
        pct_start=0.1,
        anneal_strategy="linear",
    )
    network.train()
    for number in range(1, _PASSES + 1):
        lost: list[float] = []
        for pieces, there, labels in batches:
            taught = torch.from_numpy(labels)
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(torch.from_numpy(pieces), torch.from_numpy(there))
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits,
                (taught == 1).float(),
                weight=(taught != 0) * torch.where(taught == 1, weigh, 1.0),
                reduction="sum",
            ) / len(taught)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), _LONGEST_STEP)
            optimiser.step()
            schedule.step()
            lost.append(loss.item())
            if len(lost) % 100 == 0:
                tell(f"pass {number} of {_PASSES}, {len(lost)}: {np.mean(lost):.3f}")
    network.eval()


def _weights(taught: Taught) -> NDArray[np.float32]:
    """How much a lesson that says so weighs against one that does not."""
    said, unsaid = (taught == 1).sum(axis=0), (taught == -1).sum(axis=0)
    rarer = (unsaid / np.maximum(said, 1)) ** _RARER_WEIGHS_MORE
    weights: NDArray[np.float32] = np.clip(rarer, 1, _HEAVIEST).astype(np.float32)
    return weights
