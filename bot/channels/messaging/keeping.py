"""What a service has given us to use again, such as the ids of its templates."""

from __future__ import annotations

import sqlalchemy as sa

from bot.channels.messaging.database import KEPT


class Kept:
    """One service's values by their keys."""

    def __init__(self, engine: sa.engine.Engine, service: str) -> None:
        self._engine = engine
        self._service = service

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
