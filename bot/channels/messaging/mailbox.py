"""What has arrived at one service and what is to be sent there, kept on disk."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.channels.messaging.database import (
    ARRIVED,
    KEPT,
    OUTGOING,
    PEOPLE,
    open_database,
    overwrite_erased,
)
from bot.channels.messaging.delivery import Incoming, JsonObject, Kind
from bot.channels.messaging.presenting import Part

KNOWN_SECONDS = 90 * 24 * 60 * 60
RECEIPT_SECONDS = 24 * 60 * 60
WAITING, SENT, UNDELIVERED = "waiting", "sent", "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message that waits to be answered.

    `id` is new with every message and known again with a second delivery. `is_late`
    marks one that was sent before another that has been answered already.
    """

    number: int
    id: str
    sender: str
    incoming: Incoming
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An answer that waits to be sent."""

    number: int
    address: JsonObject
    part: Part
    since: float
    due: float
    attempts: int


class Mailbox:
    """One service's messages. People are known by a pseudonym alone.

    Every method is one transaction.
    """

    def __init__(
        self,
        file: Path,
        service: str,
        secret: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._engine = open_database(file)
        self._service = service
        self._key = secret.encode()
        self._now = now

    # ---- arriving ----

    def sender_of(self, person: str) -> str:
        """The name the bot knows a person by; it tells nothing without the key."""
        return f"{self._service}-{self._digest('person', person)}"

    def id_of(self, person: str, message: str) -> str:
        """The id under which the bot knows a person's message."""
        return self._digest("message", f"{person}\0{message}")

    def accept(self, incoming: Incoming) -> Arrived | None:
        """Keeps a message until it is answered; None if it was delivered before."""
        sender = self.sender_of(incoming.person)
        id_ = self.id_of(incoming.person, incoming.id)
        row = {
            "service": self._service,
            "id": id_,
            "at": self._now(),
            "sender": sender,
            "order": incoming.order,
            "message": asdict(incoming),
        }
        with self._engine.begin() as db:
            new = insert(ARRIVED).values(row).on_conflict_do_nothing()
            done = db.execute(new)
            if done.rowcount == 0:
                return None
            number = done.inserted_primary_key[0]
        return Arrived(number=number, id=id_, sender=sender, incoming=incoming)

    def next_arrived(self, sender: str) -> Arrived | None:
        """A person's message that was sent first of those not answered yet."""
        row = ARRIVED.c
        waiting = sa.select(ARRIVED).where(
            row.service == self._service,
            row.sender == sender,
            row.message.is_not(sa.null()),
        )
        first = waiting.order_by(row.order.is_(None), row.order, row.number).limit(1)
        with self._engine.begin() as db:
            found = db.execute(first).mappings().first()
            person = self._person(db, sender)
        if found is None:
            return None
        message = {**found["message"], "kind": Kind(found["message"]["kind"])}
        before, order = person["order"], found["order"]
        return Arrived(
            number=found["number"],
            id=found["id"],
            sender=sender,
            incoming=Incoming(**message),
            is_late=None not in (before, order) and order < before,
        )

    def senders_waiting(self) -> tuple[set[str], set[str]]:
        """Whose messages are not answered, and whose answers are not sent."""
        arrived = sa.select(ARRIVED.c.sender).where(
            ARRIVED.c.service == self._service, ARRIVED.c.message.is_not(sa.null())
        )
        outgoing = sa.select(OUTGOING.c.sender).where(
            OUTGOING.c.service == self._service, OUTGOING.c.state == WAITING
        )
        with self._engine.begin() as db:
            return set(db.scalars(arrived)), set(db.scalars(outgoing))

    def answered(self, arrived: Arrived, parts: Iterable[Part]) -> None:
        """Keeps the answer for sending and forgets the words of the message."""
        with self._engine.begin() as db:
            self._post(db, arrived.sender, arrived.incoming.address, parts)
            self._forget_words(db, arrived)
            order = arrived.incoming.order
            if order is not None and not arrived.is_late:
                self._note(db, arrived.sender, order=order)

    # ---- sending ----

    def post(self, arrived: Arrived, parts: Iterable[Part]) -> None:
        """Keeps parts for sending, apart from the answer to a message."""
        with self._engine.begin() as db:
            self._post(db, arrived.sender, arrived.incoming.address, parts)

    def next_outgoing(self, sender: str) -> Outgoing | None:
        """What to send a person next: emergencies first, else as it was said."""
        row = OUTGOING.c
        first = (
            sa.select(OUTGOING)
            .where(self._of(sender), row.state == WAITING)
            .order_by(row.urgent.desc(), row.number)
            .limit(1)
        )
        with self._engine.begin() as db:
            found = db.execute(first).mappings().first()
        if found is None:
            return None
        names = ("number", "address", "since", "due", "attempts")
        part = Part.from_json(found["part"])
        return Outgoing(part=part, **{name: found[name] for name in names})

    def sent(self, number: int, receipt: str | None) -> None:
        """Forgets a message that was sent, or keeps it until its fate is known."""
        row = OUTGOING.c.number == number
        with self._engine.begin() as db:
            if receipt is None:
                db.execute(OUTGOING.delete().where(row))
            else:
                now = self._now()
                values = {"state": SENT, "receipt": receipt, "due": now}
                db.execute(OUTGOING.update().where(row).values(values))

    def try_again(self, number: int, due: float) -> None:
        """Notes that a message was not taken, and when to send it again."""
        values = {"due": due, "attempts": OUTGOING.c.attempts + 1}
        self._change(OUTGOING.c.number == number, values)

    def undelivered(self, number: int) -> None:
        """Notes that a message cannot be sent for now."""
        self._change(OUTGOING.c.number == number, {"state": UNDELIVERED})

    def fate(self, receipt: str, *, arrived: bool) -> None:
        """Notes what the service says has become of a message."""
        row = OUTGOING.c
        ours = sa.and_(
            row.service == self._service, row.receipt == receipt, row.state == SENT
        )
        if arrived:
            with self._engine.begin() as db:
                db.execute(OUTGOING.delete().where(ours))
        else:
            self._change(ours, {"state": UNDELIVERED})

    def undelivered_of(self, sender: str) -> int:
        """How many messages could not be sent to a person."""
        count = sa.select(sa.func.count()).where(
            self._of(sender), OUTGOING.c.state == UNDELIVERED
        )
        with self._engine.begin() as db:
            return int(db.scalar(count))

    def offer_again(self, arrived: Arrived, first: Iterable[Part]) -> None:
        """Puts what could not be sent back in front, behind the parts given."""
        row = OUTGOING.c
        mine = sa.and_(self._of(arrived.sender), row.state == UNDELIVERED)
        chosen = sa.select(OUTGOING).where(mine).order_by(row.number)
        with self._engine.begin() as db:
            again = [Part.from_json(r["part"]) for r in db.execute(chosen).mappings()]
            db.execute(OUTGOING.delete().where(mine))
            self._post(db, arrived.sender, arrived.incoming.address, [*first, *again])

    # ---- people ----

    def is_stopped(self, sender: str) -> bool:
        """Whether a person wants no messages."""
        with self._engine.begin() as db:
            return bool(self._person(db, sender)["stopped"])

    def stop(self, sender: str, *, stopped: bool) -> None:
        """Notes whether a person wants messages; of what waits emergencies remain."""
        calm = sa.and_(self._of(sender), OUTGOING.c.urgent.is_(False))
        with self._engine.begin() as db:
            self._note(db, sender, stopped=stopped)
            if stopped:
                db.execute(OUTGOING.delete().where(calm))

    def forget(self, arrived: Arrived) -> None:
        """Erases a person but for the ids of messages and the wish to get none."""
        with self._engine.begin() as db:
            db.execute(OUTGOING.delete().where(self._of(arrived.sender)))
            mine = sa.and_(
                ARRIVED.c.service == self._service, ARRIVED.c.sender == arrived.sender
            )
            earlier = sa.and_(mine, ARRIVED.c.number < arrived.number)
            forgotten = {"message": sa.null(), "sender": None}
            db.execute(ARRIVED.update().where(earlier).values(forgotten))
        overwrite_erased(self._engine)

    def clear_up(self, *, keep_seconds: float) -> None:
        """Forgets ids, receipts and undelivered messages that have grown old."""
        now = self._now()
        arrived, outgoing = ARRIVED.c, OUTGOING.c
        with self._engine.begin() as db:
            db.execute(
                ARRIVED.delete().where(
                    arrived.message.is_(sa.null()), arrived.at < now - KNOWN_SECONDS
                )
            )
            db.execute(
                OUTGOING.delete().where(
                    sa.or_(
                        outgoing.since < now - keep_seconds,
                        sa.and_(
                            outgoing.state == SENT, outgoing.due < now - RECEIPT_SECONDS
                        ),
                    )
                )
            )
            db.execute(
                PEOPLE.delete().where(
                    PEOPLE.c.stopped.is_(False), PEOPLE.c.at < now - keep_seconds
                )
            )
        overwrite_erased(self._engine)

    # ---- what a service has given ----

    def kept(self, key: str) -> str | None:
        """What was kept under a key."""
        mine = sa.and_(KEPT.c.service == self._service, KEPT.c.key == key)
        with self._engine.begin() as db:
            value: str | None = db.scalar(sa.select(KEPT.c.value).where(mine))
        return value

    def keep(self, key: str, value: str) -> None:
        """Keeps something under a key."""
        row = {"service": self._service, "key": key, "value": value}
        with self._engine.begin() as db:
            db.execute(KEPT.insert().prefix_with("OR REPLACE").values(row))

    # ---- inside a transaction ----

    def _digest(self, kind: str, text: str) -> str:
        about = f"{self._service}\0{kind}\0{text}".encode(errors="replace")
        return hmac.new(self._key, about, hashlib.sha256).hexdigest()[:32]

    def _of(self, sender: str) -> Any:
        row = OUTGOING.c
        return sa.and_(row.service == self._service, row.sender == sender)

    def _change(self, rows: Any, values: JsonObject) -> None:
        with self._engine.begin() as db:
            db.execute(OUTGOING.update().where(rows).values(values))

    def _post(
        self, db: Any, sender: str, address: JsonObject, parts: Iterable[Part]
    ) -> None:
        now = self._now()
        rows = [
            {
                "service": self._service,
                "sender": sender,
                "address": address,
                "part": part.to_json(),
                "urgent": part.urgent,
                "state": WAITING,
                "since": now,
                "due": now,
                "attempts": 0,
            }
            for part in parts
        ]
        if rows:
            db.execute(OUTGOING.insert(), rows)

    def _forget_words(self, db: Any, arrived: Arrived) -> None:
        row = ARRIVED.c.number == arrived.number
        values = {"message": sa.null(), "sender": None}
        db.execute(ARRIVED.update().where(row).values(values))

    def _person(self, db: Any, sender: str) -> JsonObject:
        mine = sa.and_(PEOPLE.c.service == self._service, PEOPLE.c.sender == sender)
        found = db.execute(sa.select(PEOPLE).where(mine)).mappings().first()
        return dict(found or {"stopped": False, "order": None})

    def _note(self, db: Any, sender: str, **values: Any) -> None:
        row = {"service": self._service, "sender": sender, "at": self._now()}
        new = insert(PEOPLE).values({"stopped": False, **row, **values})
        changed = {"at": self._now(), **values}
        db.execute(
            new.on_conflict_do_update(
                index_elements=["service", "sender"], set_=changed
            )
        )
