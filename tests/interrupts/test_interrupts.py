"""A red flag is heard at every moment, and what only sounds like one raises nothing.

On the real bot: the trained production model, its rules and its actions. Each stage of
a conversation is prepared once, and every message is said in a copy of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from rasa.core.agent import Agent
from ruamel.yaml import YAML

import knowledge
from bot.actions import memory
from bot.actions.parts import KB
from bot.runtime.agent import load_agent
from bot.runtime.conversation import Conversation
from knowledge import Case, Level, Status, triage

_TABLES = Path(__file__).parents[1]
_FEWEST = 250
_MOST_FALSE_ALARMS = 0.03
STAGES = ("opening", "middle", "result", "exercise")
Messages = list[dict[str, Any]]


def _table(path: str) -> dict[str, dict[str, list[str]]]:
    return YAML(typ="safe", pure=True).load(_TABLES / path)


def _raises_by_itself(finding: str) -> bool:
    level = triage.level(KB, Case().say(finding, Status.PRESENT).current)
    return level.rank < Level.ROUTINE.rank


def reported() -> list[tuple[str, str]]:
    """Findings that raise the urgency by themselves, each with how people report it."""
    tables = _table("understanding/red_flags.yml"), _table("interrupts/phrasings.yml")
    return [
        (finding, text)
        for table in tables
        for finding, texts in table["reported"].items()
        if _raises_by_itself(finding)
        for text in texts
    ]


def harmless() -> list[tuple[str, str]]:
    """What denies a red flag or only mentions one, and why it raises nothing."""
    understood, ours = (
        _table("understanding/red_flags.yml"),
        _table("interrupts/phrasings.yml")["harmless"],
    )
    groups = (understood["denied"], understood["not claimed"])
    rows = [(finding, t) for g in groups for finding, ts in g.items() for t in ts]
    return rows + [(kind, text) for kind, texts in ours.items() for text in texts]


@dataclass(frozen=True)
class Said:
    """What one message did: the level before and after, and what the bot answered."""

    before: Level
    after: Level
    case: Case
    messages: Messages

    @property
    def alarms(self) -> bool:
        """Whether the emergency message was spoken, or its one question put."""
        kinds = [message["data"].get("kind") for message in self.messages]
        asks_first = (
            self.after is Level.EMERGENCY
            and knowledge.next_question(KB, self.case) is not None
        )
        return "emergency" in kinds or (asks_first and "question" in kinds)


@pytest.fixture(scope="module")
def agent(production_model: Path) -> Agent:
    return load_agent(production_model)


Say = Callable[[str, str], Any]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def say(agent: Agent) -> AsyncIterator[Say]:
    """Says a message at a stage, in a conversation of its own."""
    prepared = {stage: await _prepared(agent, stage) for stage in STAGES}
    numbers = count(1)

    async def at(stage: str, text: str) -> Said:
        sender = f"{stage}-{next(numbers)}"
        if prepared[stage]:
            tracker = await agent.tracker_store.retrieve(stage)
            assert tracker is not None
            tracker.sender_id = sender
            await agent.tracker_store.save(tracker)
        before = await _case(agent, sender)
        messages = await Conversation(agent, sender).say(text)
        after = await _case(agent, sender)
        levels = [triage.level(KB, case.current) for case in (before, after)]
        return Said(levels[0], levels[1], after, messages)

    yield at


async def _prepared(agent: Agent, stage: str) -> bool:
    """Brings a conversation of this name to its stage; False for the very first."""
    if stage == "opening":
        return False
    person = Conversation(agent, stage)
    await person.say("hello")
    messages = await person.say("pain in my left buttock for three weeks, I am 45")
    while question := _question(messages):
        if stage == "middle" and question["id"] == "leg_power_screen":
            return True
        messages = await person.say(_no_to(question))
    if stage == "exercise":
        await person.say("can you show me an exercise for this?")
    return True


def _question(messages: Messages) -> dict[str, Any] | None:
    data = messages[-1]["data"]
    return data["question"] if data.get("kind") == "question" else None


def _no_to(asked: dict[str, Any]) -> str:
    wanted = {"multiple": "none", "single": "no"}.get(asked["kind"], "unsure")
    return next(o["payload"] for o in asked["options"] if o["id"] == wanted)


async def _case(agent: Agent, sender: str) -> Case:
    tracker = await agent.tracker_store.retrieve(sender)
    record = tracker.get_slot(memory.SLOT) if tracker else None
    return memory.from_json(record).case if record else Case()


def test_there_are_enough_messages_of_both_sorts() -> None:
    assert len(set(reported())) >= _FEWEST
    assert len(set(harmless())) >= _FEWEST


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("stage", STAGES)
async def test_every_reported_red_flag_escalates(stage: str, say: Say) -> None:
    missed = []
    for finding, text in reported():
        said = await say(stage, text)
        is_heard = said.case.status(finding) is Status.PRESENT
        is_raised = said.after.rank < Level.ROUTINE.rank
        is_spoken = said.alarms or said.after is not Level.EMERGENCY
        if not (is_heard and is_raised and is_spoken):
            missed.append((finding, text, said.after.value))
    total = len(reported())
    print(f"{stage}: {total - len(missed)} of {total} red flags escalated")
    assert missed == []


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("stage", STAGES)
async def test_what_only_sounds_like_a_red_flag_raises_nothing(
    stage: str, say: Say
) -> None:
    false = []
    rows = harmless()
    for kind, text in rows:
        said = await say(stage, text)
        is_level_raised = said.after.rank < min(said.before.rank, Level.ROUTINE.rank)
        if said.alarms or is_level_raised:
            false.append((kind, text, said.after.value))
    total = len(rows)
    print(f"{stage}: {len(false)} of {total} false escalations")
    assert len(false) / total <= _MOST_FALSE_ALARMS, false
