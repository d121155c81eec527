"""Takes an interview from one channel to another, or to the front desk, by a code."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rasa.core.agent import Agent
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.actions import memory
from bot.actions.interview import Interview, Stage
from bot.actions.parts import KB, QUICK_LISTENERS, SPEAKERS
from bot.channels.messaging.words import code_in
from bot.channels.stored import last_turns, session
from bot.channels.transcript import turns
from handover import Encounter, Record, Shelf, record, turns_with
from knowledge import Case, Status
from rendering import DEFAULT_LOCALE


async def interview_of(agent: Agent, sender: str) -> Interview:
    """What the bot remembers of a conversation; a fresh interview without one."""
    tracker = await last_turns(agent, sender)
    kept = tracker.get_slot(memory.SLOT) if tracker else None
    return memory.from_json(kept) if kept else Interview()


async def record_of(
    agent: Agent, sender: str, *, route: str, language: str = DEFAULT_LOCALE
) -> Record | None:
    """What was said and advised so far, told in a language; None when nothing was."""
    case = (await interview_of(agent, sender)).case
    said = _said(await session(agent, sender))
    emergencies = [e for _, words in said for e in _emergencies(words, language)]
    if not case.answers and not emergencies:
        return None
    return record(
        SPEAKERS.get(language, SPEAKERS[DEFAULT_LOCALE]),
        case,
        Encounter.begin(route, language=language),
        turns=turns_with(case, said),
        emergencies=emergencies,
    )


async def put_on_shelf(
    agent: Agent,
    sender: str,
    shelf: Shelf,
    *,
    route: str,
    language: str = DEFAULT_LOCALE,
) -> str | None:
    """A code for what was said so far in a language, None when nothing was."""
    made = await record_of(agent, sender, route=route, language=language)
    return (
        None if made is None else await asyncio.to_thread(shelf.put, made, owner=sender)
    )


def _emergencies(words: str, language: str) -> tuple[str, ...]:
    """Emergencies that are not about the pain; English is often mixed in."""
    return tuple(
        emergency
        for locale in dict.fromkeys((DEFAULT_LOCALE, language))
        if locale in QUICK_LISTENERS
        for emergency in QUICK_LISTENERS[locale].hear(words).emergencies
    )


def _said(tracker: DialogueStateTracker | None) -> list[tuple[int, str]]:
    """Everything typed, word for word, but codes; buttons are in the answers."""
    return [
        (number, turn.said)
        for number, turn in enumerate(turns(tracker))
        if turn.said and not turn.said.startswith("/") and not code_in(turn.said)
    ]


async def take_from_shelf(
    agent: Agent,
    sender: str,
    shelf: Shelf,
    code: str,
    *,
    by: str,
    told: Sequence[Event] = (),
) -> None:
    """Puts what was said elsewhere in the place of what was said here.

    `told` is what the person hears of it, kept in the same step.

    Raises:
        ShelfError: when there is nothing under this code.
        RecordUnreadable: when what is there is no interview.
    """
    content = await asyncio.to_thread(shelf.take, code, by)
    moved = resumed(Record.from_json(content).case)
    remembered = deserialise_events(memory.remember(moved))
    await keep(agent, sender, [*remembered, *told])


async def keep(agent: Agent, sender: str, events: Iterable[Event]) -> None:
    """Adds events to a conversation."""
    async with agent.lock_store.lock(sender):
        tracker = await agent.processor.fetch_tracker_and_update_session(sender)
        for event in events:
            # Made before the session began, it would not belong to it.
            event.timestamp = time.time()
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
