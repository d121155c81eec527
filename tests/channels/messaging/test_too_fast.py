"""Who writes too fast is heard at once and answered in time, and loses nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.channels import moving
from bot.channels.messaging import pacing
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import Delivery, Incoming
from bot.channels.messaging.pacing import BURST, Pacing
from bot.runtime.agent import load_agent
from bot.runtime.conversations import ConversationStore
from tests.channels.messaging.conftest import settings
from tests.channels.messaging.fakes import telegram
from tests.channels.messaging.in_process import opened

NAME = "bot.channels.messaging.telegram.TelegramInput"
PERSON = 990
CRY = "i cannot feel anything between my legs and cannot pee since today"


@pytest.fixture(scope="module")
def agent(fast_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    file = tmp_path_factory.mktemp("too_fast") / "conversations.db"
    return load_agent(fast_model, store=ConversationStore.in_file(file))


@pytest.fixture
async def slow(
    fakes: dict[str, Any], agent: Agent, tmp_path: Path
) -> AsyncIterator[MessagingInput]:
    """A channel that answers twenty messages at once and then one in a long time."""
    given = {**settings(fakes)[NAME], "messages_per_minute": 0.001}
    async with opened(NAME, given, tmp_path, agent) as channel:
        yield channel


async def send(channel: MessagingInput, *texts: str) -> None:
    for text in texts:
        body, headers = telegram.delivered(telegram.message(PERSON, text))
        path = "/webhooks/telegram/webhook"
        delivery = Delivery(
            method="POST", path=path, query="", headers=headers, body=body
        )
        assert (await channel.take(delivery))[0] == 200


async def until(condition: Any) -> None:
    end = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < end, "it has not come about"
        await asyncio.sleep(0.02)


async def test_a_red_flag_goes_before_all_that_waits_and_nothing_is_lost(
    slow: MessagingInput, fakes: dict[str, Any], agent: Agent
) -> None:
    fake, sender = fakes["telegram"], slow.mailbox.sender_of(str(PERSON))
    shown = lambda: [s.text for s in fake.shown_to(str(PERSON))]  # noqa: E731
    begun = len(shown())
    await send(slow, "my low back hurts since a week", *["hm"] * (BURST - 1))
    await until(lambda: slow.mailbox.waiting_of(sender) == 0)
    await send(slow, "it began when I lifted a box", "hm", CRY, CRY, "hm")
    await until(lambda: any(t.startswith("Emergency") for t in shown()[begun:]))
    case = (await moving.interview_of(agent, sender)).case
    assert "saddle_numbness" in case.current
    await until(lambda: slow.mailbox.next_outgoing(sender) is None)
    told = [text for text in shown()[begun:] if "faster than I can answer" in text]
    assert len(told) == 1, "that it goes slowly is said, but once"
    assert "999" in told[0], "with what must not wait"
    assert slow.mailbox.waiting_of(sender) == 4, "the rest, the second cry too, waits"
    await send(slow, "delete")
    # A word of the service comes at once, and here it ends what waits.
    await until(lambda: any("deleted" in text for text in shown()[begun:]))
    assert slow.mailbox.waiting_of(sender) == 0


async def test_what_waited_is_answered_when_there_is_time(
    fakes: dict[str, Any], agent: Agent, tmp_path: Path
) -> None:
    given = {**settings(fakes)[NAME], "messages_per_minute": 240.0}
    async with opened(NAME, given, tmp_path, agent) as channel:
        sender = channel.mailbox.sender_of(str(PERSON))
        texts = ["my low back hurts", *["hm"] * BURST, "it began three weeks ago"]
        await send(channel, *texts, "my left foot tingles")
        await until(lambda: channel.mailbox.waiting_of(sender) == 0)
        case = (await moving.interview_of(agent, sender)).case
        assert case.current["duration_weeks"].value == 3


async def test_however_much_is_sent_it_is_bounded_and_answered_for(
    slow: MessagingInput,
    fakes: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.messaging.intake.MOST_WAITING", 3)
    sender = slow.mailbox.sender_of(str(PERSON))
    await send(slow, *["hm"] * BURST)
    await until(lambda: slow.mailbox.waiting_of(sender) == 0)
    await send(slow, *["hm"] * 50)
    assert slow.mailbox.waiting_of(sender) == 3
    await send(slow, CRY)
    fake = fakes["telegram"]
    await until(
        lambda: any(s.text.startswith("Emergency") for s in fake.shown_to(str(PERSON)))
    )


def test_the_same_again_is_not_pressing_again() -> None:
    named = {"a": {"numb"}, "b": {"numb", "weak"}, "c": set()}
    pace = Pacing(60, lambda incoming: frozenset(named[incoming.text]))

    def is_pressing(text: str) -> bool:
        return pace.is_pressing("x", Incoming(id="", person="", address={}, text=text))

    assert [is_pressing(t) for t in "aabbc"] == [True, False, True, False, False]
    assert pacing.MOST_WAITING >= 100
    pace.caught_up("x")
    assert is_pressing("a")
