"""The work list: nothing on it is lost, taken twice, forgotten or closed unexplained.

Every method that changes something is one step: see `worklist.step`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from handover.database import alone, begin, connect, snapshot
from handover.record import Record
from knowledge.model import Level
from rendering import Speaker
from worklist import agreement, clock
from worklist.audit import AuditLog, Entry
from worklist.errors import AlreadyAccepted, AlreadyClosed, Erased, NoOutcome
from worklist.item import Alert, Item, State, item_of
from worklist.key import audit_key
from worklist.settings import Settings, load_settings
from worklist.step import SYSTEM, Office, Step
from worklist.tables import items, metadata
from worklist.verification import Verification, verify


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
        audit = AuditLog(key or audit_key(self.engine))
        self._office = Office(self.settings, audit, speaker, now)
        with alone(self.engine, "worklist") as connection:
            metadata.create_all(connection)
            audit.prepare(connection)

    @contextmanager
    def step(self, by: str) -> Iterator[Step]:
        """A step of somebody's: all of it happens, or nothing."""
        with begin(self.engine) as connection:
            yield Step(connection, self._office, by, self._office.now())

    def add(
        self,
        record: Record,
        *,
        by: str,
        kind: str = "handover",
        at_least: Level | None = None,
    ) -> Item:
        """Puts a record on the list; one that is there already is amended.

        `kind` says why it is there: handover, escalation, refused, … `at_least` can
        make it more urgent than the advice, as when staff are worried; never less. The
        record that is kept says so too.

        Raises:
            Erased: when it is there, and what was said in it has been erased.
        """
        record = record.raised(at_least)
        id_, urgency = record.encounter.id, record.triage.level
        try:
            with self.step(by) as step:
                row = {
                    "id": id_,
                    "kind": kind,
                    "urgency": urgency.value,
                    "route": record.encounter.route,
                    "state": State.WAITING.value,
                    "added": step.now,
                    "step": 0,
                    "alerts": 0,
                    "alert_at": step.now + self.settings.timers[urgency].accept,
                    "entry": 0,
                }
                step.connection.execute(items.insert(), row)
                item = step.change(id_, entry=step.keep(id_, "added", record))
                step.send("added", item, record)
                return item
        except IntegrityError:
            return self.amend(record, by=by)

    def amend(self, record: Record, *, by: str) -> Item:
        """Replaces what is known; the record before stays in the log.

        It can make an item more urgent, not less: that is for a clinician's outcome.

        Raises:
            NoSuchItem: when no record of this encounter is on the list.
            Erased: when what was said in it has been erased; it is not brought back.
        """
        id_ = record.encounter.id
        with self.step(by) as step:
            item = step.item(id_, lock=True)
            known = step.content(item.entry)
            if known is None:
                raise Erased(
                    "What was said in this encounter has been erased, and nothing can "
                    "be added to it. What is said from now on needs a new encounter."
                )
            if known == record.to_json():
                return item
            urgency = item.urgency.at_least(record.triage.level)
            alert_at = item.alert_at
            if item.state is State.WAITING and alert_at is not None:
                accept = self.settings.timers[urgency].accept
                alert_at = min(alert_at, step.now + accept)
            entry = step.keep(id_, "amended", record)
            item = step.change(
                id_, entry=entry, urgency=urgency.value, alert_at=alert_at
            )
            step.send("amended", item, record)
            return item

    def accept(self, id_: str, *, by: str, read_back: bool = False) -> Item:
        """Takes an item over; of many who try at once exactly one succeeds.

        `read_back`: whether the handover was read back and confirmed.

        Raises:
            AlreadyAccepted: when somebody else was first.
            AlreadyClosed: when it has its outcome.
        """
        with self.step(by) as step:
            won = step.connection.execute(
                items.update()
                .where(items.c.id == id_, items.c.state == State.WAITING.value)
                .values(state=State.ACCEPTED.value, owner=by, accepted=step.now)
            ).rowcount
            item = step.item(id_)
            if not won and item.state is State.CLOSED:
                raise AlreadyClosed("This item has its outcome already.")
            if not won and item.owner != by:
                raise AlreadyAccepted(item.owner or "")
            if won:
                close = self.settings.timers[item.urgency].close
                item = step.change(id_, alert_at=step.now + close, alerts=0)
                step.log("accepted", id_, {"read_back": read_back})
                step.send("accepted", item)
            return item

    def release(self, id_: str, *, by: str, why: str) -> Item:
        """Gives an item back; the clock for the next one starts anew.

        Raises:
            NotOwner: when it is somebody else's.
        """
        with self.step(by) as step:
            accept = self.settings.timers[step.owned(id_).urgency].accept
            step.log("released", id_, {"why": why})
            return step.change(
                id_,
                state=State.WAITING.value,
                owner=None,
                accepted=None,
                alerts=0,
                alert_at=step.now + accept,
            )

    def close(self, id_: str, *, by: str, outcome: str, note: str = "") -> Item:
        """Ends an item with what came of it.

        Raises:
            NoOutcome: for anything but one of the known outcomes.
            NotOwner: when it is not `by` who accepted it.
            AlreadyClosed: when it has its outcome.
        """
        if outcome not in self.settings.outcomes:
            raise NoOutcome(outcome, self.settings.outcomes)
        with self.step(by) as step:
            step.owned(id_)
            step.log("closed", id_, {"outcome": outcome, "note": note})
            item = step.change(
                id_,
                state=State.CLOSED.value,
                closed=step.now,
                outcome=outcome,
                alert_at=None,
            )
            step.send("closed", item)
            return item

    def judge(self, id_: str, *, by: str, level: Level, why: str) -> Item:
        """A clinician's own triage of a case, which may agree or not, and why."""
        with self.step(by) as step:
            advised = step.item(id_, lock=True).urgency.value
            content = {"level": level.value, "advised": advised, "why": why}
            step.log("judged", id_, content)
            return step.change(id_, verdict=level.value)

    def log(self, action: str, *, by: str, id_: str = "", content: Any = None) -> int:
        """Adds anything else that staff did: noted, viewed, examined."""
        with self.step(by) as step:
            return step.log(action, id_, content)

    def tick(self) -> list[Alert]:
        """Who must be alerted now. Nobody is told twice for the same moment.

        After enough alerts in vain the next step is told, and so on to the last, which
        is told again and again. Call it every few seconds.
        """
        alerts = []
        with self.step(SYSTEM) as step:
            due = (
                sa.select(items)
                .where(items.c.alert_at <= step.now)
                .order_by(items.c.alert_at)
                .with_for_update(skip_locked=True)
            )
            for row in step.connection.execute(due).all():
                alert = clock.alert(self._read(row), self.settings, step.now)
                item = step.change(
                    alert.item.id,
                    step=self.settings.steps.index(alert.step),
                    alerts=alert.number,
                    alert_at=alert.item.alert_at,
                )
                content = {"step": alert.step, "number": alert.number}
                step.log("alerted", item.id, content)
                step.send("alerted", item)
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
            return self._look(connection).item(id_)

    def record(self, id_: str) -> Record:
        """The record in force.

        Raises:
            NoSuchItem: when there is none with this id.
            Erased: when it was erased.
        """
        with self.engine.connect() as connection:
            look = self._look(connection)
            content = look.content(look.item(id_).entry)
        if content is None:
            raise Erased("What was said has been erased.")
        return Record.from_json(content)

    def history(self, id_: str | None = None) -> list[Entry]:
        """Everything that was done with an item, oldest first; with all, without id."""
        with self.engine.connect() as connection:
            return list(self._office.audit.entries(connection, id_))

    def verify(self, noted: tuple[int, str] | None = None) -> Verification:
        """Checks the audit log, and that the list is as the log says.

        `noted` is the number and digest of a head that was noted earlier.
        """
        with snapshot(self.engine) as connection:
            verified = verify(connection, self._office.audit.seal, noted)
            if verified.faults:
                return verified  # an altered log is nothing to compare with
            entries = self._office.audit.entries(connection)
            faults = tuple(agreement.faults(connection, entries))
            return replace(verified, faults=faults)

    def _look(self, connection: Any) -> Step:
        return Step(connection, self._office, SYSTEM, self._office.now())

    def _read(self, row: Any) -> Item:
        return item_of(row, self.settings.steps)
