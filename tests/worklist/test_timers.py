"""Who waits too long is told about again and again, to more and more people."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Level
from tests.worklist.made import BY_LEVEL, Clock, made, worklist
from worklist import SettingsError, load_settings
from worklist.settings import MINUTE, Timer

ID = made().encounter.id


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def list_(sqlite, clock):
    return worklist(sqlite, clock)


def alerts(list_, clock, minutes: float) -> list[tuple[float, str, int]]:
    """What is told within so many minutes, looked at every ten seconds."""
    begin, told = clock.time, []
    for _ in range(int(minutes * 6)):
        clock.time += 10
        told += [
            ((clock.time - begin) / MINUTE, alert.step, alert.number)
            for alert in list_.tick()
        ]
    return told


def test_an_emergency_that_nobody_accepts_goes_from_the_desk_to_the_lead(list_, clock):
    list_.add(made(), by="web")
    assert alerts(list_, clock, 8) == [
        (2, "desk", 1),
        (3, "desk", 2),
        (4, "clinician", 1),
        (5, "clinician", 2),
        (6, "lead", 1),
        (7, "lead", 2),
        (8, "lead", 3),
    ]
    assert [e.action for e in list_.history(ID)].count("alerted") == 7


def test_accepting_ends_the_alerts_until_an_outcome_is_overdue(list_, clock):
    list_.add(made(), by="web")
    alerts(list_, clock, 2)
    list_.accept(ID, by="dr lee")
    assert alerts(list_, clock, 14.5) == []
    assert [step for _, step, _ in alerts(list_, clock, 2)] == ["desk", "desk"]
    list_.close(ID, by="dr lee", outcome="ambulance_called")
    assert alerts(list_, clock, 60) == []


def test_an_item_given_back_is_alerted_anew(list_, clock):
    list_.add(made(), by="web")
    list_.accept(ID, by="dr lee")
    list_.release(ID, by="dr lee", why="called away")
    assert alerts(list_, clock, 2) == [(2, "desk", 1)]


def test_what_was_missed_while_the_machine_was_off_comes_as_one_alert(list_, clock):
    list_.add(made(), by="web")
    clock.minutes(60)
    (alert,) = list_.tick()
    assert (alert.step, alert.overdue) == ("lead", 58 * MINUTE)
    assert list_.tick() == []


def test_two_who_look_at_the_same_moment_do_not_both_tell(sqlite, clock):
    first, second = worklist(sqlite, clock), worklist(sqlite, clock)
    first.add(made(), by="web")
    clock.minutes(2)
    assert len(first.tick()) + len(second.tick()) == 1


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(list(BY_LEVEL)), st.lists(st.floats(0.1, 5000), max_size=12))
def test_an_item_that_nobody_accepts_is_never_forgotten(level, waits):
    clock = Clock()
    list_ = worklist("sqlite://", clock)
    item = list_.add(made(level=level), by="web")
    for wait in waits:
        clock.minutes(wait)
        list_.tick()
        again = list_.item(item.id)
        assert again.alert_at is not None and again.alert_at > clock.time
        assert again.alert_at - clock.time <= list_.settings.timers[item.urgency].accept


def test_the_more_urgent_the_quicker():
    timers = load_settings().timers
    for sooner, later in pairwise(Level):
        assert timers[sooner].accept < timers[later].accept
        assert timers[sooner].again < timers[later].again


def test_a_clinic_sets_what_it_wants_and_keeps_the_rest(tmp_path):
    file = tmp_path / "clinic.yml"
    file.write_text("timers: {soon: {accept: 60, again: 30, alerts: 1, close: 600}}\n")
    ours, theirs = load_settings(), load_settings(file)
    assert theirs.timers[Level.SOON] == Timer(
        accept=3600, again=1800, alerts=1, close=36000
    )
    assert theirs.timers[Level.ROUTINE] == ours.timers[Level.ROUTINE]
    assert theirs.outcomes == ours.outcomes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "timers: {emergency: {accept: 10, again: 1, alerts: 2, close: 15}}",
            "at most 2",
        ),
        ("timers: {sometime: {}}", "sometime"),
        ("timers: {soon: {accept: 0, again: 1, alerts: 2, close: 15}}", "soon.accept"),
        ("outcomes: []", "outcomes"),
        ("colour: red", "colour"),
        ("- a list", "holds no keys"),
        ("a: [", "cannot be read"),
        (
            "integrations: [{name: a, kind: webhook, on: [added], secret_variable: S, "
            "url: 'http://ehr.test/'}]",
            "integrations",
        ),
    ],
)
def test_settings_that_cannot_be_used_say_what_is_wrong(tmp_path, content, message):
    file = tmp_path / "clinic.yml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=message):
        load_settings(file)
