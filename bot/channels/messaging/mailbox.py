"""What has arrived at one service and what is to be sent there, kept on disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.channels.messaging.database import (
    ARRIVED,
    ASKED,
    OUTGOING,
    PEOPLE,
)
from bot.channels.messaging.delivery import Incoming, Kind
from bot.channels.messaging.outbox import SENT, UNDELIVERED, WAITING, Outbox
from bot.channels.messaging.parts import Part
from handover.database import overwrite_erased

KNOWN_SECONDS = 90 * 24 * 60 * 60
RECEIPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message that waits to be answered.

    `id` is new with every message and known again with a second delivery. `is_late`
    marks one that was sent before another that has been answered already, or by a
    person who cannot have seen the latest question. `is_pressing`: it goes before those
    that wait.
    """

    number: int
    id: str
    sender: str
    incoming: Incoming
    is_late: bool = False
    is_pressing: bool = False


class Mailbox(Outbox):
    """One service's messages, both ways. Every method is one transaction."""

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
        with self.engine.begin() as db:
            new = insert(ARRIVED).values(row).on_conflict_do_nothing()
            done = db.execute(new)
            if done.rowcount == 0:
                return None
            number = done.inserted_primary_key[0]
        return Arrived(number=number, id=id_, sender=sender, incoming=incoming)

    def next_arrived(self, sender: str) -> Arrived | None:
        """A person's message to answer next: pressing ones, then as they were sent."""
        row = ARRIVED.c
        waiting = sa.select(ARRIVED).where(
            row.service == self._service,
            row.sender == sender,
            row.message.is_not(sa.null()),
        )
        first = waiting.order_by(
            row.pressing.desc(), row.order.is_(None), row.order, row.number
        ).limit(1)
        with self.engine.begin() as db:
            found = db.execute(first).mappings().first()
            person = self._person(db, sender)
            is_unseen = self._has_unseen_question(db, sender)
        if found is None:
            return None
        message = {**found["message"], "kind": Kind(found["message"]["kind"])}
        return Arrived(
            number=found["number"],
            id=found["id"],
            sender=sender,
            incoming=Incoming(**message),
            is_late=is_unseen
            or found["at"] < (person["asked"] or 0.0)
            or self._is_overtaken(person, found["order"]),
            is_pressing=found["pressing"],
        )

    def press(self, arrived: Arrived) -> None:
        """Lets a message go before those of the person that wait."""
        row = ARRIVED.c.number == arrived.number
        with self.engine.begin() as db:
            db.execute(ARRIVED.update().where(row).values(pressing=True))

    def waiting_of(self, sender: str) -> int:
        """How many messages of a person are not answered yet."""
        row = ARRIVED.c
        count = sa.select(sa.func.count()).where(
            row.service == self._service,
            row.sender == sender,
            row.message.is_not(sa.null()),
        )
        with self.engine.begin() as db:
            return int(db.scalar(count))

    def senders_waiting(self) -> tuple[set[str], set[str]]:
        """Whose messages are not answered, and whose answers are not sent."""
        arrived = sa.select(ARRIVED.c.sender).where(
            ARRIVED.c.service == self._service, ARRIVED.c.message.is_not(sa.null())
        )
        outgoing = sa.select(OUTGOING.c.sender).where(
            OUTGOING.c.service == self._service, OUTGOING.c.state == WAITING
        )
        with self.engine.begin() as db:
            return set(db.scalars(arrived)), set(db.scalars(outgoing))

    def answered(self, arrived: Arrived, parts: Iterable[Part]) -> None:
        """Keeps the answer for sending and forgets the words of the message."""
        with self.engine.begin() as db:
            self._post(db, arrived.sender, arrived.incoming.address, parts)
            self._forget_words(db, arrived)
            order, person = arrived.incoming.order, self._person(db, arrived.sender)
            if order is not None and not self._is_overtaken(person, order):
                self._note(db, arrived.sender, order=order)

    # ---- sending ----

    def post(self, arrived: Arrived, parts: Iterable[Part]) -> None:
        """Keeps parts for sending, apart from the answer to a message."""
        with self.engine.begin() as db:
            self._post(db, arrived.sender, arrived.incoming.address, parts)

    def offer_again(self, arrived: Arrived, first: Iterable[Part]) -> None:
        """Puts what could not be sent back in front, behind the parts given."""
        row = OUTGOING.c
        mine = sa.and_(self._of(arrived.sender), row.state == UNDELIVERED)
        chosen = sa.select(OUTGOING).where(mine).order_by(row.number)
        with self.engine.begin() as db:
            again = [Part.from_json(r["part"]) for r in db.execute(chosen).mappings()]
            db.execute(OUTGOING.delete().where(mine))
            self._post(db, arrived.sender, arrived.incoming.address, [*first, *again])

    # ---- people ----

    def stop(self, sender: str, *, stopped: bool) -> None:
        """Notes whether a person wants messages; of what waits emergencies remain."""
        calm = sa.and_(self._of(sender), OUTGOING.c.urgent.is_(False))
        with self.engine.begin() as db:
            self._note(db, sender, stopped=stopped)
            if stopped:
                db.execute(OUTGOING.delete().where(calm))

    def forget(self, arrived: Arrived) -> None:
        """Erases a person but for the ids of messages and the wish to get none."""
        with self.engine.begin() as db:
            db.execute(OUTGOING.delete().where(self._of(arrived.sender)))
            asked = ASKED.c
            db.execute(
                ASKED.delete().where(
                    asked.service == self._service, asked.sender == arrived.sender
                )
            )
            mine = sa.and_(
                ARRIVED.c.service == self._service, ARRIVED.c.sender == arrived.sender
            )
            earlier = sa.and_(mine, ARRIVED.c.number < arrived.number)
            forgotten = {"message": sa.null(), "sender": None}
            db.execute(ARRIVED.update().where(earlier).values(forgotten))
        overwrite_erased(self.engine)

    def clear_up(self, *, keep_seconds: float) -> None:
        """Forgets ids, receipts and undelivered messages that have grown old."""
        now = self._now()
        arrived, outgoing = ARRIVED.c, OUTGOING.c
        with self.engine.begin() as db:
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
            db.execute(ASKED.delete().where(ASKED.c.at < now - keep_seconds))
            db.execute(
                PEOPLE.delete().where(
                    PEOPLE.c.stopped.is_(False), PEOPLE.c.at < now - keep_seconds
                )
            )
        overwrite_erased(self.engine)

    # ---- inside a transaction ----

    def _forget_words(self, db: Any, arrived: Arrived) -> None:
        row = ARRIVED.c.number == arrived.number
        values = {"message": sa.null(), "sender": None}
        db.execute(ARRIVED.update().where(row).values(values))
