"""What Rasa does by itself, played on the real bot: nothing is silent, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.actions import memory
from bot.runtime.conversation import Conversation, WholeMessages
from knowledge import Status
from tests.bot.played import ACTIONS, LISTEN, begun, read

Begin = Callable[[], Conversation]
RED_FLAG = "I can't feel anything between my legs when I wipe"
INTENTS = sorted(set(ACTIONS) - {"back"})
FAMILIES = read("domain.yml")["entities"]


async def taken_for(
    agent: Agent, person: Conversation, text: str, intent: str | None
) -> list[dict[str, Any]]:
    """The bot's messages for a text whose intent was read as this one."""
    spoken = WholeMessages()
    parsed = {"text": text, "intent": {"name": intent}, "entities": []}
    await agent.handle_message(
        UserMessage(text, spoken, person.sender_id, parse_data=parsed)  # type: ignore[arg-type]
    )
    return spoken.messages


@pytest.mark.parametrize("intent", INTENTS)
async def test_the_same_intent_again_in_mid_interview_is_answered(
    somebody: Begin, intent: str
) -> None:
    person = somebody()
    await person.say("my right buttock hurts")
    for _ in range(2):
        messages = await person.say(f"/{intent}")
        assert messages and all(message["text"] for message in messages)


@pytest.mark.parametrize("intent", INTENTS)
async def test_a_red_flag_is_heard_and_kept_whatever_the_message_was_taken_for(
    agent: Agent, somebody: Begin, intent: str
) -> None:
    person = somebody()
    await person.say("my right buttock hurts")
    messages = await taken_for(agent, person, RED_FLAG, intent)
    assert messages[0]["data"]["kind"] == "emergency"
    tracker = await agent.tracker_store.retrieve(person.sender_id)
    case = memory.from_json(tracker.get_slot(memory.SLOT)).case
    assert case.status("saddle_numbness") is Status.PRESENT


async def test_what_is_not_understood_is_answered_without_names_of_ours(
    agent: Agent, somebody: Begin
) -> None:
    person = somebody()
    await person.say("my right buttock hurts")
    names = {name for name in (*INTENTS, *ACTIONS.values(), *FAMILIES) if "_" in name}
    for _ in range(3):
        messages = await taken_for(agent, person, "qwrt zxcv", "nlu_fallback")
        assert messages[-1]["data"]["kind"] == "question"
        for message in messages:
            shown = [message["text"], *(b["title"] for b in message["buttons"])]
            assert not [name for name in names if name in " ".join(shown)]


@pytest.mark.parametrize(
    "text", ["qwrt zxcv", "🙂", "ألم في أسفل الظهر", "/help me", "/", "//", "7", "?"]
)
async def test_words_always_get_an_intent_that_has_a_rule(
    agent: Agent, text: str
) -> None:
    """Without one Rasa would unsay the turn, and with it whatever was heard."""
    assert (await agent.parse_message(text))["intent"]["name"] in INTENTS


async def test_a_message_without_any_meaning_leaves_the_question_waiting(
    agent: Agent, somebody: Begin
) -> None:
    person = somebody()
    [*_, asked] = await person.say("my right buttock hurts")
    [said] = await taken_for(agent, person, "x", None)
    assert "999" in said["text"]
    [*_, again] = await person.say("hello?")
    assert again["data"]["question"] == asked["data"]["question"]


def test_a_message_is_heard_once_however_often_rasa_asks() -> None:
    played = begun()
    heard = (RED_FLAG, "describe_symptoms", "the same")
    assert [m["custom"]["kind"] for m in played.run(LISTEN, *heard)] == ["emergency"]
    once = dict(played.slots)
    assert played.run(LISTEN, *heard) == []
    assert played.slots == once
