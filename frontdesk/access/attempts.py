"""How often something was tried in vain, kept where a restart does not forget it."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.tables import attempts
from handover.database import begin

KEPT_SECONDS = 24 * 3600.0


class TooMany(Exception):
    """Too many tries; `wait` seconds until the next one is allowed."""

    def __init__(self, wait: float) -> None:
        self.wait = wait
        super().__init__(f"wait {wait:.0f} s")


class Attempts:
    """Failed tries by key."""

    def __init__(self, engine: Engine, now: Callable[[], float]) -> None:
        self._engine = engine
        self._now = now

    def check(self, key: str, most: int, seconds: float) -> None:
        """Lets another try pass.

        Raises:
            TooMany: when there were `most` within the last `seconds`.
        """
        now = self._now()
        query = (
            sa.select(attempts.c.at)
            .where(attempts.c.key == key, attempts.c.at > now - seconds)
            .order_by(attempts.c.at)
        )
        with self._engine.connect() as connection:
            recent = connection.execute(query).scalars().all()
        if len(recent) >= most:
            raise TooMany(recent[-most] + seconds - now)

    def note(self, *keys: str) -> None:
        """A try in vain, for each of the keys."""
        now = self._now()
        with begin(self._engine) as connection:
            connection.execute(
                attempts.delete().where(attempts.c.at < now - KEPT_SECONDS)
            )
            connection.execute(attempts.insert(), [{"key": k, "at": now} for k in keys])

    def forget(self, key: str) -> None:
        """What was tried in vain under the key no longer counts."""
        with begin(self._engine) as connection:
            connection.execute(attempts.delete().where(attempts.c.key == key))
