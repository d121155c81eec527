"""One step on the work list: a transaction, and everything a step may do in it.

The item, the audit log and the outbox change together: all of it is on disk when a
step ends, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from handover.record import Record
from rendering import Speaker
from worklist import archive, outbox
from worklist.audit import AuditLog
from worklist.errors import AlreadyClosed, NoSuchItem, NotOwner
from worklist.item import Item, State, item_of
from worklist.settings import Settings
from worklist.tables import items

SYSTEM = "backtalk"


@dataclass(frozen=True, slots=True)
class Office:
    """What all steps share."""

    settings: Settings
    audit: AuditLog
    speaker: Speaker
    now: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Step:
    """An open transaction, taken by `by` at the time `now`."""

    connection: Connection
    office: Office
    by: str
    now: float

    def item(self, id_: str, *, lock: bool = False) -> Item:
        """One item; locked, nobody else changes it before this step ends.

        Raises:
            NoSuchItem: when there is none with this id.
        """
        query = sa.select(items).where(items.c.id == id_)
        query = query.with_for_update() if lock else query
        row = self.connection.execute(query).first()
        if row is None:
            raise NoSuchItem(f"There is no item {id_!r}.")
        return item_of(row, self.office.settings.steps)

    def owned(self, id_: str) -> Item:
        """One item, locked, that belongs to who takes this step.

        Raises:
            NoSuchItem: when there is none with this id.
            NotOwner: when it is somebody else's, or nobody's.
            AlreadyClosed: when it has its outcome.
        """
        item = self.item(id_, lock=True)
        if item.state is State.CLOSED:
            raise AlreadyClosed("This item has its outcome already.")
        if item.owner != self.by:
            raise NotOwner(item.owner)
        return item

    def change(self, id_: str, **values: Any) -> Item:
        """Changes columns of an item."""
        self.connection.execute(
            items.update().where(items.c.id == id_).values(**values)
        )
        return self.item(id_)

    def keep(self, id_: str, action: str, record: Record) -> int:
        """Writes a record into the log, and what is needed to replay it; its entry."""
        archive.keep(self.connection, self.office.speaker, record.versions)
        return self.log(action, id_, record.to_json())

    def log(self, action: str, id_: str = "", content: Any = None) -> int:
        """Adds an entry to the audit log."""
        return self.office.audit.append(
            self.connection,
            at=self.time(),
            actor=self.by,
            action=action,
            item=id_,
            content=content,
        )

    def content(self, entry: int) -> Any:
        """What a log entry is about; None once it was erased."""
        return self.office.audit.content(self.connection, entry)

    def send(self, event: str, item: Item, record: Record | None = None) -> None:
        """Puts the news into the outbox for every integration that wants it."""
        targets = [i for i in self.office.settings.integrations if event in i.on]
        news = outbox.News(event=event, item=item, record=record)
        outbox.put(self.connection, targets, news, self.office.speaker, self.now)

    def time(self) -> str:
        """The time of this step as the log writes it."""
        return written(self.now)


def written(moment: float) -> str:
    """A time as the log writes it: ISO 8601 in UTC, of one length, so that it sorts."""
    at = datetime.fromtimestamp(moment, timezone.utc)
    return at.isoformat(timespec="milliseconds")
