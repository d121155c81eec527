"""What was said to the bot goes with its code: every word, and every emergency."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.channels.moving import put_on_shelf
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
