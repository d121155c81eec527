"""A mail says that something waits, and nothing about whom."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from tests.worklist.made import Clock, made, worklist
from worklist import SettingsError, load_settings, outbox
from worklist.delivering import deliver, transports
from worklist.outbox import Delivery
from worklist.settings import Integration


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail, or answers with the code that it is told to."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken: list[bytes] = []
        self.refuse_with: str | None = None


class Session(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        for raw in self.rfile:
            verb = raw.decode().split()[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.taken.append(b"".join(lines))
                self.say("250 taken")
            elif verb == "MAIL" and self.server.refuse_with:
                self.say(f"{self.server.refuse_with} no")
            else:
                self.say("250 fine")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def mailing(server: MailServer, **more: object) -> tuple[Integration, ...]:
    options = {
        "to": "desk@clinic.test",
        "sender": "backtalk@clinic.test",
        "server": "127.0.0.1",
        "port": server.server_address[1],
        "tls": "none",
        "link": "https://clinic.test/desk",
    }
    events = ("added", "amended", "accepted", "alerted", "closed")
    mail = Integration(name="desk", kind="mail", on=events, options=options | more)
    return (mail,)


@pytest.fixture
def list_(sqlite, clock, server):
    settings = replace(load_settings(), integrations=mailing(server))
    return worklist(sqlite, clock, settings)


def test_every_event_is_told_without_a_word_about_the_patient(list_, clock, server):
    item = list_.add(made(), by="web")
    list_.amend(replace(made(), told=()), by="web")
    clock.minutes(2)
    list_.tick()
    list_.accept(item.id, by="dr lee")
    list_.close(item.id, by="dr lee", outcome="refused", note="Surname was rude")
    deliver(list_.engine, transports(list_.settings.integrations), clock)
    mails = [message_from_bytes(taken, policy=default) for taken in server.taken]
    assert [mail["Subject"].split(":")[0] for mail in mails] == [
        "New on the work list",
        "Changed on the work list",
        "Nobody has dealt with this yet",
        "Accepted",
        "Closed",
    ]
    for mail in mails:
        text = mail.get_content()
        assert item.id in text and "https://clinic.test/desk" in text
        assert "Surname" not in text + mail["Subject"]
        assert "between the legs" not in text
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)


def test_a_mail_tried_again_has_the_same_id(list_, clock, server):
    list_.add(made(), by="web")
    ways = transports(list_.settings.integrations)
    server.refuse_with = "451"
    assert deliver(list_.engine, ways, clock) == 0
    assert outbox.count(list_.engine)[Delivery.WAITING] == 1
    server.refuse_with = None
    clock.minutes(61)
    assert deliver(list_.engine, ways, clock) == 1
    parcel_key = message_from_bytes(server.taken[0])["Message-ID"]
    with list_.engine.connect() as connection:
        (row,) = connection.execute(outbox.outbox.select()).all()
    assert parcel_key == f"<{row.key}@clinic.test>"


def test_a_mail_that_is_refused_for_good_waits_for_a_person(list_, clock, server):
    list_.add(made(), by="web")
    server.refuse_with = "550"
    deliver(list_.engine, transports(list_.settings.integrations), clock)
    assert outbox.count(list_.engine)[Delivery.STUCK] == 1


def test_a_server_that_is_not_there_is_tried_again(sqlite, clock, server):
    integrations = mailing(server, port=1)
    list_ = worklist(sqlite, clock, replace(load_settings(), integrations=integrations))
    list_.add(made(), by="web")
    assert deliver(list_.engine, transports(integrations), clock) == 0
    assert outbox.count(list_.engine)[Delivery.WAITING] == 1


def test_a_password_that_is_not_set_is_told(server, monkeypatch):
    monkeypatch.delenv("MAIL_PASSWORD", raising=False)
    with pytest.raises(SettingsError, match="Set MAIL_PASSWORD"):
        transports(mailing(server, user="desk", password_variable="MAIL_PASSWORD"))
