"""The trained language model, judged by messages it has never met."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.nlu.messages import FOLDER, read

if TYPE_CHECKING:
    from rasa.core.agent import Agent

_THRESHOLDS = YAML(typ="safe").load((FOLDER / "thresholds.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def agent(production_model: Path) -> Agent:
    from bot.runtime.agent import load_agent

    return load_agent(production_model)


def _parsed(agent: Agent, text: str) -> Mapping[str, Any]:
    return asyncio.run(agent.parse_message(text))


def _intent(agent: Agent, text: str) -> str:
    return _parsed(agent, text)["intent"]["name"]


@pytest.fixture(scope="module")
def outcomes(agent: Agent) -> list[tuple[str, str, str]]:
    """Each held-out message with the intent it has and the one it was given."""
    return [
        (text, intent, _intent(agent, text))
        for intent, messages in read(FOLDER / "held_out.yml").items()
        for text in messages
    ]


def test_held_out_messages_are_understood(
    outcomes: list[tuple[str, str, str]],
) -> None:
    wrong = [outcome for outcome in outcomes if outcome[1] != outcome[2]]
    accuracy = 1 - len(wrong) / len(outcomes)
    assert accuracy >= _THRESHOLDS["accuracy"], wrong


@pytest.mark.parametrize("intent", _THRESHOLDS["recall"])
def test_an_intent_is_recognised(
    intent: str, outcomes: list[tuple[str, str, str]]
) -> None:
    given = Counter(got for _, expected, got in outcomes if expected == intent)
    recall = given[intent] / given.total()
    assert recall >= _THRESHOLDS["recall"][intent], given


def test_unclear_text_seldom_becomes_a_wrong_act(
    outcomes: list[tuple[str, str, str]],
) -> None:
    acts = {"stop", "restart", "goodbye", "hand_over"}
    wrong = [o for o in outcomes if o[2] in acts and o[1] not in acts]
    assert len(wrong) <= _THRESHOLDS["wrong_acts"], wrong


def test_what_cannot_be_read_is_mostly_not_guessed(agent: Agent) -> None:
    texts = read(FOLDER / "unreadable.yml")["unreadable"]
    intents = {text: _intent(agent, text) for text in texts}
    guessed = {text: i for text, i in intents.items() if i != "nlu_fallback"}
    assert len(guessed) / len(texts) <= _THRESHOLDS["guessed"], guessed


def test_findings_become_entities_with_status_and_value(agent: Agent) -> None:
    entities = _parsed(agent, "pain in my left buttock, no numbness")["entities"]
    facts = {(e["entity"], e["value"], e.get("role"), e.get("group")) for e in entities}
    assert ("location", "site_buttock", "present", None) in facts
    assert ("side", "side", "present", "left") in facts
    assert ("numbness", "numbness_tingling", "absent", None) in facts


@pytest.mark.parametrize(
    "text",
    [
        "i have no numbness",
        "my mum had numbness",
        "my back hurts, and my mum had numbness in her leg",
        "if I get numbness, what do I do?",
        "years ago I had numbness, it went away completely",
    ],
)
def test_a_word_for_a_symptom_is_not_yet_a_symptom(text: str, agent: Agent) -> None:
    mentioned = {(e["entity"], e.get("role")) for e in _parsed(agent, text)["entities"]}
    assert ("numbness", "present") not in mentioned
    [felt] = [
        e.get("role")
        for e in _parsed(agent, "now I have numbness")["entities"]
        if e["entity"] == "numbness"
    ]
    assert felt == "present"


def test_the_same_message_is_read_the_same_every_time(agent: Agent) -> None:
    text = "well, it went down the leg after the gym, should I worry?"
    assert _parsed(agent, text) == _parsed(agent, text)


@pytest.mark.parametrize(
    "text",
    [
        "I have chest pain and my arm is heavy",
        "I want to kill myself",
        "my husband hits me",
        "I have taken an overdose",
    ],
)
def test_other_emergencies_are_recognised_with_certainty(
    text: str, agent: Agent
) -> None:
    intent = _parsed(agent, text)["intent"]
    assert intent == {"name": "emergency_other", "confidence": 1.0}
