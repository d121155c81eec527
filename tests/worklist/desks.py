"""What desks in processes of their own do, and the processes."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from typing import Any

from tests.worklist.made import Clock, made, worklist
from worklist import AlreadyAccepted, AlreadyClosed, Settings
from worklist.delivering import deliver, transports

PATIENCE = 300.0

# Children of a clean process that has loaded everything once: quick, and safe whatever
# threads the tests before have left.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.worklist.desks"])


def accept_all(database: str, desk: int, begin: Any, told: Any) -> None:
    """A desk that wants everything, in an order of its own; tells what it got."""
    opened = worklist(database)
    ids = [item.id for item in opened.items()]
    random.Random(desk).shuffle(ids)
    begin.wait(PATIENCE)
    got = []
    for id_ in ids:
        try:
            opened.accept(id_, by=f"desk {desk}")
            got.append(id_)
        except AlreadyAccepted:
            pass
    told.put((desk, got))
    opened.engine.dispose()


def work(database: str, told: Any) -> None:
    """A desk that accepts and closes one item after the other, and tells each step."""
    opened = worklist(database)
    for item in opened.items():
        for step, do in (
            ("accepted", lambda id_: opened.accept(id_, by="desk")),
            ("closed", lambda id_: opened.close(id_, by="desk", outcome="refused")),
        ):
            try:
                do(item.id)
            except AlreadyClosed:
                continue
            told.send((step, item.id))


def add_some(database: str, told: Any) -> None:
    opened = worklist(database)
    first = len(opened.items())
    for number in range(first, first + 50):
        told.send(("added", opened.add(made(number), by="web").id))


def deliver_for_ever(database: str, settings: Settings, secret: str) -> None:
    """Sends what is due, again and again, in time that runs a thousandfold."""
    os.environ["EHR_SECRET"] = secret
    clock = Clock()
    opened = worklist(database, clock, settings)
    ways = transports(settings.integrations)
    while True:
        deliver(opened.engine, ways, clock)
        clock.minutes(1)
        time.sleep(0.01)
