"""A service that hangs or is down is in nobody's way but its own."""

from __future__ import annotations

import uuid

from tests.channels.messaging.fakes import telegram, twilio
from tests.channels.messaging.fakes.base import failing
from tests.channels.messaging.people import Chat, Phone, World


def test_others_are_answered_while_a_message_hangs(world: World) -> None:
    world.twilio.delay = 6.0
    phone, chat = Phone(world), Chat(world)
    form = twilio.inbound(phone.id, "my low back hurts since a week", phone.to)
    assert phone.deliver(form) == 200
    world.twilio.until(lambda: ("begun", phone.id) in world.twilio.calls)

    token = world.server.chat("session", {})["token"]
    for text in ("hello", "my low back hurts", "why?"):
        body = {"token": token, "message": text, "id": uuid.uuid4().hex}
        assert world.server.chat("message", body)["messages"]
    assert chat.text("my low back hurts")
    assert world.twilio.shown_to(phone.id) == []

    world.twilio.delay = 0.0
    assert phone.shown()


def test_an_emergency_overtakes_what_cannot_be_sent(world: World) -> None:
    phone = Phone(world)
    phone.text("hello")
    refused = failing(503, **{"Retry-After": "600"})
    world.twilio.trouble.append(refused)
    form = twilio.inbound(phone.id, "my low back hurts", phone.to)
    assert phone.deliver(form) == 200
    world.twilio.until(lambda: not world.twilio.trouble)
    cry = "i cannot feel between my legs and cannot pee since today"
    assert phone.deliver(twilio.inbound(phone.id, cry, phone.to)) == 200
    [emergency] = world.twilio.until_shown(phone.id, after=1)
    assert emergency.text.startswith("Emergency")


def test_a_service_that_hangs_for_ever_is_left_and_asked_again(world: World) -> None:
    world.telegram.delay = 3600.0
    chat = Chat(world)
    assert chat.deliver(telegram.message(chat.person, "hello")) == 200
    world.telegram.until(lambda: ("begun", chat.id) in world.telegram.calls)
    world.telegram.delay = 0.0
    assert "Backtalk" in chat.shown()[0].text
