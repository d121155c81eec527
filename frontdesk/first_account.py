"""The first administrator, from the terminal: asked for once, no default anywhere."""

from __future__ import annotations

import getpass
import secrets
import sys
import time
from pathlib import Path

from frontdesk.access import AccountError, Accounts, Role
from frontdesk.errors import CannotStart
from frontdesk.tables import prepare
from handover.database import CannotOpen, connect, default_url
from rendering.desk import load_pages

GENERATED_BYTES = 15


def set_up(data: Path, name: str | None, *, generate: bool) -> int:
    """Makes the first account of the database in a folder.

    Raises:
        CannotStart: when there is one already, or the name or password is not good.
    """
    try:
        engine = connect(default_url(data))
    except CannotOpen as problem:
        raise CannotStart(str(problem)) from problem
    prepare(engine)
    accounts = Accounts(engine, time.time)
    if accounts.all():
        raise CannotStart(
            "There is an administrator already. Sign in and open “Accounts” to make "
            "more accounts or set passwords."
        )
    name = name or _asked("Name of the administrator: ")
    password = secrets.token_urlsafe(GENERATED_BYTES) if generate else _asked_twice()
    try:
        account = accounts.add(name, Role.ADMIN, password)
    except AccountError as error:
        raise CannotStart(load_pages()[error.sentence]) from error
    if generate:
        print(f"Password of {account.name}, shown only now: {password}")
    print(f"{account.name} can sign in. Start the pages with: make desk")
    return 0


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return input(question).strip()


def _asked_twice() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password (12 characters or more): ")
    if getpass.getpass("Once more: ") != first:
        raise CannotStart("The two passwords differ. Nothing was changed.")
    return first
