"""Local accounts. Passwords are hashed with Argon2id; there is no default one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from frontdesk.access.attempts import Attempts
from frontdesk.tables import accounts, sessions
from handover.database import begin

SHORTEST, LONGEST, LEAST_DIFFERENT = 12, 200, 6
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
TRIES_FOR_A_NAME, TRIES_FROM_A_PLACE, WITHIN_SECONDS = 5, 30, 900.0


class Role(str, Enum):
    """What somebody may do; each includes what stands before it.

    `desk` reads the script and the work list without anything clinical; `clinician`
    sees the differential and closes items; `admin` keeps accounts as well.
    """

    DESK = "desk"
    CLINICIAN = "clinician"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Whether this role includes the needed one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works here."""

    name: str
    role: Role
    active: bool


class AccountError(ValueError):
    """An account cannot be made or changed so; `sentence` says why, by id."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class WrongPassword(Exception):
    """No active account has this name and password."""


class Accounts:
    """The accounts of one clinic."""

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], float],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._engine = engine
        self.attempts = Attempts(engine, now)
        self._hasher = hasher or PasswordHasher()
        # Somebody without an account must not be told so by a quicker answer.
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def add(self, name: str, role: Role, password: str) -> Account:
        """A new account.

        Raises:
            AccountError: when the name is taken or no name, or the password too weak.
        """
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise AccountError("bad_account_name")
        row = {
            "name": name,
            "role": role.value,
            "digest": self._digest(name, password),
            "active": True,
        }
        try:
            with begin(self._engine) as connection:
                connection.execute(accounts.insert(), row)
        except IntegrityError:
            raise AccountError("account_name_taken") from None
        return Account(name, role, True)

    def sign_in(self, name: str, password: str, place: str) -> Account:
        """The account of this name and password; `place` is where the try comes from.

        Raises:
            TooMany: after too many wrong tries for the name or from the place.
            WrongPassword: when there is no such active account.
        """
        name = name.strip().lower()[:LONGEST]
        by_name, by_place = f"name {name}"[:96], f"place {place}"[:96]
        self.attempts.check(by_name, TRIES_FOR_A_NAME, WITHIN_SECONDS)
        self.attempts.check(by_place, TRIES_FROM_A_PLACE, WITHIN_SECONDS)
        query = sa.select(accounts).where(accounts.c.name == name)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        digest = row.digest if row is not None and row.active else self._nobody
        if not self._fits(digest, password) or row is None or not row.active:
            self.attempts.note(by_name, by_place)
            raise WrongPassword
        self.attempts.forget(by_name)
        if self._hasher.check_needs_rehash(digest):
            self._change(name, digest=self._hasher.hash(password))
        return Account(row.name, Role(row.role), True)

    def set_password(self, name: str, password: str) -> None:
        """A new password; whoever is signed in with the old one is signed out.

        Raises:
            AccountError: when it is too weak, or there is no such account.
        """
        self._change(name, digest=self._digest(name, password))
        self._sign_out_everywhere(name)

    def set_active(self, name: str, *, active: bool) -> None:
        """Closes or opens an account; the last active admin stays.

        Raises:
            AccountError: for the last admin, or when there is no such account.
        """
        admins = [a for a in self.all() if a.role is Role.ADMIN and a.active]
        if not active and [a.name for a in admins] == [name]:
            raise AccountError("last_admin")
        self._change(name, active=active)
        self._sign_out_everywhere(name)

    def all(self) -> list[Account]:
        """Every account by name."""
        query = sa.select(accounts).order_by(accounts.c.name)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Account(row.name, Role(row.role), row.active) for row in rows]

    def _digest(self, name: str, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise AccountError("password_length")
        too_plain = len(set(password.lower())) < LEAST_DIFFERENT
        if too_plain or name.lower() in password.lower():
            raise AccountError("password_plain")
        return self._hasher.hash(password)

    def _fits(self, digest: str, password: str) -> bool:
        try:
            return self._hasher.verify(digest, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False

    def _change(self, name: str, **values: object) -> None:
        with begin(self._engine) as connection:
            update = accounts.update().where(accounts.c.name == name).values(**values)
            if not connection.execute(update).rowcount:
                raise AccountError("no_such_account")

    def _sign_out_everywhere(self, name: str) -> None:
        with begin(self._engine) as connection:
            connection.execute(sessions.delete().where(sessions.c.account == name))
