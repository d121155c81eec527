"""A crash loses no answer: what was taken in is answered, what was said is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.runtime.errors import CannotStart
from tests.channels.messaging.conftest import settings
from tests.channels.messaging.fakes import telegram, twilio
from tests.channels.messaging.in_process import opened
from tests.channels.messaging.people import Chat, Phone, World
from tests.channels.messaging.served import Served

SETTLE_SECONDS = 30.0


async def test_a_second_process_does_not_serve_the_same_service(
    fakes: dict[str, Any], tmp_path: Path
) -> None:
    here = "bot.channels.messaging"
    telegram_, sms = f"{here}.telegram.TelegramInput", f"{here}.twilio.SmsInput"
    given = settings(fakes)
    async with opened(telegram_, given[telegram_], tmp_path):
        with pytest.raises(CannotStart, match="Another process serves telegram"):
            async with opened(telegram_, given[telegram_], tmp_path):
                raise AssertionError("it must not open")
        async with opened(sms, given[sms], tmp_path):
            pass
    async with opened(telegram_, given[telegram_], tmp_path):
        pass


@pytest.fixture
def own(fakes: dict[str, Any], fast_model: Path) -> Iterator[World]:
    """A server of its own, whose Telegram messages wait long before they are read."""
    given = settings(fakes)
    slow = given["bot.channels.messaging.telegram.TelegramInput"]
    slow["settle_seconds"] = SETTLE_SECONDS
    with TemporaryDirectory() as data:
        server = Served(Path(data), given)
        server.start()
        yield World(server, **fakes)
        server.kill()


def test_a_kill_between_receiving_and_sending_loses_nothing(own: World) -> None:
    answered, unread = Phone(own), Chat(own)
    own.twilio.delay = 3600.0
    form = twilio.inbound(answered.id, "my low back hurts since a week", answered.to)
    assert answered.deliver(form) == 200
    own.twilio.until(lambda: ("begun", answered.id) in own.twilio.calls)
    update = telegram.message(unread.person, "my left buttock hurts since a month")
    assert unread.deliver(update) == 200
    assert own.server.said(unread.sender) == []

    own.server.kill()
    assert own.twilio.shown_to(answered.id) == []
    own.twilio.delay = 0.0
    own.server.rewrite("telegram", settle_seconds=0.01)
    own.server.start()

    assert "this is Backtalk" in answered.shown()[0].text
    assert unread.shown()
    assert "site_low_back" in answered.values()
    assert "site_buttock" in unread.values()
    assert len(own.server.said(answered.sender)) == 1
    assert len(own.server.said(unread.sender)) == 1
    assert answered.deliver(form) == unread.deliver(update) == 200  # delivered again
    assert answered.shown() == unread.shown() == []
