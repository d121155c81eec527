"""Opens the database that the shelf, the work list and the audit log share.

SQLite in a file by default, PostgreSQL by address. What was committed survives a crash
of the process and of the machine, and what is erased is overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

URL_VARIABLE = "BACKTALK_DATABASE_URL"
DEFAULT_FILE = Path(".data") / "handover.db"
WAIT_SECONDS = 60
BUSY_SECONDS = 5.0


class CannotOpen(Exception):
    """The database cannot be used; says what to do."""


def default_url(data: Path | None = None) -> str:
    """The configured address, or else a file in the folder of the conversations."""
    configured = os.environ.get(URL_VARIABLE)
    if configured:
        return configured
    file = data / DEFAULT_FILE.name if data else DEFAULT_FILE
    return f"sqlite:///{file.absolute()}"


def connect(url: str | None = None) -> Engine:
    """An engine for this address; the file and its folder are made when missing.

    Raises:
        CannotOpen: when the address is wrong or the database does not answer.
    """
    address = url or default_url()
    try:
        parsed = make_url(address)
        if parsed.get_backend_name() == "sqlite":
            engine = _sqlite(address, parsed.database)
        else:
            engine = sa.create_engine(
                address, future=True, pool_pre_ping=True, pool_size=5, max_overflow=5
            )
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except (ArgumentError, ImportError, OSError, SQLAlchemyError) as error:
        raise CannotOpen(
            f"The database cannot be opened ({type(error).__name__}). {URL_VARIABLE} "
            "must be the address of an SQLite file (sqlite:////folder/file.db) or of a "
            "running PostgreSQL (postgresql://user:password@host/name)."
        ) from error
    return engine


def begin(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that holds the right to write from its first statement on.

    SQLite has one writer: who wants to read and then write must say so first, or two
    would both read and one fail. In PostgreSQL rows are locked where they are read.
    """
    writing = engine.execution_options(write=True)
    transaction: AbstractContextManager[Connection] = writing.begin()
    return transaction


@contextmanager
def alone(engine: Engine, purpose: str) -> Iterator[Connection]:
    """A transaction during which no other process does anything `alone` for it."""
    with begin(engine) as connection:
        if connection.dialect.name == "postgresql":
            lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext(purpose))
            connection.execute(sa.select(lock))
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and all of it as it was at one moment.

    SQLite gives nothing else; PostgreSQL would show what others write meanwhile.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def insert_once(
    connection: Connection, table: sa.Table, row: Mapping[str, Any]
) -> None:
    """Adds a row unless one with its key is there, or is being added by another."""
    insert = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
    adding = insert[connection.dialect.name](table)
    connection.execute(adding.on_conflict_do_nothing(), row)


def overwrite_erased(engine: Engine) -> bool:
    """Empties SQLite's write-ahead log too, where what was erased still stands.

    False when somebody reads it for longer than `BUSY_SECONDS`: only the next try then
    takes it away. PostgreSQL frees what was deleted by itself.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        _wait_at_most(connection, BUSY_SECONDS)
        try:
            emptied = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            busy: int = emptied.one()[0]
        finally:
            _wait_at_most(connection, WAIT_SECONDS)
    return not busy


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """How long SQLite waits for others before it says that they are in the way."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _sqlite(address: str, file: str | None) -> Engine:
    if file and file != ":memory:":
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    engine = sa.create_engine(
        address, future=True, connect_args={"timeout": WAIT_SECONDS}
    )
    sa.event.listen(engine, "connect", _configure)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Any) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
