"""Who is signed in: a random token in a cookie, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.access.accounts import Account, Role
from frontdesk.tables import accounts, sessions
from handover.database import begin

IDLE_SECONDS = 30 * 60.0
LONGEST_SECONDS = 12 * 3600.0
_SEEN_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in; `form_token` has to come back with every form."""

    account: Account
    form_token: str


class Sessions:
    """The sessions of one clinic."""

    def __init__(self, engine: Engine, now: Callable[[], float]) -> None:
        self._engine = engine
        self._now = now

    def begin(self, account: Account) -> str:
        """Signs somebody in; the token is for the cookie."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = {
            "digest": _digest(token),
            "account": account.name,
            "form_token": secrets.token_urlsafe(24),
            "begun": now,
            "seen": now,
        }
        with begin(self._engine) as connection:
            old = sa.or_(
                sessions.c.seen < now - IDLE_SECONDS,
                sessions.c.begun < now - LONGEST_SECONDS,
            )
            connection.execute(sessions.delete().where(old))
            connection.execute(sessions.insert(), row)
        return token

    def of(self, token: str) -> Session | None:
        """Whose token it is, if it has not run out and the account is open."""
        now = self._now()
        query = (
            sa.select(sessions, accounts.c.role)
            .join(accounts, accounts.c.name == sessions.c.account)
            .where(
                sessions.c.digest == _digest(token),
                sessions.c.seen >= now - IDLE_SECONDS,
                sessions.c.begun >= now - LONGEST_SECONDS,
                accounts.c.active,
            )
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if now - row.seen > _SEEN_EVERY:
            self._touch(token, now)
        account = Account(row.account, Role(row.role), True)
        return Session(account, row.form_token)

    def end(self, token: str) -> None:
        """Signs somebody out."""
        gone = sessions.delete().where(sessions.c.digest == _digest(token))
        with begin(self._engine) as connection:
            connection.execute(gone)

    def _touch(self, token: str, now: float) -> None:
        mine = sessions.c.digest == _digest(token)
        with begin(self._engine) as connection:
            connection.execute(sessions.update().where(mine).values(seen=now))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
