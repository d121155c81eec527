"""Keeps a talk until somebody asks for it with its code.

A code is nine characters that are not mistaken for one another, seen or heard: no
vowels, and of all that rhyme or differ in one stroke only one. It opens its entry once
and not for ever. Only a slow salted digest of it is kept, and wrong tries are counted
in the database, so that neither a restart nor a second process forgets them.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import secrets
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from handover.database import alone, begin, connect
from handover.record import Record, canonical

ALPHABET = "234679FHKLMQRWXY"
LENGTH = 9
GROUP = 3
DAY = timedelta(days=1)
LONGEST = timedelta(days=7)
WINDOW_SECONDS = 600.0
TRIES_EACH = 5
TRIES_ALL = 100
_PURPOSE = "shelf"

_metadata = sa.MetaData()
_shelf = sa.Table(
    "shelf",
    _metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("ends", sa.Float, nullable=False),
)
# Whose talk an entry is, for those who take back all of theirs.
_owners = sa.Table(
    "shelf_owners",
    _metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(64), nullable=False),
)
_wrong = sa.Table(
    "shelf_wrong_tries",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
_salt = sa.Table(
    "shelf_salt",
    _metadata,
    sa.Column("only", sa.Integer, primary_key=True),
    sa.Column("salt", sa.String(32), nullable=False),
)


class ShelfError(Exception):
    """The shelf cannot give what was asked for."""


class CodeUnreadable(ShelfError):
    """This cannot be a code; it does not count as a try.

    `wrong` are the characters that no code has; empty when the length is wrong.
    """

    def __init__(self, wrong: str) -> None:
        self.wrong = wrong
        which = f"{wrong!r} is in no code" if wrong else f"a code has {LENGTH}"
        super().__init__(f"{which}; characters of a code: {ALPHABET}")


class CodeUnknown(ShelfError):
    """No entry has this code: mistyped, taken already, or run out."""


class TooManyTries(ShelfError):
    """Too many wrong codes; `wait` seconds until the next try is looked at."""

    def __init__(self, wait: float) -> None:
        self.wait = math.ceil(wait)
        super().__init__(f"Too many wrong codes. Try again in {self.wait} seconds.")


class Shelf:
    """Entries by code, in the shared database."""

    def __init__(
        self,
        database: str | Engine | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Opens the shelf.

        Args:
            database: its address, or the engine for it; the configured one by default.
            now: the clock, in seconds since 1970.

        Raises:
            CannotOpen: when the database cannot be used.
        """
        opened = database if isinstance(database, Engine) else connect(database)
        self._engine = opened
        self._now = now
        self._key = self._prepare()

    def put(
        self,
        content: Record | Mapping[str, Any],
        ttl: timedelta = DAY,
        *,
        owner: str = "",
    ) -> str:
        """Keeps a record, or any JSON object, and gives the code for it.

        Args:
            content: what to keep.
            ttl: for how long.
            owner: whose it is (a conversation), for `withdraw`; only a digest is kept.

        Raises:
            ValueError: for a time to live of none at all or beyond `LONGEST`.
        """
        if not timedelta(0) < ttl <= LONGEST:
            raise ValueError(f"ttl must be above 0 and at most {LONGEST}, not {ttl}")
        record = content.to_json() if isinstance(content, Record) else content
        text = canonical(record).decode()
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        entry = {
            "digest": self._digest(code),
            "content": text,
            "ends": self._now() + ttl.total_seconds(),
        }
        with begin(self._engine) as connection:
            self._sweep(connection)
            connection.execute(_shelf.insert(), entry)
            if owner:
                owned = {"digest": entry["digest"], "owner": _who(owner)}
                connection.execute(_owners.insert(), owned)
        return _grouped(code)

    def take(self, code: str, by: str = "") -> dict[str, Any]:
        """What was kept under a code, as a JSON object; the code then is used up.

        Args:
            code: as typed; case, spaces and hyphens do not matter.
            by: who asks (a session, an address), for counting wrong tries.

        Raises:
            CodeUnreadable: when no code looks like this.
            CodeUnknown: when there is no such entry (any more).
            TooManyTries: when too many codes were wrong.
        """
        digest = self._digest(normal(code))
        caller = _who(by)
        # One look-up at a time, or many at once would all be the first try. The count
        # of a wrong one must be kept, so its error leaves after the commit.
        with alone(self._engine, _PURPOSE) as connection:
            self._sweep(connection)
            self._stop_guessing(connection, caller)
            found = connection.execute(
                sa.select(_shelf.c.content).where(_shelf.c.digest == digest)
            ).scalar()
            if found is None:
                connection.execute(_wrong.insert(), {"by": caller, "at": self._now()})
            else:
                connection.execute(_shelf.delete().where(_shelf.c.digest == digest))
        if found is None:
            raise CodeUnknown("No talk is kept under this code.")
        content: dict[str, Any] = json.loads(found)
        return content

    def withdraw(self, owner: str) -> None:
        """Erases everything of an owner; its codes open nothing any more."""
        mine = sa.select(_owners.c.digest).where(_owners.c.owner == _who(owner))
        with begin(self._engine) as connection:
            connection.execute(_shelf.delete().where(_shelf.c.digest.in_(mine)))
            self._sweep(connection)

    def _sweep(self, connection: Connection) -> None:
        """Erases what has run out."""
        now = self._now()
        connection.execute(_shelf.delete().where(_shelf.c.ends <= now))
        kept = sa.select(_shelf.c.digest)
        connection.execute(_owners.delete().where(_owners.c.digest.not_in(kept)))
        connection.execute(_wrong.delete().where(_wrong.c.at <= now - WINDOW_SECONDS))

    def _stop_guessing(self, connection: Connection, caller: str) -> None:
        for limit, rows in (
            (TRIES_EACH, sa.select(_wrong.c.at).where(_wrong.c.by == caller)),
            (TRIES_ALL, sa.select(_wrong.c.at)),
        ):
            times = sorted(connection.execute(rows).scalars())
            if len(times) >= limit:
                raise TooManyTries(times[-limit] + WINDOW_SECONDS - self._now())

    def _digest(self, code: str) -> str:
        digest = hashlib.scrypt(code.encode(), salt=self._key, n=2**14, r=8, p=1)
        return digest[:32].hex()

    def _prepare(self) -> bytes:
        """Makes the tables and the salt when this is the first shelf here."""
        with alone(self._engine, _PURPOSE) as connection:
            _metadata.create_all(connection)
            salt = connection.execute(sa.select(_salt.c.salt)).scalar()
            if salt is None:
                salt = secrets.token_hex(16)
                connection.execute(_salt.insert(), {"only": 1, "salt": salt})
        return bytes.fromhex(salt)


def normal(code: str) -> str:
    """A code as it is kept, from what was typed.

    Raises:
        CodeUnreadable: when no code looks like this.
    """
    typed = re.sub(r"[\s\-–—._·]", "", code).upper()
    wrong = "".join(dict.fromkeys(c for c in typed if c not in ALPHABET))
    if wrong or len(typed) != LENGTH:
        raise CodeUnreadable(wrong)
    return typed


def _who(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP))
