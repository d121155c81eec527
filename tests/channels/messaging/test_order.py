"""A short answer counts for the question it was meant for, or for none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messaging.delivery import Incoming
from bot.channels.messaging.mailbox import Mailbox
from bot.channels.messaging.parts import Part
from bot.channels.messaging.people import ORDER_SECONDS
from tests.channels.messaging.fakes import telegram, twilio
from tests.channels.messaging.fakes.base import Shown
from tests.channels.messaging.people import (
    Chat,
    Colleague,
    Person,
    Phone,
    Somebody,
    WhatsApp,
    World,
)
from tests.channels.messaging.served import SECRET

SAFETY_QUESTION = "None of these"


def at_a_safety_question(somebody: Somebody) -> Shown:
    """Somebody who is asked about warning signs, in one list."""
    shown = somebody.text("my low back hurts since a week, I am a man of 44")
    for _ in range(8):
        if SAFETY_QUESTION in shown[-1].text or any(
            SAFETY_QUESTION in title for title, _ in shown[-1].buttons
        ):
            return shown[-1]
        shown = somebody.text("not sure")
    raise AssertionError(shown)


def absent(somebody: Somebody) -> set[str]:
    """The findings that somebody has denied."""
    current = somebody.interview().case.current
    return {f for f, a in current.items() if a.status.value == "absent"}


def test_a_late_no_with_news_denies_nothing_and_its_news_counts(world: World) -> None:
    chat = Chat(world)
    before = telegram.message(chat.person, "no, and my left leg is numb")
    at_a_safety_question(chat)
    denied = absent(chat)
    shown = chat.update(before)  # sent long before, delivered only now
    assert absent(chat) == denied
    assert "leg_numbness" in str(chat.values()) or "numb" in str(chat.values())
    asked = SAFETY_QUESTION in str([(s.text, s.buttons) for s in shown])
    assert asked, "what was not answered is asked again"


def test_a_late_bare_answer_changes_nothing(world: World) -> None:
    chat = Chat(world)
    early = [telegram.message(chat.person, text) for text in ("no", "2", "none", "44")]
    at_a_safety_question(chat)
    before = chat.interview().case
    for update in early:
        [told, *_] = chat.update(update)
        assert "earlier question" in told.text
    assert chat.interview().case == before


def test_a_late_question_is_answered_all_the_same(world: World) -> None:
    chat = Chat(world)
    early = telegram.message(chat.person, "why?")
    at_a_safety_question(chat)
    shown = chat.update(early)
    assert "earlier question" not in shown[0].text


def test_two_messages_at_once_are_no_answer_to_a_question_not_yet_put(
    world: World,
) -> None:
    # Text messages have no times: what counts is when they arrived.
    phone = Phone(world)
    phone.text("hello")
    world.twilio.delay = 0.5
    for text in ("my low back hurts since a week", "No."):
        assert phone.deliver(twilio.inbound(phone.id, text, phone.to)) == 200
    world.twilio.delay = 0.0
    shown = phone.shown()
    assert "site_low_back" in phone.values()
    assert not absent(phone)
    assert "How old" in shown[-1].text


def reply_of_telegram(shown: Shown) -> dict[str, Any]:
    return {"reply_to_message": shown.raw}


def reply_of_whatsapp(shown: Shown) -> dict[str, Any]:
    return {"OriginalRepliedMessageSid": shown.raw["sid"]}


def reply_of_messenger(shown: Shown) -> dict[str, Any]:
    return {"reply_to": {"mid": shown.raw["mid"]}}


def reply_of_teams(shown: Shown) -> dict[str, Any]:
    quoted = {"messageId": shown.raw["id"], "preview": shown.text[:80]}
    return {"entities": [{"type": "quotedReply", "quotedReply": quoted}]}


REPLIES: list[tuple[type[Somebody], Callable[[Shown], dict[str, Any]]]] = [
    (Chat, reply_of_telegram),
    (WhatsApp, reply_of_whatsapp),
    (Person, reply_of_messenger),
    (Colleague, reply_of_teams),
]


@pytest.mark.parametrize(("somebody", "reply"), REPLIES)
def test_a_reply_to_an_older_question_is_no_answer_to_the_one_that_waits(
    world: World,
    somebody: Callable[[World], Any],
    reply: Callable[[Shown], dict[str, Any]],
) -> None:
    person = somebody(world)
    [*_, age] = person.text("my low back hurts since a week")
    [*_, sex] = person.text("44")
    person.text("male", **reply(sex))
    assert person.values()["sex"] == "male", "a reply to the question that waits"
    before = person.interview()
    [told, *_] = person.text("no", **reply(age))
    assert "earlier question" in told.text
    assert person.interview().case == before.case


def test_the_words_of_a_quoted_message_are_not_taken_for_the_persons(
    world: World,
) -> None:
    colleague = Colleague(world)
    colleague.text("my low back hurts since a week")
    block = (
        '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17">'
        "<p>Numbness between your legs?</p></blockquote><p>I am 44 &amp; well</p>"
    )
    html = {"contentType": "text/html", "content": block}
    colleague.text("Numbness between your legs? I am 44", attachments=[html])
    values = colleague.values()
    assert "saddle_numbness" not in values and values["age_years"] == 44


# ---- the mailbox ---------------------------------------------------------------------


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def kept(
    mailbox: Mailbox, id_: str, order: float | None = None, *, asks: str = ""
) -> bool:
    """Whether a message counts as late; it is answered, perhaps with a question."""
    incoming = Incoming(id=id_, person="1", address={}, text="x", order=order)
    assert mailbox.accept(incoming)
    arrived = mailbox.next_arrived(mailbox.sender_of("1"))
    assert arrived is not None
    mailbox.answered(arrived, [Part(text="?", alone="?", asks=asks)])
    return arrived.is_late


def test_what_arrived_before_the_question_is_late(tmp_path: Path) -> None:
    clock = Clock()
    mailbox = Mailbox(tmp_path / "m.db", "sms", SECRET, now=clock)
    first = Incoming(id="1", person="1", address={}, text="x")
    second = Incoming(id="2", person="1", address={}, text="no")
    assert mailbox.accept(first) and mailbox.accept(second)
    clock.now += 1
    arrived = mailbox.next_arrived(mailbox.sender_of("1"))
    assert arrived is not None and not arrived.is_late
    mailbox.answered(arrived, [Part(text="?", alone="?", asks="age")])
    hasty = mailbox.next_arrived(mailbox.sender_of("1"))
    assert hasty is not None and hasty.is_late
    mailbox.answered(hasty, [])
    clock.now += 1
    assert not kept(mailbox, "3")


@pytest.mark.parametrize("fails_for_good", [True, False])
def test_a_question_that_did_not_get_through_is_not_answered(
    tmp_path: Path, fails_for_good: bool
) -> None:
    mailbox = Mailbox(tmp_path / "m.db", "sms", SECRET)
    assert not kept(mailbox, "1", asks="age")
    question = mailbox.next_outgoing(mailbox.sender_of("1"))
    assert question is not None
    if fails_for_good:
        mailbox.undelivered(question.number)
    else:
        mailbox.try_again(question.number, due=0.0)
    assert kept(mailbox, "2")
    mailbox.sent(question.number, None)
    assert not kept(mailbox, "3")


def test_a_service_that_counts_anew_makes_nobody_late(tmp_path: Path) -> None:
    clock = Clock()
    mailbox = Mailbox(tmp_path / "m.db", "telegram", SECRET, now=clock)
    assert not kept(mailbox, "1", 900.0)
    assert kept(mailbox, "2", 800.0)
    clock.now += ORDER_SECONDS + 1
    assert not kept(mailbox, "3", 5.0)
    assert not kept(mailbox, "4", 6.0)


def test_a_mailbox_from_before_is_opened_with_what_waits_in_it(tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    mailbox = Mailbox(file, "sms", SECRET)
    assert mailbox.accept(Incoming(id="1", person="1", address={}, text="it hurts"))
    with mailbox.engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE arrived DROP COLUMN pressing")
        db.exec_driver_sql("ALTER TABLE people DROP COLUMN asked")
        db.exec_driver_sql("DROP TABLE asked")
    mailbox.engine.dispose()
    again = Mailbox(file, "sms", SECRET)
    arrived = again.next_arrived(again.sender_of("1"))
    assert arrived is not None and arrived.incoming.text == "it hurts"
    again.answered(arrived, [Part(text="?", alone="?", asks="age")])
