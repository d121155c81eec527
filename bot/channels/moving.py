"""Takes an interview from one channel to another, or to the front desk, by a code."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from rasa.core.agent import Agent
from rasa.shared.core.events import deserialise_events

from bot.actions import memory
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, SPEAKER
from bot.channels.stored import last_turns
from handover import Encounter, Record, Shelf, record
from knowledge import Case, Status
from rendering import DEFAULT_LOCALE


async def interview_of(agent: Agent, sender: str) -> Interview:
    """What the bot remembers of a conversation; a fresh interview without one."""
    tracker = await last_turns(agent, sender)
    kept = tracker.get_slot(memory.SLOT) if tracker else None
    return memory.from_json(kept) if kept else Interview()


async def put_on_shelf(
    agent: Agent,
    sender: str,
    shelf: Shelf,
    *,
    route: str,
    language: str = DEFAULT_LOCALE,
) -> str | None:
    """A code for what was said so far in a language, None when nothing was."""
    case = (await interview_of(agent, sender)).case
    if not case.answers:
        return None
    encounter = Encounter.begin(route, language=language)
    return await asyncio.to_thread(shelf.put, record(SPEAKER, case, encounter))


async def take_from_shelf(
    agent: Agent, sender: str, shelf: Shelf, code: str, *, by: str
) -> None:
    """Puts what was said elsewhere in the place of what was said here.

    Raises:
        ShelfError: when there is nothing under this code.
        RecordUnreadable: when what is there is no interview.
    """
    content = await asyncio.to_thread(shelf.take, code, by)
    moved = resumed(Record.from_json(content).case)
    async with agent.lock_store.lock(sender):
        tracker = await agent.processor.fetch_tracker_and_update_session(sender)
        for event in deserialise_events(memory.remember(moved)):
            tracker.update(event)
        await agent.processor.save_tracker(tracker)


def resumed(case: Case) -> Interview:
    """An interview to go on with, whose safety questions are asked once more.

    Warning signs that were reported stay reported; what was denied or left open some
    time ago, perhaps to somebody else, is open again.
    """
    current = case.current
    kept = [
        answer
        for answer in case.answers
        if answer.finding not in KB.red_flag_findings
        or current[answer.finding].status is Status.PRESENT
    ]
    turn = max((answer.turn for answer in kept), default=0)
    return replace(Interview(), case=Case(tuple(kept)), stage=Stage.STOPPED, turn=turn)
