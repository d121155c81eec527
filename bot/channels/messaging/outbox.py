"""What is to be sent at one service, kept on disk until it has arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.channels.messaging.database import ASKED, OUTGOING
from bot.channels.messaging.delivery import JsonObject
from bot.channels.messaging.parts import Part
from bot.channels.messaging.people import People

WAITING, SENT, UNDELIVERED = "waiting", "sent", "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An answer that waits to be sent."""

    number: int
    address: JsonObject
    part: Part
    since: float
    due: float
    attempts: int


class Outbox(People):
    """One service's answers. Every method is one transaction."""

    def next_outgoing(self, sender: str) -> Outgoing | None:
        """What to send a person next: emergencies first, else as it was said."""
        row = OUTGOING.c
        first = (
            sa.select(OUTGOING)
            .where(self._of(sender), row.state == WAITING)
            .order_by(row.urgent.desc(), row.number)
            .limit(1)
        )
        with self.engine.begin() as db:
            found = db.execute(first).mappings().first()
        if found is None:
            return None
        names = ("number", "address", "since", "due", "attempts")
        part = Part.from_json(found["part"])
        return Outgoing(part=part, **{name: found[name] for name in names})

    def sent(
        self, number: int, receipt: str | None, *, until_told: bool = False
    ) -> None:
        """Forgets a message that was sent; its question is known by its receipt.

        Args:
            number: of the message.
            receipt: what the service calls it, if it does.
            until_told: keep it, because the service will tell what becomes of it.
        """
        row = OUTGOING.c.number == number
        with self.engine.begin() as db:
            if receipt is not None:
                found = db.execute(sa.select(OUTGOING).where(row)).mappings().first()
                self._note_question(db, found, receipt)
            if receipt is None or not until_told:
                db.execute(OUTGOING.delete().where(row))
            else:
                now = self._now()
                values = {"state": SENT, "receipt": receipt, "due": now}
                db.execute(OUTGOING.update().where(row).values(values))

    def question_in(self, sender: str, receipt: str) -> str | None:
        """The question that a message of ours has put to a person, as `Part.asks`."""
        row = ASKED.c
        mine = sa.and_(
            row.service == self._service, row.message == self._receipt(sender, receipt)
        )
        with self.engine.begin() as db:
            question: str | None = db.scalar(sa.select(row.question).where(mine))
        return question

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
            with self.engine.begin() as db:
                db.execute(OUTGOING.delete().where(ours))
        else:
            self._change(ours, {"state": UNDELIVERED})

    def undelivered_of(self, sender: str) -> int:
        """How many messages could not be sent to a person."""
        count = sa.select(sa.func.count()).where(
            self._of(sender), OUTGOING.c.state == UNDELIVERED
        )
        with self.engine.begin() as db:
            return int(db.scalar(count))

    # ---- inside a transaction ----

    def _of(self, sender: str) -> Any:
        row = OUTGOING.c
        return sa.and_(row.service == self._service, row.sender == sender)

    def _change(self, rows: Any, values: JsonObject) -> None:
        with self.engine.begin() as db:
            db.execute(OUTGOING.update().where(rows).values(values))

    def _post(
        self, db: Any, sender: str, address: JsonObject, parts: Iterable[Part]
    ) -> None:
        now, parts = self._now(), list(parts)
        if any(part.asks for part in parts):
            self._note(db, sender, asked=now)
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

    def _has_unseen_question(self, db: Any, sender: str) -> bool:
        """Whether a question has failed to reach somebody so far."""
        row = OUTGOING.c
        failed = sa.or_(row.state == UNDELIVERED, row.attempts > 0)
        kept = sa.select(row.part).where(self._of(sender), row.state != SENT, failed)
        return any(part.get("asks") for part in db.scalars(kept))

    def _receipt(self, sender: str, receipt: str) -> str:
        return self._digest("receipt", f"{sender}\0{receipt}")

    def _note_question(self, db: Any, outgoing: Any, receipt: str) -> None:
        question = outgoing["part"].get("asks") if outgoing else None
        if not question:
            return
        row = {
            "service": self._service,
            "message": self._receipt(outgoing["sender"], receipt),
            "sender": outgoing["sender"],
            "question": question,
            "at": self._now(),
        }
        db.execute(ASKED.insert().prefix_with("OR REPLACE").values(row))
