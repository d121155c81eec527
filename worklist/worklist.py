"""The work list: nothing on it is lost, taken twice, forgotten or closed without a word.

Every step is one transaction that changes the item, adds to the audit log and puts the
news into the outbox: all of it is on disk when a method returns, or nothing is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from handover.database import alone, begin, connect
from handover.record import Record
from knowledge.model import Level
from rendering import Speaker
from worklist import archive, clock, outbox
from worklist.audit import ERASED, AuditLog, Entry, Verification
from worklist.errors import (
    AlreadyAccepted,
    AlreadyClosed,
    Erased,
    NoOutcome,
    NoSuchItem,
    NotOwner,
)
from worklist.item import Alert, Item, State, item_of
from worklist.key import audit_key
from worklist.settings import Settings, load_settings
from worklist.tables import items, metadata

SYSTEM = "backtalk"


class Worklist:
    """Escalations and handovers with owner, timers and outcome."""

    def __init__(
        self,
        speaker: Speaker,
        database: str | Engine | None = None,
        *,
        settings: Settings | None = None,
        key: bytes | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Opens the list; makes its tables when they are missing.

        Args:
            speaker: for the knowledge that is archived and the words that are sent.
            database: its address, or the engine for it; the configured one by default.
            settings: timers, outcomes and integrations.
            key: seals the audit log; the configured one by default.
            now: the clock, in seconds since 1970.

        Raises:
            CannotOpen: when the database cannot be used.
            NoKey: when the log cannot be sealed, or was sealed with another key.
        """
        opened = database if isinstance(database, Engine) else connect(database)
        self.engine = opened
        self.settings = settings or load_settings()
        self._speaker = speaker
        self._now = now
        self._audit = AuditLog(key or audit_key(self.engine))
        with alone(self.engine, "worklist") as connection:
            metadata.create_all(connection)
            self._audit.prepare(connection)

    def add(self, record: Record, *, by: str, kind: str = "handover") -> Item:
        """Puts a record on the list; one that is there already is amended.

        `kind` says why it is there: handover, escalation, refused, …
        """
        id_, urgency = record.encounter.id, record.triage.level
        timer = self.settings.timers[urgency]
        now = self._now()
        try:
            with begin(self.engine) as connection:
                archive.keep(connection, self._speaker, record.versions)
                item = {
                    "id": id_,
                    "kind": kind,
                    "urgency": urgency.value,
                    "route": record.encounter.route,
                    "state": State.WAITING.value,
                    "added": now,
                    "step": 0,
                    "alerts": 0,
                    "alert_at": now + timer.accept,
                    "entry": 0,
                }
                connection.execute(items.insert(), item)
                content = record.to_json()
                entry = self._log(connection, by, "added", id_, content)
                self._change(connection, id_, entry=entry)
                self._send(connection, "added", id_, record)
                return self._item(connection, id_)
        except IntegrityError:
            return self.amend(id_, record, by=by)

    def amend(self, id_: str, record: Record, *, by: str) -> Item:
        """Replaces what is known; the record before stays in the log.

        It can make an item more urgent, not less: that is for a clinician's outcome.
        """
        with begin(self.engine) as connection:
            item = self._item(connection, id_, lock=True)
            content = record.to_json()
            if self._audit.content(connection, item.entry) == content:
                return item
            archive.keep(connection, self._speaker, record.versions)
            entry = self._log(connection, by, "amended", id_, content)
            urgency = item.urgency.at_least(record.triage.level)
            changes: dict[str, Any] = {"entry": entry, "urgency": urgency.value}
            if item.state is State.WAITING and urgency is not item.urgency:
                soonest = self._now() + self.settings.timers[urgency].accept
                changes["alert_at"] = min(item.alert_at or soonest, soonest)
            self._change(connection, id_, **changes)
            self._send(connection, "amended", id_, record)
            return self._item(connection, id_)

    def accept(self, id_: str, *, by: str, read_back: bool = False) -> Item:
        """Takes an item over; of many who try at once exactly one succeeds.

        `read_back`: whether the handover was read back and confirmed.

        Raises:
            AlreadyAccepted: when somebody else was first.
            AlreadyClosed: when it has its outcome.
        """
        now = self._now()
        with begin(self.engine) as connection:
            won = connection.execute(
                items.update()
                .where(items.c.id == id_, items.c.state == State.WAITING.value)
                .values(state=State.ACCEPTED.value, owner=by, accepted=now)
            ).rowcount
            item = self._item(connection, id_)
            if not won and item.owner == by and item.state is State.ACCEPTED:
                return item  # a double click
            if item.state is State.CLOSED:
                raise AlreadyClosed("This item has its outcome already.")
            if not won:
                raise AlreadyAccepted(item.owner or "")
            timer = self.settings.timers[item.urgency]
            self._change(connection, id_, alert_at=now + timer.close, alerts=0)
            self._log(connection, by, "accepted", id_, {"read_back": read_back})
            self._send(connection, "accepted", id_)
            return self._item(connection, id_)

    def release(self, id_: str, *, by: str, why: str) -> Item:
        """Gives an item back; the clock for the next one starts anew.

        Raises:
            NotOwner: when it is somebody else's.
        """
        with begin(self.engine) as connection:
            item = self._owned(connection, id_, by)
            timer = self.settings.timers[item.urgency]
            self._change(
                connection,
                id_,
                state=State.WAITING.value,
                owner=None,
                accepted=None,
                alerts=0,
                alert_at=self._now() + timer.accept,
            )
            self._log(connection, by, "released", id_, {"why": why})
            return self._item(connection, id_)

    def close(self, id_: str, *, by: str, outcome: str, note: str = "") -> Item:
        """Ends an item with what came of it.

        Raises:
            NoOutcome: for anything but one of the known outcomes.
            NotOwner: when it is not `by` who accepted it.
            AlreadyClosed: when it has its outcome.
        """
        if outcome not in self.settings.outcomes:
            raise NoOutcome(outcome, self.settings.outcomes)
        with begin(self.engine) as connection:
            self._owned(connection, id_, by)
            self._change(
                connection,
                id_,
                state=State.CLOSED.value,
                closed=self._now(),
                outcome=outcome,
                alert_at=None,
            )
            content = {"outcome": outcome, "note": note}
            self._log(connection, by, "closed", id_, content)
            self._send(connection, "closed", id_)
            return self._item(connection, id_)

    def judge(self, id_: str, *, by: str, level: Level, why: str) -> Item:
        """A clinician's own triage of a case, which may agree or not, and why."""
        with begin(self.engine) as connection:
            item = self._item(connection, id_, lock=True)
            content = {"level": level.value, "advised": item.urgency.value, "why": why}
            self._change(connection, id_, verdict=level.value)
            self._log(connection, by, "judged", id_, content)
            return self._item(connection, id_)

    def log(self, *, by: str, action: str, id_: str = "", content: Any = None) -> int:
        """Adds anything else that staff did: noted, viewed, examined, logged_in, …"""
        with begin(self.engine) as connection:
            return self._log(connection, by, action, id_, content)

    def tick(self) -> list[Alert]:
        """Who must be alerted now. Nobody is told twice for the same moment.

        After enough alerts in vain the next step is told, and so on to the last, which
        is told again and again. Call it every few seconds.
        """
        now = self._now()
        alerts = []
        with begin(self.engine) as connection:
            due = connection.execute(
                sa.select(items)
                .where(items.c.alert_at <= now)
                .order_by(items.c.alert_at)
                .with_for_update(skip_locked=True)
            ).all()
            for row in due:
                alert = clock.alert(item_of(row, self.settings.steps), self.settings, now)
                item = alert.item
                self._change(
                    connection,
                    item.id,
                    step=self.settings.steps.index(item.step),
                    alerts=item.alerts,
                    alert_at=item.alert_at,
                )
                content = {"step": alert.step, "number": alert.number}
                self._log(connection, SYSTEM, "alerted", item.id, content)
                self._send(connection, "alerted", item.id)
                alerts.append(alert)
        return alerts

    def items(self, *states: State) -> list[Item]:
        """The items in these states (all but closed ones by default), urgent first."""
        shown = [s.value for s in states or (State.WAITING, State.ACCEPTED)]
        query = sa.select(items).where(items.c.state.in_(shown))
        with self.engine.connect() as connection:
            found = [self._read(row) for row in connection.execute(query)]
        return sorted(found, key=lambda item: (item.urgency.rank, item.added))

    def item(self, id_: str) -> Item:
        """One item.

        Raises:
            NoSuchItem: when there is none with this id.
        """
        with self.engine.connect() as connection:
            return self._item(connection, id_)

    def record(self, id_: str) -> Record:
        """The record in force.

        Raises:
            Erased: when it was erased.
        """
        with self.engine.connect() as connection:
            item = self._item(connection, id_)
            content = self._audit.content(connection, item.entry)
        if content is None:
            raise Erased("What was said has been erased.")
        return Record.from_json(content)

    def history(self, id_: str | None = None) -> list[Entry]:
        """Everything that was done with an item, oldest first; with all, without id."""
        with self.engine.connect() as connection:
            return list(self._audit.entries(connection, id_))

    def verify(self, noted: tuple[int, str] | None = None) -> Verification:
        """Checks the audit log; see `AuditLog.verify`."""
        with self.engine.connect() as connection:
            return self._audit.verify(connection, noted)

    def erase(self, id_: str, *, by: str, why: str) -> None:
        """Erases all that was said and written of one item, as the law may ask.

        Raises:
            NoSuchItem: when there is none with this id.
        """
        with begin(self.engine) as connection:
            self._item(connection, id_, lock=True)
            self._erase(connection, [id_], by, why)

    def retain(self) -> int:
        """Erases what was closed too long ago to keep; how many items that were."""
        before = self._now() - self.settings.keep_days * clock.DAY
        with begin(self.engine) as connection:
            old = connection.execute(
                sa.select(items.c.id).where(items.c.closed < before)
            ).scalars()
            kept = [id_ for id_ in old if self._has_content(connection, id_)]
            self._erase(connection, kept, SYSTEM, "kept long enough")
        return len(kept)

    def _erase(
        self, connection: Connection, ids: Iterable[str], by: str, why: str
    ) -> None:
        for id_ in ids:
            entries = self._audit.entries(connection, id_)
            numbers = [e.number for e in entries if e.action != ERASED]
            outbox.erase(connection, id_)
            self._audit.erase(
                connection, numbers, at=self._time(), actor=by, item=id_, why=why
            )

    def _has_content(self, connection: Connection, id_: str) -> bool:
        entry = self._item(connection, id_).entry
        return self._audit.content(connection, entry) is not None

    def _owned(self, connection: Connection, id_: str, by: str) -> Item:
        item = self._item(connection, id_, lock=True)
        if item.state is State.CLOSED:
            raise AlreadyClosed("This item has its outcome already.")
        if item.owner != by:
            raise NotOwner(item.owner)
        return item

    def _item(self, connection: Connection, id_: str, *, lock: bool = False) -> Item:
        query = sa.select(items).where(items.c.id == id_)
        row = connection.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise NoSuchItem(f"There is no item {id_!r}.")
        return self._read(row)

    def _read(self, row: Any) -> Item:
        return item_of(row, self.settings.steps)

    def _change(self, connection: Connection, id_: str, **values: Any) -> None:
        connection.execute(items.update().where(items.c.id == id_).values(**values))

    def _log(
        self, connection: Connection, by: str, action: str, id_: str, content: Any
    ) -> int:
        return self._audit.append(
            connection,
            at=self._time(),
            actor=by,
            action=action,
            item=id_,
            content=content,
        )

    def _send(
        self, connection: Connection, event: str, id_: str, record: Record | None = None
    ) -> None:
        listening = [i for i in self.settings.integrations if event in i.on]
        if listening:
            item = self._item(connection, id_)
            news = outbox.News(event=event, item=item, record=record)
            outbox.put(connection, listening, news, self._speaker, self._now())

    def _time(self) -> str:
        moment = datetime.fromtimestamp(self._now(), timezone.utc)
        return moment.isoformat(timespec="milliseconds")
