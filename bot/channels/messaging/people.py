"""Whom a service's messages are from and for, as little as has to be known of them."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.channels.messaging.database import PEOPLE, open_database
from bot.channels.messaging.delivery import JsonObject

# Telegram counts anew after a quiet week, so an old number is compared with nothing.
ORDER_SECONDS = 24 * 60 * 60


class People:
    """The people at one service. They are known by a pseudonym alone."""

    def __init__(
        self,
        file: Path,
        service: str,
        secret: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.engine = open_database(file)
        self._service = service
        self._key = secret.encode()
        self._now = now

    def sender_of(self, person: str) -> str:
        """The name the bot knows a person by; it tells nothing without the key."""
        return f"{self._service}-{self._digest('person', person)}"

    def is_stopped(self, sender: str) -> bool:
        """Whether a person wants no messages."""
        with self.engine.begin() as db:
            return bool(self._person(db, sender)["stopped"])

    # ---- inside a transaction ----

    def _digest(self, kind: str, text: str) -> str:
        about = f"{self._service}\0{kind}\0{text}".encode(errors="replace")
        return hmac.new(self._key, about, hashlib.sha256).hexdigest()[:32]

    def _person(self, db: Any, sender: str) -> JsonObject:
        mine = sa.and_(PEOPLE.c.service == self._service, PEOPLE.c.sender == sender)
        found = db.execute(sa.select(PEOPLE).where(mine)).mappings().first()
        return dict(
            found or {"stopped": False, "order": None, "asked": None, "at": 0.0}
        )

    def _note(self, db: Any, sender: str, **values: Any) -> None:
        row = {"service": self._service, "sender": sender, "at": self._now()}
        new = insert(PEOPLE).values({"stopped": False, **row, **values})
        changed = {"at": self._now(), **values}
        db.execute(
            new.on_conflict_do_update(
                index_elements=["service", "sender"], set_=changed
            )
        )

    def _is_overtaken(self, person: JsonObject, order: float | None) -> bool:
        """Whether a message was sent before one that has been answered already."""
        before = person["order"]
        is_fresh = person["at"] > self._now() - ORDER_SECONDS
        return None not in (before, order) and is_fresh and order < before
