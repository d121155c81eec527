"""What was said to the bot goes with its code: every word, and every emergency."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.channels.moving import interview_of, put_on_shelf
from bot.channels.stored import session
from bot.channels.transcript import turns
from bot.channels.turn_taking import Answer, TurnTaking
from bot.channels.web_moving import Arrived, WebMoving
from bot.languages import Languages
from bot.runtime.conversation import Conversation
from handover import Record, Shelf
from knowledge import Level, Status

Begin = Callable[[], Conversation]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(f"sqlite:///{tmp_path}/shelf.db")


async def moved(agent: Agent, person: Conversation, shelf: Shelf) -> Record:
    code = await put_on_shelf(agent, person.sender_id, shelf, route="web")
    assert code is not None
    return Record.from_json(shelf.take(code))


async def test_every_word_goes_along_also_what_was_not_understood(
    agent: Agent, somebody: Begin, shelf: Shelf
) -> None:
    person = somebody()
    said = ["my low back hurts", "blorple the frumious", "it is my left side"]
    for words in said:
        await person.say(words)
    record = await moved(agent, person, shelf)
    assert [turn.words for turn in record.turns] == said
    assert record.case.status("site_low_back") is Status.PRESENT
    assert record.emergencies == ()


async def test_an_emergency_that_is_not_about_the_pain_goes_along(
    agent: Agent, somebody: Begin, shelf: Shelf
) -> None:
    person = somebody()
    await person.say("my low back hurts")
    await person.say("I want to kill myself")
    record = await moved(agent, person, shelf)
    assert record.emergencies == ("suicidal_thoughts",)
    assert record.triage.level is Level.EMERGENCY


async def test_an_emergency_is_something_to_hand_over_even_by_itself(
    agent: Agent, somebody: Begin, shelf: Shelf
) -> None:
    person = somebody()
    await person.say("I want to kill myself")
    assert (await moved(agent, person, shelf)).emergencies == ("suicidal_thoughts",)


async def test_where_nothing_was_said_there_is_no_code(
    agent: Agent, somebody: Begin, shelf: Shelf
) -> None:
    person = somebody()
    await person.say("hello")
    assert await put_on_shelf(agent, person.sender_id, shelf, route="web") is None


# --- a code that is written into the chat of a page -----------------------------------


def arrived(person: Conversation, text: str, id_: str = "m1") -> Arrived:
    return Arrived(person.sender_id, id_, text, Languages())


async def take(agent: Agent, address: str, message: Arrived, code: str) -> Answer:
    """What a server that has just started answers."""
    taking = TurnTaking(agent.handle_message, seconds=60)
    return await WebMoving(address).take(taking, agent, message, code)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/shelf.db"


async def code_of(agent: Agent, person: Conversation, address: str) -> str:
    code = await put_on_shelf(agent, person.sender_id, Shelf(address), route="web")
    assert code is not None
    return code.replace("-", "")


async def test_a_code_sent_again_after_a_restart_is_taken_once(
    agent: Agent, somebody: Begin, address: str
) -> None:
    one, other = somebody(), somebody()
    await one.say("my low back hurts since a week and I am 44")
    code = await code_of(agent, one, address)
    message = arrived(other, f"code {code}")

    first = await take(agent, address, message, code)
    again = await take(agent, address, message, code)

    assert first.answered
    assert first.messages[0]["data"]["about"] == "messaging_moved"
    assert again == first
    assert (await interview_of(agent, other.sender_id)).case.current[
        "age_years"
    ].value == 44
    said = turns(await session(agent, other.sender_id))
    assert [turn.said for turn in said].count(message.text) == 1


async def test_a_code_sent_twice_at_once_is_taken_once(
    agent: Agent, somebody: Begin, address: str
) -> None:
    one, other = somebody(), somebody()
    await one.say("my low back hurts since a week and I am 44")
    code = await code_of(agent, one, address)
    taking = TurnTaking(agent.handle_message, seconds=60)
    web = WebMoving(address)
    message = arrived(other, f"code {code}")

    first, again = await asyncio.gather(
        web.take(taking, agent, message, code), web.take(taking, agent, message, code)
    )

    assert again == first
    assert first.messages[0]["data"]["about"] == "messaging_moved"


async def test_a_wrong_code_sent_again_is_one_try(
    agent: Agent, somebody: Begin, address: str
) -> None:
    person = somebody()
    await person.say("hello")
    message = arrived(person, "code K7M4WX9RF")

    answers = [await take(agent, address, message, "K7M4WX9RF") for _ in range(7)]

    assert answers == answers[:1] * 7
    assert "do not know this code" in answers[0].messages[0]["text"]


async def test_what_was_taken_goes_on_where_the_server_was_stopped(
    agent: Agent, somebody: Begin, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = somebody(), somebody()
    await one.say("my low back hurts since a week and I am 44")
    code = await code_of(agent, one, address)
    message = arrived(other, f"code {code}")

    async def stopped(*_: object) -> Answer:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(TurnTaking, "prompt", stopped)
        with pytest.raises(ConnectionError):
            await take(agent, address, message, code)
    again = await take(agent, address, message, code)

    assert again.messages[0]["data"]["about"] == "messaging_moved"
    assert again.messages[-1]["data"]["kind"] == "question"


async def test_a_code_is_nothing_somebody_said_of_their_pain(
    agent: Agent, somebody: Begin, address: str, shelf: Shelf
) -> None:
    one, other = somebody(), somebody()
    said = ["my low back hurts since a week and I am 44", "it is my left side"]
    await one.say(said[0])
    code = await code_of(agent, one, address)
    await take(agent, address, arrived(other, f"code {code}"), code)
    await other.say(said[1])

    record = await moved(agent, other, shelf)
    assert [turn.words for turn in record.turns] == said
