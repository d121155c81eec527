"""The file that keeps what has arrived and what is to be sent, until it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from bot.runtime.errors import CannotStart

_TABLES = sa.MetaData()

# A message stays with its words until it is answered, and as a bare id for some days
# longer, so that it is known when it is delivered again.
ARRIVED = sa.Table(
    "arrived",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("service", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("sender", sa.String),
    sa.Column("order", sa.Float),
    sa.Column("message", sa.JSON),
    sa.Column("pressing", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("service", "id"),
    sa.Index("waiting", "service", "sender"),
)

# An answer stays until it has arrived. `state` is waiting, sent or undelivered.
OUTGOING = sa.Table(
    "outgoing",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("service", sa.String, nullable=False),
    sa.Column("sender", sa.String, nullable=False),
    sa.Column("address", sa.JSON, nullable=False),
    sa.Column("part", sa.JSON, nullable=False),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("since", sa.Float, nullable=False),
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("receipt", sa.String),
    sa.Index("to_send", "service", "sender", "state"),
)

# People who want no messages, how far each person's messages have been handled, and
# when a question was last put to them.
PEOPLE = sa.Table(
    "people",
    _TABLES,
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("sender", sa.String, primary_key=True),
    sa.Column("stopped", sa.Boolean, nullable=False, default=False),
    sa.Column("order", sa.Float),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("asked", sa.Float),
)

# Which question each of our messages has put, for people who reply to one of them.
ASKED = sa.Table(
    "asked",
    _TABLES,
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("message", sa.String, primary_key=True),
    sa.Column("sender", sa.String, nullable=False),
    sa.Column("question", sa.String, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)

# Links to summaries: only a digest of what makes one hard to guess.
LINKS = sa.Table(
    "links",
    _TABLES,
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("sender", sa.String, nullable=False),
    sa.Column("ends", sa.Float, nullable=False),
)

# What a service has given us to use again, such as the ids of its templates.
KEPT = sa.Table(
    "kept",
    _TABLES,
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)


def open_database(path: Path) -> sa.engine.Engine:
    """The database in an SQLite file, made when it is missing.

    Raises:
        CannotStart: when the file cannot be used.
    """
    # SQLAlchemy opens a file anew for every transaction unless told otherwise.
    engine = sa.create_engine(
        f"sqlite:///{path}",
        future=True,
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _configure)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        _TABLES.create_all(engine)
        _add_columns(engine)
    except (OSError, DatabaseError) as error:
        raise CannotStart(
            f"The messages in {path} cannot be read and written. Make the file "
            "usable, or move it away to begin with an empty one."
        ) from error
    return engine


def _add_columns(engine: sa.engine.Engine) -> None:
    """Adds what a file from before lacks; whatever waits in it is kept."""
    known = sa.inspect(engine)
    with engine.begin() as db:
        for table in _TABLES.sorted_tables:
            has = {column["name"] for column in known.get_columns(table.name)}
            for column in table.columns:
                if column.name not in has:
                    made = sa.schema.CreateColumn(column).compile(engine)
                    db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {made}")


def _configure(connection: Any, _: Any) -> None:
    """One quick write to disk for a message, and what is erased is overwritten."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA busy_timeout=10000")
