"""Whatever fails, the person is told, with the safety net, and nothing is forgotten."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

import knowledge
from bot.actions import memory, recording, safely
from bot.channels.turn_taking import TurnTaking
from bot.runtime.conversation import Conversation
from rendering import Speaker
from tests.bot.played import (
    ACTIONS,
    EXECUTOR,
    LISTEN,
    begun,
    kinds,
    questions,
    speaks_safety_net,
)
from understanding import Listener

Begin = Callable[[], Conversation]


class Broken(Exception):
    """Something nobody thought of."""


def breaks(*_: Any, **__: Any) -> Any:
    """Stands for a part of the product that fails."""
    raise Broken("it hurts between my legs")


def is_an_apology(messages: list[dict[str, Any]]) -> bool:
    """Whether these are the technical problem with the safety net, and only that."""
    return kinds(messages) == ["technical_problem"] and speaks_safety_net(messages)


@pytest.mark.parametrize("action", sorted(set(ACTIONS.values()) | {LISTEN}))
def test_an_action_that_crashes_apologises_and_forgets_nothing(
    action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = begun()
    before = played.interview
    owner = type(EXECUTOR.actions[action].__self__)
    monkeypatch.setattr(owner, "turn", breaks)
    assert is_an_apology(played.run(action, "no", "deny", "99"))
    assert played.interview.case == before.case
    assert played.interview.pending == before.pending


@pytest.mark.parametrize(
    ("owner", "part"),
    [
        (knowledge, "next_step"),
        (Speaker, "question"),
        (Speaker, "noted"),
        (memory, "to_json"),
    ],
)
def test_any_part_that_fails_while_speaking_leaves_the_answers_noted(
    owner: Any, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = begun()
    before = played.interview.case
    monkeypatch.setattr(owner, part, breaks)
    assert "technical_problem" in kinds(played.say("I am 44 years old"))
    monkeypatch.undo()
    after = played.interview.case
    assert after.answers[: len(before.answers)] == before.answers
    assert questions(played.say("I am 44 years old and it hurts when I sit"))
    assert played.interview.case.value("age_years") == 44


def test_a_red_flag_is_said_even_if_the_next_question_cannot_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = begun()
    monkeypatch.setattr(knowledge, "next_step", breaks)
    messages = played.say("I have no feeling between my legs")
    assert kinds(messages)[0] == "emergency"


def test_a_message_that_cannot_be_heard_is_apologised_for_and_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = begun()
    before = played.interview.case
    monkeypatch.setattr(Listener, "hear", breaks)
    messages = played.say("no", "deny")
    assert kinds(messages) == ["technical_problem", "question"]
    assert speaks_safety_net(messages)
    assert played.interview.case == before
    assert played.interview.misunderstood == 0


def test_an_answer_is_not_bound_to_a_question_that_was_already_settled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = begun()
    played.until("leg_power_screen")
    monkeypatch.setattr(knowledge, "next_step", breaks)
    played.tap("foot_drop", rest="absent")
    monkeypatch.undo()
    noted = played.interview.case
    played.say("no", "deny")
    assert played.interview.case == noted


def test_no_advice_is_given_while_a_question_is_left() -> None:
    played = begun()
    while played.pending:
        assert "assessment" not in kinds(played.say("/ask_why"))
        messages = played.deny()
    assert knowledge.next_question(recording.KB, played.interview.case) is None
    assert kinds(messages)[0] == "assessment"


def test_the_log_says_what_failed_but_not_what_was_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Listener, "hear", breaks)
    with caplog.at_level(logging.DEBUG, logger=safely.logger.name):
        begun("my bum is on fire")
    assert "Broken" in caplog.text and "action_validate_slot_mappings" in caplog.text
    assert "fire" not in caplog.text and "legs" not in caplog.text


# --- with the real bot  ---


async def test_a_crash_in_the_real_bot_is_spoken_and_the_talk_goes_on(
    somebody: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = somebody()
    await person.say("hello")
    monkeypatch.setattr(Speaker, "noted", breaks)
    [message] = await person.say("my right buttock hurts")
    assert message["data"]["kind"] == "technical_problem" and "999" in message["text"]
    monkeypatch.undo()
    again = await person.say("hello?")
    assert again[-1]["data"]["kind"] == "question"


async def test_without_its_action_server_the_bot_still_says_when_to_get_help(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa falls back to what needs no action, or is silent; the channel fills that."""
    nowhere = EndpointConfig("http://127.0.0.1:9/webhook")
    monkeypatch.setattr(agent.processor, "action_endpoint", nowhere)
    taking = TurnTaking(agent.handle_message, seconds=20)
    said = ("hello", "I cannot feel my legs", "hello?", "/begin", "no", "stop", "hi")
    for number, text in enumerate(said):
        answer = await taking.say(agent, "left-alone", str(number), text)
        assert "999" in answer.messages[-1]["text"]


async def test_a_message_the_real_bot_cannot_hear_is_apologised_for(
    somebody: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = somebody()
    [*_, asked] = await person.say("my right buttock hurts")
    with monkeypatch.context() as broken:
        broken.setattr(Listener, "hear", breaks)
        apology, again = await person.say("no")
    assert apology["data"]["kind"] == "technical_problem" and "999" in apology["text"]
    assert again["data"]["question"] == asked["data"]["question"]


async def test_what_rasa_could_not_have_heard_is_heard_by_the_action_after_it(
    agent: Agent, somebody: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa only warns when its call before the turn fails, and goes on without it."""
    person = somebody()
    await person.say("hello")
    [*_, before] = await person.say("my right buttock hurts")
    call = agent.processor.action_endpoint.request

    async def without_hearing(**request: Any) -> Any:
        if request["json"]["next_action"] == LISTEN:
            raise ClientResponseError(503, "Service Unavailable", "")
        return await call(**request)

    monkeypatch.setattr(agent.processor.action_endpoint, "request", without_hearing)
    assert before["data"]["kind"] == "question"
    messages = await person.say("I can't feel anything between my legs when I wipe")
    assert [message["data"]["kind"] for message in messages] == ["emergency"]
