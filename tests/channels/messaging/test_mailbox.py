"""What is kept on disk, for how long, and of whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.messaging.delivery import Incoming
from bot.channels.messaging.mailbox import KNOWN_SECONDS, Mailbox
from bot.channels.messaging.parts import Part
from bot.runtime.errors import CannotStart
from tests.channels.messaging.served import SECRET

PHONE = "+447700900123"
DAY = 24 * 60 * 60


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox(tmp_path: Path, clock: Clock) -> Mailbox:
    return Mailbox(tmp_path / "messaging.db", "sms", SECRET, now=clock)


@pytest.fixture
def on_disk(tmp_path: Path) -> Callable[[], bytes]:
    """Everything the files of the database hold."""
    return lambda: b"".join(f.read_bytes() for f in tmp_path.glob("messaging.db*"))


def incoming(
    id_: str = "1", text: str = "it hurts", order: float | None = None
) -> Incoming:
    address = {"to": PHONE}
    return Incoming(id=id_, person=PHONE, address=address, text=text, order=order)


def part(text: str, *, urgent: bool = False) -> Part:
    return Part(text=text, alone=text, urgent=urgent)


def texts(mailbox: Mailbox, sender: str) -> list[str]:
    """What is sent, in order."""
    sent = []
    while (outgoing := mailbox.next_outgoing(sender)) is not None:
        sent.append(outgoing.part.text)
        mailbox.sent(outgoing.number, None)
    return sent


def test_a_second_delivery_is_known_before_and_after_the_answer(
    mailbox: Mailbox,
) -> None:
    arrived = mailbox.accept(incoming())
    assert arrived is not None
    assert mailbox.accept(incoming()) is None
    mailbox.answered(arrived, [])
    assert mailbox.accept(incoming()) is None
    assert mailbox.accept(incoming("2")) is not None


def test_a_person_is_a_hash_that_needs_the_key(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    sender = mailbox.sender_of(PHONE)
    assert PHONE[1:] not in sender
    assert sender == mailbox.sender_of(PHONE)
    other_key = Mailbox(tmp_path / "other.db", "sms", SECRET + "!")
    other_service = Mailbox(tmp_path / "other.db", "whatsapp", SECRET)
    assert (
        len({sender, other_key.sender_of(PHONE), other_service.sender_of(PHONE)}) == 3
    )


def test_words_and_numbers_are_gone_once_answered_and_sent(
    mailbox: Mailbox, on_disk: Callable[[], bytes]
) -> None:
    arrived = mailbox.accept(incoming(text="xylophone"))
    assert arrived is not None
    assert b"xylophone" in on_disk() and PHONE.encode() in on_disk()
    mailbox.answered(arrived, [part("zeppelin")])
    assert texts(mailbox, arrived.sender) == ["zeppelin"]
    mailbox.clear_up(keep_seconds=DAY)
    for gone in (b"xylophone", b"zeppelin", PHONE.encode()):
        assert gone not in on_disk()


def test_messages_are_read_in_the_order_they_were_sent(mailbox: Mailbox) -> None:
    for id_, order in (("b", 2.0), ("c", 3.0), ("a", 1.0)):
        mailbox.accept(incoming(id_, order=order))
    sender, read = mailbox.sender_of(PHONE), []
    while (arrived := mailbox.next_arrived(sender)) is not None:
        read.append((arrived.incoming.id, arrived.is_late))
        mailbox.answered(arrived, [])
    assert read == [("a", False), ("b", False), ("c", False)]
    mailbox.accept(incoming("b2", order=2.5))
    late = mailbox.next_arrived(sender)
    assert late is not None and late.is_late


def test_emergencies_are_sent_before_everything_else(mailbox: Mailbox) -> None:
    arrived = mailbox.accept(incoming())
    assert arrived is not None
    mailbox.post(arrived, [part("one"), part("two")])
    mailbox.answered(arrived, [part("now", urgent=True), part("three")])
    assert texts(mailbox, arrived.sender) == ["now", "one", "two", "three"]


def test_a_stop_drops_what_waits_but_emergencies(mailbox: Mailbox) -> None:
    arrived = mailbox.accept(incoming())
    assert arrived is not None
    mailbox.answered(arrived, [part("calm"), part("now", urgent=True)])
    mailbox.stop(arrived.sender, stopped=True)
    assert mailbox.is_stopped(arrived.sender)
    assert texts(mailbox, arrived.sender) == ["now"]
    mailbox.stop(arrived.sender, stopped=False)
    assert not mailbox.is_stopped(arrived.sender)


def test_forgetting_leaves_nothing_but_that_a_message_is_known(
    mailbox: Mailbox, on_disk: Callable[[], bytes]
) -> None:
    old = mailbox.accept(incoming("1", text="xylophone"))
    delete = mailbox.accept(incoming("2", text="delete"))
    assert old is not None and delete is not None
    mailbox.post(old, [part("zeppelin")])
    assert b"zeppelin" in on_disk() and b"xylophone" in on_disk()
    mailbox.forget(delete)
    assert b"zeppelin" not in on_disk() and b"xylophone" not in on_disk()
    assert mailbox.next_outgoing(old.sender) is None
    waiting = mailbox.next_arrived(old.sender)
    assert waiting is not None and waiting.incoming.text == "delete"
    assert mailbox.accept(incoming("1")) is None


def test_what_grows_old_is_cleared_up(mailbox: Mailbox, clock: Clock) -> None:
    arrived = mailbox.accept(incoming())
    assert arrived is not None
    mailbox.answered(arrived, [part("lost")])
    lost = mailbox.next_outgoing(arrived.sender)
    assert lost is not None
    mailbox.undelivered(lost.number)
    clock.now += 2 * DAY
    mailbox.clear_up(keep_seconds=3 * DAY)
    assert mailbox.undelivered_of(arrived.sender) == 1
    clock.now += 2 * DAY
    mailbox.clear_up(keep_seconds=3 * DAY)
    assert mailbox.undelivered_of(arrived.sender) == 0
    assert mailbox.accept(incoming()) is None
    clock.now += KNOWN_SECONDS
    mailbox.clear_up(keep_seconds=3 * DAY)
    assert mailbox.accept(incoming()) is not None


def test_a_wish_to_get_no_messages_is_never_forgotten(
    mailbox: Mailbox, clock: Clock
) -> None:
    sender = mailbox.sender_of(PHONE)
    mailbox.stop(sender, stopped=True)
    clock.now += 10 * KNOWN_SECONDS
    mailbox.clear_up(keep_seconds=DAY)
    assert mailbox.is_stopped(sender)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "messaging.db"
    file.write_text("this is no database, and it is long enough to be seen as none")
    with pytest.raises(CannotStart, match=r"messaging\.db cannot be read"):
        Mailbox(file, "sms", SECRET)


def test_nobody_else_on_the_machine_can_read_it(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    mailbox.accept(incoming())
    assert (tmp_path / "messaging.db").stat().st_mode & 0o077 == 0
