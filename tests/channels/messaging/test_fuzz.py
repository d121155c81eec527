"""10,000 webhook bodies that nobody should send: right status, no crash, no leak."""

from __future__ import annotations

import json
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import LARGEST_BODY, Delivery
from tests.channels.messaging.conftest import settings
from tests.channels.messaging.fakes import messenger, slack, telegram, twilio
from tests.channels.messaging.fakes.base import Shown
from tests.channels.messaging.in_process import opened
from tests.channels.messaging.served import PUBLIC

BODIES = 10_000
WORDS = "xylophone words of a patient"
REFUSALS = {400, 401, 403, 413, 415}
Sent = tuple[str, bytes, dict[str, str]]
"""Route, body and headers of a request."""

JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1e308,
    10**400,
    "",
    "\x00",
    "\ud800",
    "𝕏" * 50,
    "9" * 400,
    "a" * 5000,
    WORDS,
    "/start",
    "../../etc/passwd",
    "1 OR 1=1; DROP TABLE arrived",
    [],
    {},
    [[[[[[[[[[]]]]]]]]]],
    {"$ne": None},
    [None, 1, "x", {}],
)


def mutated(value: Any, dice: random.Random) -> Any:
    """The same with something in it replaced, removed or added."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        kind = dice.random()
        if kind < 0.1:
            return {k: v for k, v in value.items() if k != key}
        if kind < 0.15:
            return {**value, dice.choice(["", "__proto__", "id", key * 2]): WORDS}
        return {**value, key: mutated(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.85:
        at = dice.randrange(len(value))
        return [*value[:at], mutated(value[at], dice), *value[at + 1 :]]
    return dice.choice(JUNK)


def scrambled(body: bytes, dice: random.Random) -> bytes:
    """The same with some bytes changed, lost or doubled."""
    raw = bytearray(body)
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(raw)) if raw else 0
        raw[at : at + dice.randrange(3)] = dice.randbytes(dice.randrange(4))
    return bytes(raw)


def sms(dice: random.Random) -> Sent:
    form = mutated(twilio.inbound("+447700900999", WORDS), dice)
    form = {str(k): str(v) for k, v in form.items()} if isinstance(form, dict) else {}
    form = {k.replace("\ud800", ""): v.replace("\ud800", "") for k, v in form.items()}
    route = dice.choice(["webhook", "status"])
    return (route, *twilio.signed(PUBLIC, f"/webhooks/sms/{route}", form))


def chat(dice: random.Random) -> Sent:
    update = telegram.message(77, WORDS)
    taken = [update, telegram.edited(update, "x"), telegram.tapped(77, "x", 5)]
    return ("webhook", *telegram.delivered(mutated(dice.choice(taken), dice)))


def workspace(dice: random.Random) -> Sent:
    message = slack.message("U77", WORDS)
    raw = {"ts": "1.1", "channel": "D1", "text": "x", "blocks": []}
    if dice.random() < 0.3:
        form = slack.pressed("U77", Shown("U77", "x", [], raw), "x")
        payload = mutated(json.loads(form["payload"]), dice)
        content = {"payload": json.dumps(payload)}
        return ("interact", *slack.delivered(content, form=True))
    event = mutated(dice.choice([message, slack.changed(message, "x")]), dice)
    return ("webhook", *slack.delivered(event))


def page(dice: random.Random) -> Sent:
    body = messenger.batch(
        messenger.message("77", WORDS),
        messenger.event("78", postback={"payload": "get_started"}),
    )
    return ("webhook", *messenger.delivered(mutated(body, dice)))


def connector(fakes: dict[str, Any], headers: dict[str, str]) -> Callable[..., Sent]:
    def activity(dice: random.Random) -> Sent:
        message = fakes["teams"].message("29:77", WORDS, value={"answer": "x"})
        body = json.dumps(mutated(message, dice)).encode()
        return "webhook", body, headers

    return activity


@pytest.fixture
def data() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


async def test_whatever_is_delivered_is_taken_in_or_refused(
    fakes: dict[str, Any], data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    here = "bot.channels.messaging"
    given = settings(fakes)
    _, headers = fakes["teams"].delivered({})
    makers: dict[str, Callable[[random.Random], Sent]] = {
        f"{here}.twilio.SmsInput": sms,
        f"{here}.telegram.TelegramInput": chat,
        f"{here}.slack.SlackInput": workspace,
        f"{here}.messenger.MessengerInput": page,
        f"{here}.teams.TeamsInput": connector(fakes, headers),
    }
    statuses: Counter[int] = Counter()
    dice = random.Random(6)
    for name, make in makers.items():
        async with opened(
            name, {**given[name], "settle_seconds": 3600}, data
        ) as channel:
            for _ in range(BODIES // len(makers)):
                route, body, signed = make(dice)
                if dice.random() < 0.3:
                    body = scrambled(body, dice)
                status, reply = await deliver(channel, route, body, signed)
                assert status in REFUSALS | {200}, (name, status, body)
                assert WORDS not in reply and "Traceback" not in reply
                statuses[status] += 1
    assert statuses.total() == BODIES
    assert statuses[200] > BODIES / 4 and statuses[400] > 0 and statuses[403] > 0
    assert "xylophone" not in caplog.text
    assert "+4477" not in caplog.text


async def deliver(
    channel: MessagingInput, route: str, body: bytes, headers: dict[str, str]
) -> tuple[int, str]:
    path = f"/webhooks/{channel.name()}/{route}"
    delivery = Delivery(method="POST", path=path, query="", headers=headers, body=body)
    status, reply, _ = await channel.take(delivery)
    return status, reply


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 5_000_000])
async def test_a_body_that_is_too_large_is_refused_unread(
    fakes: dict[str, Any], data: Path, size: int
) -> None:
    name = "bot.channels.messaging.messenger.MessengerInput"
    async with opened(name, settings(fakes)[name], data) as channel:
        raw, headers = messenger.delivered({"object": "page", "x": "x" * size})
        begun = time.perf_counter()
        assert (await deliver(channel, "webhook", raw, headers))[0] == 413
        assert time.perf_counter() - begun < 1


async def test_a_body_nested_without_end_is_refused(
    fakes: dict[str, Any], data: Path
) -> None:
    name = "bot.channels.messaging.telegram.TelegramInput"
    async with opened(name, settings(fakes)[name], data) as channel:
        _, headers = telegram.delivered({})
        status, _ = await deliver(channel, "webhook", b"[" * 60_000, headers)
        assert status == 400
