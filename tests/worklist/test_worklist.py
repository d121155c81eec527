"""Nothing on the list is lost, taken twice, forgotten, or closed without an outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handover import Record, record
from handover.database import connect
from knowledge import Level, Status
from tests.worklist.made import BY_LEVEL, SPEAKER, Clock, made, worklist
from worklist import (
    AlreadyAccepted,
    AlreadyClosed,
    NoKey,
    NoOutcome,
    NoSuchItem,
    NotOwner,
    State,
    Worklist,
)

DESK, CLINICIAN = "anna", "dr lee"
ID = made().encounter.id


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def list_(database: str, clock: Clock) -> Worklist:
    opened = worklist(database, clock)
    yield opened
    opened.engine.dispose()


def test_an_item_goes_from_waiting_over_accepted_to_closed(list_, clock):
    item = list_.add(made(), by=DESK)
    assert (item.state, item.urgency, item.owner) == (
        State.WAITING,
        Level.EMERGENCY,
        None,
    )
    clock.minutes(1)
    item = list_.accept(ID, by=CLINICIAN, read_back=True)
    assert (item.state, item.owner, item.accepted) == (
        State.ACCEPTED,
        CLINICIAN,
        clock.time,
    )
    clock.minutes(1)
    item = list_.close(ID, by=CLINICIAN, outcome="ambulance_called", note="on its way")
    assert (item.state, item.outcome, item.closed, item.alert_at) == (
        State.CLOSED,
        "ambulance_called",
        clock.time,
        None,
    )
    assert [entry.action for entry in list_.history(ID)] == [
        "added",
        "accepted",
        "closed",
    ]
    assert list_.items() == []
    assert list_.items(State.CLOSED) == [item]


def test_the_record_comes_back_as_it_was_given(list_):
    list_.add(made(), by=DESK)
    assert list_.record(ID) == made()


def test_the_most_urgent_stand_first_and_then_who_waits_longest(list_, clock):
    for number, level in enumerate([Level.ROUTINE, Level.EMERGENCY] * 2):
        list_.add(made(number, level), by=DESK)
        clock.minutes(1)
    assert [int(item.id, 16) for item in list_.items()] == [1, 3, 0, 2]


def test_only_one_can_accept_and_the_other_is_told_who_it_was(list_):
    list_.add(made(), by=DESK)
    list_.accept(ID, by=CLINICIAN)
    with pytest.raises(AlreadyAccepted) as refused:
        list_.accept(ID, by=DESK)
    assert refused.value.owner == CLINICIAN


def test_a_double_click_accepts_once(list_):
    list_.add(made(), by=DESK)
    assert list_.accept(ID, by=DESK) == list_.accept(ID, by=DESK)
    assert [e.action for e in list_.history(ID)].count("accepted") == 1


@pytest.mark.parametrize("outcome", ["", "done", "AMBULANCE_CALLED"])
def test_nothing_is_closed_without_a_known_outcome(list_, outcome):
    list_.add(made(), by=DESK)
    list_.accept(ID, by=DESK)
    with pytest.raises(NoOutcome, match="ambulance_called"):
        list_.close(ID, by=DESK, outcome=outcome)
    assert list_.item(ID).state is State.ACCEPTED


def test_nothing_is_closed_that_nobody_or_somebody_else_has_accepted(list_):
    list_.add(made(), by=DESK)
    with pytest.raises(NotOwner):
        list_.close(ID, by=DESK, outcome="refused")
    list_.accept(ID, by=CLINICIAN)
    with pytest.raises(NotOwner, match="dr lee"):
        list_.close(ID, by=DESK, outcome="refused")


def test_what_is_closed_stays_closed(list_):
    list_.add(made(), by=DESK)
    list_.accept(ID, by=DESK)
    list_.close(ID, by=DESK, outcome="refused")
    for step in (
        lambda: list_.accept(ID, by=DESK),
        lambda: list_.close(ID, by=DESK, outcome="duplicate"),
        lambda: list_.release(ID, by=DESK, why="again"),
    ):
        with pytest.raises(AlreadyClosed):
            step()
    assert list_.item(ID).outcome == "refused"


def test_an_item_given_back_waits_for_the_next(list_):
    list_.add(made(), by=DESK)
    list_.accept(ID, by=DESK)
    with pytest.raises(NotOwner):
        list_.release(ID, by=CLINICIAN, why="mine")
    assert list_.release(ID, by=DESK, why="shift ends").state is State.WAITING
    assert list_.accept(ID, by=CLINICIAN).owner == CLINICIAN


def test_nobody_works_on_what_is_not_there(list_):
    for step in (
        lambda: list_.item("x"),
        lambda: list_.accept("x", by=DESK),
        lambda: list_.close("x", by=DESK, outcome="refused"),
        lambda: list_.amend(made(), by=DESK),
        lambda: list_.record("x"),
    ):
        with pytest.raises(NoSuchItem):
            step()


def worse(record_: Record) -> Record:
    case = record_.case.say("saddle_numbness", Status.PRESENT)
    return record(SPEAKER, case, record_.encounter)


def test_the_same_talk_again_amends_its_item_and_keeps_what_was_before(list_):
    first = made(level=Level.ROUTINE)
    list_.add(first, by=DESK)
    assert list_.add(first, by=DESK) == list_.item(ID)
    item = list_.add(worse(first), by=DESK)
    assert item.urgency is Level.EMERGENCY
    assert list_.record(ID) == worse(first)
    entries = list_.history(ID)
    assert [entry.action for entry in entries] == ["added", "amended"]
    assert Record.from_json(entries[0].content) == first


def test_an_amendment_never_lowers_the_urgency(list_):
    list_.add(made(), by=DESK)
    calmer = record(SPEAKER, BY_LEVEL[Level.ROUTINE], made().encounter)
    assert list_.amend(calmer, by=DESK).urgency is Level.EMERGENCY


@pytest.mark.parametrize(
    ("advised", "asked", "urgency"),
    [
        (Level.ROUTINE, Level.SAME_DAY, Level.SAME_DAY),
        (Level.EMERGENCY, Level.SAME_DAY, Level.EMERGENCY),
    ],
)
def test_staff_can_make_an_item_more_urgent_than_the_advice_never_less(
    list_, clock, advised, asked, urgency
):
    item = list_.add(made(level=advised), by=DESK, at_least=asked)
    assert item.urgency is urgency
    assert item.alert_at == clock() + list_.settings.timers[urgency].accept
    assert list_.record(ID).triage.level is urgency


def test_an_amendment_that_makes_it_urgent_makes_it_urgent_now(list_, clock):
    list_.add(made(level=Level.ROUTINE), by=DESK)
    list_.amend(worse(made(level=Level.ROUTINE)), by=DESK)
    clock.minutes(2)
    assert [alert.item.id for alert in list_.tick()] == [ID]


def test_a_clinicians_own_triage_is_kept_beside_the_advice(list_):
    list_.add(made(), by=DESK)
    item = list_.judge(ID, by=CLINICIAN, level=Level.SAME_DAY, why="long standing")
    assert (item.urgency, item.verdict) == (Level.EMERGENCY, Level.SAME_DAY)
    assert list_.history(ID)[-1].content == {
        "level": "same_day",
        "advised": "emergency",
        "why": "long standing",
    }


def test_what_staff_do_besides_is_logged(list_):
    list_.log("logged_in", by=DESK)
    list_.add(made(), by=DESK)
    list_.log("viewed", by=CLINICIAN, id_=ID)
    assert [(e.actor, e.action) for e in list_.history()] == [
        (DESK, "logged_in"),
        (DESK, "added"),
        (CLINICIAN, "viewed"),
    ]


def test_the_list_is_the_same_after_a_restart(database, clock):
    first = worklist(database, clock)
    first.add(made(), by=DESK)
    first.accept(ID, by=CLINICIAN)
    first.engine.dispose()
    again = worklist(database, clock)
    assert again.item(ID).owner == CLINICIAN
    assert again.verify().faults == ()
    again.engine.dispose()


def test_a_log_that_was_sealed_with_another_key_is_not_gone_on_with(sqlite):
    worklist(sqlite).add(made(), by=DESK)
    with pytest.raises(NoKey, match="does not fit"):
        Worklist(SPEAKER, sqlite, key=b"another key, as long as it should be")


def test_beside_a_file_a_key_is_made_once_and_kept(tmp_path):
    file = tmp_path / "worklist.db"
    Worklist(SPEAKER, f"sqlite:///{file}").add(made(), by=DESK)
    assert file.with_suffix(".key").stat().st_mode & 0o077 == 0
    assert Worklist(SPEAKER, f"sqlite:///{file}").verify().faults == ()


def test_elsewhere_the_key_must_be_given(empty_postgresql, monkeypatch):
    monkeypatch.delenv("BACKTALK_AUDIT_KEY", raising=False)
    with pytest.raises(NoKey, match="Set BACKTALK_AUDIT_KEY"):
        Worklist(SPEAKER, empty_postgresql)
    monkeypatch.setenv("BACKTALK_AUDIT_KEY", "short")
    with pytest.raises(NoKey):
        Worklist(SPEAKER, empty_postgresql)


def test_a_step_that_fails_changes_nothing(list_, monkeypatch):
    list_.add(made(), by=DESK)
    before = list_.item(ID), list_.history()
    monkeypatch.setattr("worklist.audit.canonical", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list_.accept(ID, by=DESK)
    assert (list_.item(ID), list_.history()) == before


def test_what_was_said_stands_in_one_table_only(sqlite):
    opened = worklist(sqlite)
    spoken = made()
    spoken = replace(spoken, turns=(), encounter=spoken.encounter)
    opened.add(spoken, by=DESK)
    engine = connect(sqlite)
    with engine.connect() as connection:
        for table in ("items", "log", "log_head", "archive", "outbox"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "Surname" not in str(rows), table
