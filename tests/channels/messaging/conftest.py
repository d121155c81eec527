"""One real server and one fake of each service, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.channels.messaging.fakes import messenger, slack, teams, telegram, twilio
from tests.channels.messaging.people import World
from tests.channels.messaging.served import PUBLIC, Served

QUICK = {
    "settle_seconds": 0.01,
    "first_retry_seconds": 0.05,
    "messages_per_minute": 6000.0,
}


def settings(world: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The content of a credentials file for fakes at these addresses."""
    account = {
        "account_sid": twilio.SID,
        "auth_token": twilio.TOKEN,
        "public_url": PUBLIC,
        "api_url": world["twilio"].address,
        **QUICK,
    }
    here = "bot.channels.messaging"
    return {
        f"{here}.twilio.SmsInput": {"mms": True, **account},
        f"{here}.twilio.WhatsAppInput": {
            "content_url": world["twilio"].address,
            **account,
        },
        f"{here}.telegram.TelegramInput": {
            "bot_token": telegram.TOKEN,
            "webhook_secret": telegram.SECRET,
            "public_url": PUBLIC,
            "api_url": world["telegram"].address,
            "send_timeout_seconds": 3.0,
            **QUICK,
        },
        f"{here}.slack.SlackInput": {
            "bot_token": slack.TOKEN,
            "signing_secret": slack.SECRET,
            "public_url": PUBLIC,
            "api_url": world["slack"].address + "/api",
            **QUICK,
        },
        f"{here}.messenger.MessengerInput": {
            "page_token": messenger.TOKEN,
            "app_secret": messenger.SECRET,
            "verify_token": messenger.VERIFY,
            "public_url": PUBLIC,
            "api_url": world["messenger"].address,
            **QUICK,
        },
        f"{here}.teams.TeamsInput": {
            "app_id": teams.APP_ID,
            "app_password": teams.PASSWORD,
            "public_url": PUBLIC,
            "login_url": world["teams"].address,
            "metadata_url": world["teams"].address + "/openid",
            "service_hosts": [world["teams"].address.removeprefix("http://")],
            **QUICK,
        },
    }


@pytest.fixture(scope="session")
def fakes() -> Iterator[dict[str, Any]]:
    """A fake of each service."""
    running = {
        "twilio": twilio.FakeTwilio(),
        "telegram": telegram.FakeTelegram(),
        "slack": slack.FakeSlack(),
        "messenger": messenger.FakeMessenger(),
        "teams": teams.FakeTeams(),
    }
    yield running
    for fake in running.values():
        fake.close()


@pytest.fixture(scope="session")
def served(fakes: dict[str, Any], fast_model: Path) -> Iterator[Served]:
    """The one server of all tests."""
    # In memory where there is such a folder: a test machine's disk can be slow, and
    # every message is written through to it.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as data:
        server = Served(Path(data), settings(fakes))
        server.start()
        yield server
        server.kill()


@pytest.fixture
def world(served: Served, fakes: dict[str, Any]) -> World:
    """The server and the services, without trouble, and no complaint afterwards."""
    for fake in fakes.values():
        fake.trouble.clear()
        fake.complaints.clear()
        fake.delay = 0.0
    return World(served, **fakes)
