"""News arrives once and in order, however the other side behaves."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import replace

import pytest

from handover.fhir import bundle
from knowledge import Level
from tests.worklist.desks import PATIENCE, deliver_for_ever, processes
from tests.worklist.ehr import SECRET, MockEhr, failing, wait_for
from tests.worklist.made import SPEAKER, Clock, made, worklist
from worklist import Settings, SettingsError, erase, load_settings, outbox
from worklist.delivering import deliver, transports
from worklist.outbox import Delivery
from worklist.settings import Integration
from worklist.webhook import Webhook

EVENTS = ("added", "amended", "accepted", "alerted", "closed")


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setenv("EHR_SECRET", SECRET)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def telling(url: str, *on: str) -> Settings:
    """Settings with one webhook."""
    options = {"url": url, "secret_variable": "EHR_SECRET"}
    hook = Integration(name="ehr", kind="webhook", on=on or EVENTS, options=options)
    return replace(load_settings(), integrations=(hook,))


def all_sent(list_, clock, rounds: int = 60) -> None:
    """Delivers, hour after hour, until nothing waits."""
    ways = transports(list_.settings.integrations)
    for _ in range(rounds):
        deliver(list_.engine, ways, clock)
        if not outbox.count(list_.engine)[Delivery.WAITING]:
            return
        clock.minutes(61)
    raise AssertionError(outbox.count(list_.engine))


@pytest.mark.parametrize("seed", range(4))
def test_each_bundle_has_its_effect_exactly_once_under_failures(database, clock, seed):
    with MockEhr(failing(seed, 40)) as ehr:
        list_ = worklist(database, clock, telling(ehr.url, "added"))
        records = [made(number) for number in range(10)]
        for record in records:
            list_.add(record, by="web")
        all_sent(list_, clock)
        expected = [json.loads(json.dumps(bundle(SPEAKER.voice, r))) for r in records]
        kept = sorted(ehr.kept.values(), key=lambda b: b["identifier"]["value"])
        assert kept == expected
        assert sum(ehr.requests.values()) > len(records)  # and not for want of trying
        list_.engine.dispose()


def test_the_news_of_an_item_arrives_in_its_order(database, clock):
    with MockEhr(failing(11, 60)) as ehr:
        list_ = worklist(database, clock, telling(ehr.url))
        ids = [list_.add(made(number), by="web").id for number in range(4)]
        for id_ in ids:
            list_.accept(id_, by="dr lee")
            list_.close(id_, by="dr lee", outcome="refused")
        all_sent(list_, clock)
        for id_ in ids:
            told = [event for item, event in ehr.order if item == id_]
            assert told == ["added", "accepted", "closed"]
        list_.engine.dispose()


def test_two_senders_at_once_send_nothing_twice(database, clock):
    with MockEhr([]) as ehr:
        list_ = worklist(database, clock, telling(ehr.url, "added"))
        for number in range(12):
            list_.add(made(number), by="web")
        ways = transports(list_.settings.integrations)
        senders = [
            threading.Thread(target=deliver, args=(list_.engine, ways, clock))
            for _ in range(4)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(PATIENCE)
        assert len(ehr.kept) == 12
        assert set(ehr.requests.values()) == {1}
        list_.engine.dispose()


def test_a_sender_that_is_killed_loses_nothing_and_doubles_nothing(database):
    with MockEhr(["500", None, "lost answer"] * 10) as ehr:
        settings = telling(ehr.url, "added")
        list_ = worklist(database, settings=settings)
        for number in range(10):
            list_.add(made(number), by="web")
        list_.engine.dispose()
        for wanted in (2, 4, 6):
            sender = processes.Process(
                target=deliver_for_ever, args=(database, settings, SECRET)
            )
            sender.start()
            wait_for(lambda: len(ehr.kept) >= wanted, PATIENCE)  # noqa: B023
            sender.kill()
            sender.join(PATIENCE)
        clock = Clock()
        clock.minutes(10_000_000)
        list_ = worklist(database, clock, settings)
        all_sent(list_, clock)
        by_item = Counter(item for item, _ in ehr.order)
        assert len(by_item) == 10 and set(by_item.values()) == {1}
        list_.engine.dispose()


def test_nothing_is_sent_where_the_step_itself_failed(sqlite, clock, monkeypatch):
    list_ = worklist(sqlite, clock, telling("http://127.0.0.1:1/", "added"))
    monkeypatch.setattr("worklist.outbox.bundle", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list_.add(made(), by="web")
    assert list_.items() == []
    assert sum(outbox.count(list_.engine).values()) == 0


def test_an_endpoint_that_is_down_is_tried_again_more_and_more_rarely(sqlite, clock):
    list_ = worklist(sqlite, clock, telling("http://127.0.0.1:1/", "added"))
    list_.add(made(), by="web")
    ways = transports(list_.settings.integrations)
    waits = []
    for _ in range(12):
        deliver(list_.engine, ways, clock)
        with list_.engine.connect() as connection:
            due = connection.execute(outbox.outbox.select()).one().due
        waits.append(due - clock.time)
        clock.time = due
    assert waits[0] <= 5 and waits[-1] <= 3600
    assert all(later > sooner for sooner, later in zip(waits, waits[2:9], strict=False))


def test_how_long_the_other_side_asks_to_be_left_alone_is_respected(sqlite, clock):
    with MockEhr(["429"]) as ehr:
        list_ = worklist(sqlite, clock, telling(ehr.url, "added"))
        list_.add(made(), by="web")
        ways = transports(list_.settings.integrations)
        assert deliver(list_.engine, ways, clock) == 0
        clock.time += 89
        assert deliver(list_.engine, ways, clock) == 0
        clock.time += 2
        assert deliver(list_.engine, ways, clock) == 1


def test_what_the_other_side_will_never_take_is_kept_for_a_person_to_look_at(
    sqlite, clock, monkeypatch
):
    with MockEhr([]) as ehr:
        list_ = worklist(sqlite, clock, telling(ehr.url, "added"))
        list_.add(made(), by="web")
        wrong = {"ehr": Webhook(ehr.url, b"another secret that is long enough")}
        deliver(list_.engine, wrong, clock)
        assert outbox.count(list_.engine)[Delivery.STUCK] == 1
        assert ehr.refused == ["signature"] and ehr.kept == {}
        assert outbox.retry_stuck(list_.engine, clock()) == 1
        all_sent(list_, clock)
        assert len(ehr.kept) == 1


def test_a_redirection_is_not_followed(sqlite, clock):
    with MockEhr([]) as elsewhere, MockEhr([]) as ehr:

        def redirect(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(307)
            self.send_header("Location", elsewhere.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        ehr.RequestHandlerClass = type(
            "Redirecting", (ehr.RequestHandlerClass,), {"do_POST": redirect}
        )
        list_ = worklist(sqlite, clock, telling(ehr.url, "added"))
        list_.add(made(), by="web")
        deliver(list_.engine, transports(list_.settings.integrations), clock)
        assert elsewhere.kept == {}
        assert outbox.count(list_.engine)[Delivery.STUCK] == 1


def test_what_has_arrived_or_was_erased_is_no_longer_in_the_outbox(sqlite, clock):
    with MockEhr([]) as ehr:
        list_ = worklist(sqlite, clock, telling(ehr.url, "added"))
        list_.add(made(1), by="web")
        deliver(list_.engine, transports(list_.settings.integrations), clock)
        second = list_.add(made(2), by="web")
        erase(list_, second.id, by="admin", why="asked for")
        with list_.engine.connect() as connection:
            rows = connection.execute(outbox.outbox.select()).all()
        assert [(row.item, row.body) for row in rows] == [(made(1).encounter.id, "")]


@pytest.mark.parametrize("given", [None, "", "short"])
def test_a_webhook_without_a_good_secret_is_refused(monkeypatch, given):
    monkeypatch.delenv("EHR_SECRET")
    if given is not None:
        monkeypatch.setenv("EHR_SECRET", given)
    with pytest.raises(SettingsError, match="Set EHR_SECRET"):
        transports(telling("https://ehr.test/").integrations)


def test_other_news_than_records_holds_nothing_that_was_said(sqlite, clock):
    with MockEhr([]) as ehr:
        list_ = worklist(sqlite, clock, telling(ehr.url, "accepted", "closed"))
        item = list_.add(made(level=Level.ROUTINE), by="web")
        list_.accept(item.id, by="dr lee")
        list_.close(item.id, by="dr lee", outcome="referred", note="Surname knows")
        all_sent(list_, clock)
        told = sorted(ehr.kept.values(), key=lambda news: news["event"])
        assert [news["event"] for news in told] == ["accepted", "closed"]
        assert told[1]["outcome"] == "referred"
        assert "Surname" not in json.dumps(told)
