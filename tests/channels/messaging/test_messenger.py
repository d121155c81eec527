"""Messenger, against a fake of the Graph API."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from tests.channels.messaging.fakes import messenger
from tests.channels.messaging.fakes.base import failing
from tests.channels.messaging.people import Person, World

PATH = "/webhooks/messenger/webhook"


@pytest.fixture
def person(world: World) -> Person:
    return Person(world)


def test_the_webhook_is_confirmed_only_with_our_token(world: World) -> None:
    ask = f"{PATH}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    assert world.server.get(ask + messenger.VERIFY) == (200, b"1158201444")
    assert world.server.get(ask + "guessed")[0] == 403
    assert world.server.get(PATH)[0] == 403


def test_a_conversation_begins_with_get_started_and_quick_replies_answer(
    person: Person,
) -> None:
    started = {"mid": "m_start", "title": "Get started", "payload": "get_started"}
    [hello] = person.event(messenger.event(person.id, postback=started))
    assert "this is Backtalk" in hello.text
    person.tap(hello, "Begin")
    person.text("my low back hurts since a week")
    [*_, sex] = person.text("44")
    person.tap(sex, "Male")
    assert person.values()["sex"] == "male"
    assert person.world.messenger.complaints == []


def test_every_message_of_a_batch_is_answered(person: Person, world: World) -> None:
    other = Person(world)
    shown = person.event(
        messenger.message(person.id, "my low back hurts since a week"),
        messenger.message(other.id, "my left buttock hurts since a month"),
        messenger.message(person.id, "I am 44 years old"),
    )
    assert len(shown) > 1 and person.values()["age_years"] == 44
    other.shown()
    assert "site_buttock" in other.values()


def test_messages_that_come_out_of_order_are_read_in_order(person: Person) -> None:
    first = messenger.message(person.id, "my low back hurts since a week")
    second = messenger.message(person.id, "I am 44")
    person.event(second, first)
    said = person.world.server.said(person.world.server.sender("messenger", person.id))
    assert [s for s in said if not s.startswith("/")] == [
        "my low back hurts since a week",
        "I am 44",
    ]


def test_an_answer_that_comes_too_late_answers_no_other_question(
    person: Person,
) -> None:
    person.text("my low back hurts since a week")
    late = messenger.message(person.id, "no")
    number = messenger.message(person.id, "1")
    [*_, sex] = person.text("44")
    assert "sex" in sex.text
    before = person.values()
    for stray in (late, number):
        shown = person.event(stray)
        assert "earlier question" in shown[0].text
        assert shown[-1].text == sex.text
    assert person.values() == before


def test_a_red_flag_that_comes_late_is_heard(person: Person) -> None:
    person.text("my low back hurts since a week")
    late = messenger.message(person.id, "i cannot feel between my legs, cannot pee")
    person.text("44")
    assert person.event(late)[0].text.startswith("Emergency")


def test_echoes_receipts_and_reactions_are_not_answered(person: Person) -> None:
    assert person.text("hello", is_echo=True) == []
    delivery = {"mids": ["m_1"], "watermark": 1458668856253}
    assert person.event(messenger.event(person.id, delivery=delivery)) == []
    assert person.event(messenger.event(person.id, read={"watermark": 1})) == []


def test_thirteen_answers_are_tapped_and_more_are_typed(person: Person) -> None:
    person.text("hello")
    for shown in person.text("my back and leg hurt since a week, 44, male"):
        assert len(shown.buttons) <= 13
        assert all(len(title) <= 20 for title, _ in shown.buttons)


@pytest.mark.parametrize("secret", ["f" * 32, ""])
def test_a_wrong_signature_is_refused(person: Person, secret: str) -> None:
    body = messenger.batch(messenger.message(person.id, "my low back hurts"))
    assert person.deliver(body, secret or "0") == 403
    raw, headers = messenger.delivered(body)
    sha1 = hmac.new(messenger.SECRET.encode(), raw, hashlib.sha1).hexdigest()
    weak = {"content-type": "application/json", "x-hub-signature": f"sha1={sha1}"}
    assert person.world.server.post(PATH, raw, weak)[0] == 403
    assert person.world.server.post(PATH, raw + b" ", headers)[0] == 403
    assert person.values() == {}


def test_failures_are_tried_again_unless_they_are_for_good(person: Person) -> None:
    limited = failing(400, messenger.error(613))
    person.world.messenger.trouble += [limited, failing(500, messenger.error(2))]
    [shown] = person.text("hello")
    assert "Backtalk" in shown.text
    gone = failing(400, messenger.error(551))
    person.world.messenger.trouble.append(gone)
    assert person.text("help") == []
    assert "did not reach you" in person.text("hello")[0].text
