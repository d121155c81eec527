"""The components between the listener, the linear model and Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.heard_first import HeardFirst
from bot.nlu.linear_model import LinearModel
from bot.nlu.mentions import MENTIONS
from bot.nlu.traits import traits
from understanding import Heard, Statement

_TEXTS = ["my back hurts", "my leg aches", "yes", "yes it does", "bye", "bye now"]
_LABELS = ["describe", "describe", "affirm", "affirm", "goodbye", "goodbye"]
_NUMBNESS = Statement(finding="numbness_tingling", status="present")


def _numbers(rows: int) -> scipy.sparse.csr_matrix:
    return scipy.sparse.csr_matrix(np.ones((rows, 2)))


def _fitted(**options: Any) -> LinearModel:
    settings = {"regularisation": 10.0, "dense_weight": 0.1, "expected": {}}
    return LinearModel.fitted(
        _TEXTS, _numbers(len(_TEXTS)), _LABELS, **{**settings, **options}
    )


def _seen(name: str, confidence: float, heard: Heard | None) -> Message:
    intent = {"name": name, "confidence": confidence}
    data = {"text": "…", "intent": intent, "intent_ranking": [intent]}
    return Message({**data, MENTIONS: heard} if heard else data)


def _reconsidered(name: str, confidence: float, heard: Heard | None) -> str:
    message = _seen(name, confidence, heard)
    HeardFirst(unclear_below=0.6).process([message])
    assert message.get("intent_ranking")[0] == message.get("intent")
    return message.get("intent")["name"]


def test_the_model_gives_the_label_of_a_text_like_its_examples() -> None:
    model = _fitted()
    chances = model.chances(["my hip aches"], _numbers(1))[0]
    assert model.labels[chances.argmax()] == "describe"


def test_the_chances_of_a_text_add_up_to_one() -> None:
    chances = _fitted().chances(["my hip aches", "qqq"], _numbers(2))
    assert np.allclose(chances.sum(axis=1), 1.0)


@pytest.mark.parametrize(
    "text", ["my hip aches, my hip ACHES", "yes", "hip!! hip?", "qqq", "", "ça va 2"]
)
def test_words_and_pieces_count_as_they_did_in_training(text: str) -> None:
    model = _fitted()
    counted = model.words.transform([text]) @ model.weights_of_words
    counted += model.pieces.transform([text]) @ model.weights_of_pieces
    fit = counted + _numbers(1) @ model.weights_of_dense + model.bias
    chances = 1.0 / (1.0 + np.exp(-fit))
    expected = chances / chances.sum(axis=1, keepdims=True)
    assert np.allclose(model.chances([text], _numbers(1)), expected, rtol=1e-12)


def test_the_same_examples_give_the_same_model() -> None:
    assert np.array_equal(_fitted().weights_of_words, _fitted().weights_of_words)
    assert np.array_equal(_fitted().bias, _fitted().bias)


def test_another_language_is_unfamiliar_and_a_misspelling_is_not() -> None:
    texts = ["my back hurts when sitting", "back hurts", "sitting hurts"]
    model = LinearModel.fitted(
        [*texts, "yes", "bye"],
        _numbers(5),
        ["a", "a", "a", "b", "c"],
        regularisation=10.0,
        dense_weight=0.1,
        expected={},
    )
    assert model.familiarity("back hurts") == 1.0
    assert model.familiarity("my back hurtss") > 0.5
    assert model.familiarity("wo ist der bahnhof") < 0.1
    assert model.familiarity("") == 0.0


def test_an_expected_label_is_likelier() -> None:
    texts = ["well then"]
    model = _fitted(expected={"describe": 3.0})
    usual, raised = (
        dict(zip(of.labels, of.chances(texts, _numbers(1))[0], strict=True))
        for of in (_fitted(), model)
    )
    assert raised["describe"] > usual["describe"]
    assert raised["affirm"] < usual["affirm"]


def test_a_saved_model_is_the_same_when_loaded(tmp_path: Path) -> None:
    model = _fitted()
    model.save(tmp_path)
    texts = ["my hip, yes", "it aches"]
    expected = model.chances(texts, _numbers(2))
    loaded = LinearModel.load(tmp_path)
    assert loaded.labels == model.labels
    assert np.allclose(loaded.chances(texts, _numbers(2)), expected)


def test_a_saved_model_holds_nothing_that_can_be_executed(tmp_path: Path) -> None:
    _fitted().save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as numbers:
        assert all(numbers[name].dtype.kind == "f" for name in numbers)


@pytest.mark.parametrize("seen", ["describe_symptoms", "affirm", "chitchat"])
def test_a_heard_emergency_outweighs_any_wording(seen: str) -> None:
    heard = Heard(statements=(_NUMBNESS,), emergencies=("chest_pain",))
    assert _reconsidered(seen, 0.99, heard) == "emergency_other"


def test_unclear_words_about_findings_describe_them() -> None:
    heard = Heard(statements=(_NUMBNESS,))
    assert _reconsidered("goodbye", 0.4, heard) == "describe_symptoms"


def test_unclear_words_that_are_a_reply_are_that_reply() -> None:
    assert _reconsidered("chitchat", 0.4, Heard(reply="no")) == "deny"
    assert _reconsidered("chitchat", 0.4, Heard(reply="declined")) == "decline"


@pytest.mark.parametrize(
    ("reply", "status", "intent"),
    [
        ("yes", "present", "affirm"),
        ("no", "absent", "deny"),
        ("yes", "absent", "describe_symptoms"),
        ("no", "present", "describe_symptoms"),
        ("unsure", "present", "describe_symptoms"),
    ],
)
def test_an_answer_that_goes_on_in_the_same_sense_is_that_answer(
    reply: str, status: str, intent: str
) -> None:
    told = Statement(finding="fever", status=status)
    heard = Heard(statements=(told,), reply=reply)
    assert _reconsidered("describe_symptoms", 0.9, heard) == intent


def test_a_description_of_nothing_that_is_a_reply_is_that_reply() -> None:
    assert _reconsidered("describe_symptoms", 0.9, Heard(reply="yes")) == "affirm"
    assert _reconsidered("describe_symptoms", 0.9, Heard()) == "describe_symptoms"


def test_clear_words_stay_as_they_are() -> None:
    heard = Heard(statements=(_NUMBNESS,))
    assert _reconsidered("correct_previous_answer", 0.9, heard) == (
        "correct_previous_answer"
    )


def test_an_emergency_seen_in_unclear_words_stays_one() -> None:
    heard = Heard(statements=(_NUMBNESS,))
    assert _reconsidered("emergency_other", 0.3, heard) == "emergency_other"


def test_without_a_listener_the_wording_decides() -> None:
    assert _reconsidered("greet", 0.3, None) == "greet"


def test_an_unheard_message_has_no_traits() -> None:
    assert set(traits(Heard())) == {0.0}


def test_traits_tell_no_from_silence() -> None:
    absent = Statement(finding="fever", status="absent")
    unsure = Statement(finding="fever", status="unsure")
    rows = [traits(Heard(statements=(said,))) for said in (absent, unsure)]
    assert rows[0] != rows[1] != traits(Heard())
