"""The conversation store: same rows as Rasa's own, nothing lost, nothing left over."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import DatabaseError

from bot.runtime.agent import load_agent
from bot.runtime.conversation import Conversation
from bot.runtime.conversations import ConversationStore
from bot.runtime.short_history import TURNS_KEPT
from tests.conftest import TINY_ACTIONS

SAID = ("hello", "/affirm", "count", "crash", "silence", "yes", "count")


def rows(database: Path) -> list[tuple[Any, ...]]:
    """What is stored, without times and random ids."""
    query = "SELECT sender_id, type_name, intent_name, action_name, data FROM events"
    with sqlite3.connect(database) as connection:
        return [
            (*row[:4], timeless(json.loads(row[4])))
            for row in connection.execute(f"{query} ORDER BY id")
        ]


def timeless(event: Any) -> Any:
    if isinstance(event, dict):
        varying = ("timestamp", "message_id")
        return {k: timeless(v) for k, v in event.items() if k not in varying}
    return event


async def say(agent: Agent, *texts: str, sender: str = "somebody") -> list[str]:
    conversation = Conversation(agent, sender)
    answers = [await conversation.say(text) for text in texts]
    return [message["text"] for answer in answers for message in answer]


async def test_the_rows_are_those_of_the_stock_store(
    tiny_model: Path, tmp_path: Path
) -> None:
    ours, stock = tmp_path / "ours.db", tmp_path / "stock.db"
    for store in (ConversationStore.in_file(ours), SQLTrackerStore(db=str(stock))):
        agent = load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
        await say(agent, *SAID)
    assert rows(ours) == rows(stock)


async def test_a_long_conversation_is_the_same_with_a_short_history(
    tiny_model: Path, tmp_path: Path
) -> None:
    said = [*SAID, "zzz", '/affirm{"q": "hurt"}'] * 6
    spoken = []
    for shorten in (True, False):
        file = tmp_path / f"{shorten}.db"
        store = ConversationStore(db=str(file), shorten=shorten)
        agent = load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
        answers = await say(agent, *said)
        live = await store.latest("somebody")
        spoken.append((answers, rows(file), live.current_slot_values()))
        turns = sum(isinstance(event, UserUttered) for event in live.events)
        assert turns <= 2 * TURNS_KEPT if shorten else turns == len(said)
    assert spoken[0] == spoken[1]


async def test_the_whole_session_can_still_be_read(tiny_agent: Agent) -> None:
    await say(tiny_agent, *["hello"] * 30)
    session = await tiny_agent.tracker_store.session("somebody")
    assert sum(isinstance(event, UserUttered) for event in session.events) == 30


async def test_a_conversation_goes_on_after_a_restart(
    tiny_model: Path, tmp_path: Path
) -> None:
    for expected in ("1 asked", "2 asked", "3 asked"):
        store = ConversationStore.in_file(tmp_path / "kept.db")
        agent = load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
        assert (await say(agent, "hello", "count"))[-1] == expected


async def test_the_stock_store_can_take_over(tiny_model: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    for store in (ConversationStore.in_file(file), SQLTrackerStore(db=str(file))):
        agent = load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
        answer = await say(agent, "hello", "count")
    assert answer[-1] == "2 asked"


async def test_a_turn_that_cannot_be_stored_fails_and_leaves_nothing_behind(
    tiny_agent: Agent, tmp_path: Path
) -> None:
    await say(tiny_agent, "hello", "hello")
    with sqlite3.connect(tmp_path / "conversations.db") as disk:
        disk.execute(
            "CREATE TRIGGER full BEFORE INSERT ON events "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(DatabaseError, match="disk full"):
        await say(tiny_agent, "hello")
    with sqlite3.connect(tmp_path / "conversations.db") as disk:
        disk.execute("DROP TRIGGER full")
    assert await say(tiny_agent, "count") == ["2 asked"]


async def test_more_people_than_are_kept_live_are_all_remembered(
    tiny_model: Path, tmp_path: Path
) -> None:
    store = ConversationStore(db=str(tmp_path / "many.db"), most_live=2)
    agent = load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
    people = [f"person-{number}" for number in range(5)]
    for person in people * 2:
        await say(agent, "hello", sender=person)
    for person in people:
        assert await say(agent, "count", sender=person) == ["2 asked"]


async def test_an_expired_session_starts_anew(
    tiny_agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(tiny_agent, "hello", "hello")
    later = time.time() + 3 * 60 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert await say(tiny_agent, "count", "hello", "count") == [
        "0 asked",
        "First paragraph.\n\nDoes it hurt?",
        "1 asked",
    ]


async def test_what_one_person_said_can_be_erased(tiny_agent: Agent) -> None:
    await say(tiny_agent, "hello", sender="stays")
    await say(tiny_agent, "hello", "hello", sender="goes")
    store = tiny_agent.tracker_store
    store.erase("goes")
    assert await store.keys() == ["stays"]
    assert await say(tiny_agent, "count", sender="goes") == ["0 asked"]
    assert await say(tiny_agent, "count", sender="stays") == ["1 asked"]


async def test_erased_words_are_not_left_in_the_file(
    tiny_agent: Agent, tmp_path: Path
) -> None:
    await say(tiny_agent, "my leg is xylophonic")
    tiny_agent.tracker_store.erase("somebody")
    tiny_agent.tracker_store.engine.dispose()
    files = list(tmp_path.glob("conversations.db*"))
    assert files
    assert not any(b"xylophonic" in file.read_bytes() for file in files)


async def test_quiet_conversations_are_erased_and_others_kept(
    tiny_agent: Agent,
) -> None:
    await say(tiny_agent, "hello", sender="long ago")
    between = time.time()
    await say(tiny_agent, "hello", sender="just now")
    assert tiny_agent.tracker_store.erase_quiet_since(between) == 1
    assert await tiny_agent.tracker_store.keys() == ["just now"]


async def test_the_record_of_advice_is_left_on_disk(tmp_path: Path) -> None:
    store = ConversationStore.in_file(tmp_path / "kept.db")
    tracker = DialogueStateTracker.from_events(
        "somebody",
        [
            ActionExecuted("action_listen"),
            UserUttered("it hurts"),
            BotUttered("See a doctor.", {"custom": {"kind": "a", "assessment": {}}}),
        ],
    )
    await store.save(tracker)
    live, whole = await store.latest("somebody"), await store.session("somebody")
    assert live.events[-1].data["custom"] == {"kind": "a"}
    assert whole.events[-1].data["custom"] == {"kind": "a", "assessment": {}}


async def test_a_database_stays_open_between_turns(tiny_agent: Agent) -> None:
    opened: list[Any] = []
    store = tiny_agent.tracker_store
    sa.event.listen(store.engine, "connect", lambda *about: opened.append(about))
    await say(tiny_agent, *["hello"] * 5)
    assert len(opened) <= 1


async def test_nothing_erased_is_left_in_the_files_of_the_database(
    tiny_agent: Agent, tmp_path: Path
) -> None:
    await say(tiny_agent, "hello unforgettable")
    await say(tiny_agent, "hello", sender="other")
    tiny_agent.tracker_store.erase("somebody")
    files = sorted(tmp_path.glob("conversations.db*"))
    assert files
    assert not [file for file in files if b"unforgettable" in file.read_bytes()]
