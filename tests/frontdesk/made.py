"""A desk for the tests: its own database, a clock that stands still, quick hashing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.engine import Engine

from frontdesk.access import Accounts, Role
from frontdesk.desk import Desk
from frontdesk.script import Screens
from handover import connect
from rendering import Speaker

PASSWORD = "violet tram gravel"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = {"kim": Role.DESK, "lee": Role.CLINICIAN, "ada": Role.ADMIN}
START = 1_772_445_600.0  # 2 March 2026


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self, time: float = START) -> None:
        self.time = time

    def __call__(self) -> float:
        return self.time

    def minutes(self, passed: float) -> None:
        self.time += passed * 60


def database(folder: Path) -> Engine:
    """A database of its own."""
    return connect(f"sqlite:///{folder / 'desk.db'}")


@contextmanager
def away(engine: Engine, table: str) -> Iterator[None]:
    """While it lasts, nothing can be done with a table."""
    with engine.begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    yield
    with engine.begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {table}_away RENAME TO {table}"))


def made(engine: Engine, speaker: Speaker, screens: Screens, clock: Clock) -> Desk:
    """A desk without accounts."""
    accounts = Accounts(engine, clock, QUICK)
    return Desk.over(engine, speaker, screens, now=clock, accounts=accounts)


def staffed(desk: Desk) -> Desk:
    """The desk with somebody of each role."""
    for name, role in PEOPLE.items():
        desk.accounts.add(name, role, PASSWORD)
    return desk
