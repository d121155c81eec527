"""Links to what a person was told: hard to guess, for a day, until it is deleted.

A link leads to the conversation and holds nothing of it. Only its digest is kept, so
that whoever reads the database cannot open it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.channels.messaging.database import LINKS

LASTS_SECONDS = 24 * 60 * 60
_RANDOM_BYTES = 16


class Links:
    """The links of one service. Every method is one transaction."""

    def __init__(
        self,
        engine: sa.engine.Engine,
        service: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._engine = engine
        self._service = service
        self._now = now

    def make(self, sender: str) -> str:
        """A new link to somebody's conversation: the secret part of its address."""
        token, now = secrets.token_urlsafe(_RANDOM_BYTES), self._now()
        row = {
            "service": self._service,
            "digest": _digest(token),
            "sender": sender,
            "ends": now + LASTS_SECONDS,
        }
        with self._engine.begin() as db:
            db.execute(LINKS.delete().where(LINKS.c.ends < now))
            db.execute(LINKS.insert().values(row))
        return token

    def sender_of(self, token: str) -> str | None:
        """Whose conversation a link leads to; None when it has ended."""
        row = LINKS.c
        leads = sa.select(row.sender).where(
            row.service == self._service,
            row.digest == _digest(token),
            row.ends >= self._now(),
        )
        with self._engine.begin() as db:
            sender: str | None = db.scalar(leads)
        return sender

    def revoke(self, sender: str) -> None:
        """Ends all links to somebody's conversation."""
        row = LINKS.c
        mine = sa.and_(row.service == self._service, row.sender == sender)
        with self._engine.begin() as db:
            db.execute(LINKS.delete().where(mine))


def _digest(token: str) -> str:
    # A digest that is quick is enough for what nobody can guess.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
