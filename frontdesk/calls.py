"""Calls under way, kept at every act: a crash or a closed browser loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from frontdesk.script import Call
from handover.database import begin
from worklist.tables import calls

KEPT_AFTER_THE_END = 24 * 3600.0


class NoSuchCall(LookupError):
    """There is no call with this id, or it ended too long ago."""


class Overtaken(Exception):
    """Somebody, or a second click, has moved the call on meanwhile."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A call with the number of acts in it; `listed` once it is on the work list."""

    call: Call
    version: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Late:
    """A call that ended and is not on the work list yet."""

    id: str
    clerk: str
    opened: float


class Calls:
    """The calls of one clinic."""

    def __init__(self, engine: Engine, now: Callable[[], float]) -> None:
        self._engine = engine
        self._now = now

    def add(self, call: Call) -> None:
        """Keeps a new call, and lets go of those that ended long ago."""
        now = self._now()
        old = sa.and_(calls.c.listed, calls.c.changed < now - KEPT_AFTER_THE_END)
        with begin(self._engine) as connection:
            connection.execute(calls.delete().where(old))
            row = {**_row(call), "id": call.id, "version": 0, "listed": False}
            connection.execute(calls.insert(), {**row, "changed": now})

    def get(self, call_id: str) -> Kept:
        """A call as it was left.

        Raises:
            NoSuchCall: when there is none.
        """
        query = sa.select(calls).where(calls.c.id == call_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NoSuchCall(call_id)
        return _kept(row)

    def move(self, call: Call, version: int) -> None:
        """Keeps a call that was at this version before.

        Raises:
            Overtaken: when it was not, so that nothing is recorded twice.
        """
        where = sa.and_(calls.c.id == call.id, calls.c.version == version)
        values = {**_row(call), "version": version + 1, "changed": self._now()}
        with begin(self._engine) as connection:
            update = calls.update().where(where).values(**values)
            if not connection.execute(update).rowcount:
                raise Overtaken(call.id)

    def mark_listed(self, connection: Connection, call: Call) -> bool:
        """The call is on the work list, or needs not be: what was said is let go of.

        The log has it in the same transaction, and erasing there must not leave a copy
        here. False when it was marked before, or is gone.
        """
        values = {**_row(call.without_what_was_said()), "listed": True}
        unmarked = sa.and_(calls.c.id == call.id, sa.not_(calls.c.listed))
        update = calls.update().where(unmarked).values(**values)
        return bool(connection.execute(update).rowcount)

    def open(self) -> list[Kept]:
        """Calls that have no outcome yet, the oldest first."""
        query = sa.select(calls).where(sa.not_(calls.c.ended))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(calls.c.opened))
            return [_kept(row) for row in rows]

    def unlisted(self) -> list[Late]:
        """Calls with an outcome that have not reached the work list, the oldest first.

        What was said in them is not read, so that one that cannot be hides no other.
        """
        columns = (calls.c.id, calls.c.clerk, calls.c.opened)
        waiting = sa.and_(calls.c.ended, sa.not_(calls.c.listed))
        query = sa.select(*columns).where(waiting).order_by(calls.c.opened)
        with self._engine.connect() as connection:
            return [Late(*row) for row in connection.execute(query)]


def _row(call: Call) -> dict[str, object]:
    return {
        "clerk": call.clerk,
        "opened": call.opened,
        "ended": call.outcome is not None,
        "content": json.dumps(call.to_json(), ensure_ascii=False),
    }


def _kept(row: Row) -> Kept:
    return Kept(Call.from_json(json.loads(row.content)), row.version, row.listed)
