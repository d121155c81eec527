"""Many desks at once, and desks that die: nothing is lost and nothing taken twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa

from tests.worklist.desks import PATIENCE, accept_all, add_some, processes, work
from tests.worklist.made import SPEAKER, made, worklist
from worklist import State, Worklist, archive

DESKS = 50
ITEMS = 12
KILLS = 6
REACHED = {"accepted": {State.ACCEPTED, State.CLOSED}, "closed": {State.CLOSED}}


def filled(database: str, how_many: int) -> Worklist:
    opened = worklist(database)
    for number in range(how_many):
        opened.add(made(number), by="web")
    opened.engine.dispose()  # connections must not be shared with the desks
    return opened


def test_of_fifty_desks_at_once_exactly_one_gets_each_item(database):
    filled(database, ITEMS)
    begin, told = processes.Barrier(DESKS), processes.Queue()
    desks = [
        processes.Process(target=accept_all, args=(database, number, begin, told))
        for number in range(DESKS)
    ]
    for desk in desks:
        desk.start()
    got = dict(told.get(timeout=PATIENCE) for _ in desks)
    for desk in desks:
        desk.join(PATIENCE)
        assert desk.exitcode == 0
    owners = {id_: f"desk {desk}" for desk, ids in got.items() for id_ in ids}
    taken = Counter(id_ for ids in got.values() for id_ in ids)
    after = worklist(database)
    assert set(taken.values()) == {1} and len(taken) == ITEMS
    assert {item.id: item.owner for item in after.items()} == owners
    accepted = [e for e in after.history() if e.action == "accepted"]
    assert {entry.item: entry.actor for entry in accepted} == owners
    assert len(accepted) == ITEMS
    assert after.verify().faults == ()
    after.engine.dispose()


def killed(
    target: Callable[..., None], arguments: tuple[Any, ...], moment: random.Random
) -> list[tuple[str, str]]:
    """What a process has told before it was killed in the middle of its work."""
    here, there = processes.Pipe(duplex=False)
    desk = processes.Process(target=target, args=(*arguments, there))
    desk.start()
    there.close()
    told = []
    wanted = moment.randrange(8)
    try:
        while len(told) < wanted and here.poll(PATIENCE):
            told.append(here.recv())
        time.sleep(moment.random() * 0.02)
        os.kill(desk.pid, signal.SIGKILL)
        while True:
            told.append(here.recv())
    except EOFError:
        pass
    desk.join(PATIENCE)
    return told


def test_a_desk_killed_at_any_moment_has_lost_nothing_it_told(database):
    filled(database, KILLS * 8)
    moment = random.Random(5)
    told: list[tuple[str, str]] = []
    for _ in range(KILLS):
        told += killed(work, (database,), moment)
        after = worklist(database)
        done = {(e.action, e.item) for e in after.history()}
        states = {i.id: i.state for i in after.items(*State)}
        assert after.verify().faults == ()
        after.engine.dispose()
        assert set(told) <= done
        for step, id_ in told:
            expected = (
                {State.ACCEPTED, State.CLOSED} if step == "accepted" else {State.CLOSED}
            )
            assert states[id_] in expected
    # The log and the list agree, also about what died before it was told.
    accepted = {id_ for action, id_ in done if action == "accepted"}
    assert accepted == {id_ for id_, s in states.items() if s is not State.WAITING}
    assert len(states) == KILLS * 8


def test_what_was_put_on_the_list_is_there_after_a_kill_with_its_record(database):
    worklist(database).engine.dispose()
    moment = random.Random(9)
    told: list[tuple[str, str]] = []
    for _ in range(KILLS):
        told += killed(add_some, (database,), moment)
    after = worklist(database)
    there = {item.id for item in after.items()}
    assert {id_ for _, id_ in told} <= there
    assert all(after.record(id_) == made(int(id_, 16)) for id_ in there)
    assert after.verify().faults == ()
    after.engine.dispose()


def test_two_who_use_a_new_version_first_at_the_same_time_both_put_theirs_on_the_list(
    empty_postgresql,
):
    first, second = worklist(empty_postgresql), worklist(empty_postgresql)
    with ThreadPoolExecutor(1) as threads:
        with first.step("web") as step:
            archive.keep(step.connection, SPEAKER, made().versions)
            added = threads.submit(second.add, made(2), by="web")
            wait_for_a_lock(first.engine)
        item = added.result(PATIENCE)

    assert [i.id for i in first.items()] == [item.id] == [made(2).encounter.id]
    for opened in (first, second):
        opened.engine.dispose()


def wait_for_a_lock(engine: sa.engine.Engine) -> None:
    """Until somebody waits for what another transaction holds."""
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with engine.connect() as connection:
            if connection.execute(waiting).scalar():
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited")
