"""Texts are cut into known pieces, and read with what was stored in whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.second_ear.encoder import (
    HEADS,
    Encoder,
    stored_matrix,
    stored_parameters,
)
from understanding.second_ear.wordpieces import Wordpieces

PIECES = ["[UNK]", "[CLS]", "[SEP]", "numb", "##ness", "left", "leg", "'", "cafe", "s"]
WORDPIECES = Wordpieces(PIECES)
WIDTH, WIDENED = HEADS * 2, 40


def written(text: str) -> list[str]:
    return [PIECES[piece.number] for piece in WORDPIECES.cut(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("numbness", ["numb", "##ness"]),
        ("Left LEG", ["left", "leg"]),
        ("leg’s", ["leg", "'", "s"]),
        ("café", ["cafe"]),
        ("left zzz leg", ["left", "[UNK]", "leg"]),
        ("left" * 30, ["[UNK]"]),
        ("", []),
        ("\u0301", []),
    ],
)
def test_a_text_is_cut_into_the_longest_known_pieces(
    text: str, pieces: list[str]
) -> None:
    assert written(text) == pieces


@given(st.text())
def test_every_piece_is_of_characters_of_the_text(text: str) -> None:
    for _, start, end in WORDPIECES.cut(text):
        assert 0 <= start < end <= len(text)


def parameters(layers: int) -> dict[str, np.ndarray]:
    """Those of a small encoder, at random."""
    random = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        "words.weight": (len(PIECES), WIDTH),
        "places.weight": (16, WIDTH),
        **{f"norm.{kind}": (WIDTH,) for kind in ("weight", "bias")},
    }
    for layer in (f"layers.{n}" for n in range(layers)):
        for name, made, of in (
            ("attend", 3 * WIDTH, WIDTH),
            ("attended", WIDTH, WIDTH),
            ("widen", WIDENED, WIDTH),
            ("narrow", WIDTH, WIDENED),
        ):
            shapes[f"{layer}.{name}.weight"] = (made, of)
            shapes[f"{layer}.{name}.bias"] = (made,)
        for name in ("attention_norm", "norm"):
            for kind in ("weight", "bias"):
                shapes[f"{layer}.{name}.{kind}"] = (WIDTH,)
    return {
        name: random.normal(size=shape).astype(np.float32)
        for name, shape in shapes.items()
    }


def test_a_stored_matrix_is_read_to_half_a_step() -> None:
    matrix = parameters(1)["layers.0.widen.weight"]
    again = stored_matrix(stored_parameters({"m": matrix}), "m")
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(again - matrix) <= step / 2 + 1e-6).all()


@pytest.mark.parametrize("layers", [0, 1, 3])
def test_each_piece_becomes_a_normed_row_whatever_the_layers(layers: int) -> None:
    plain = parameters(layers)
    last = f"layers.{layers - 1}.norm" if layers else "norm"
    plain[f"{last}.weight"] = np.ones(WIDTH, np.float32)
    plain[f"{last}.bias"] = np.zeros(WIDTH, np.float32)
    rows = Encoder.of(stored_parameters(plain))([1, 3, 4, 2])
    assert rows.shape == (4, WIDTH)
    assert np.allclose(rows.mean(axis=1), 0, atol=1e-4)
    assert np.allclose(rows.var(axis=1), 1, atol=1e-3)


def test_what_a_piece_means_depends_on_the_others_and_their_order() -> None:
    encoder = Encoder.of(stored_parameters(parameters(2)))
    alone, beside, turned = encoder([3]), encoder([3, 5]), encoder([5, 3])
    assert not np.allclose(alone[0], beside[0], atol=1e-3)
    assert not np.allclose(beside[0], turned[1], atol=1e-3)
