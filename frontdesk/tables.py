"""The desk's own tables, in the database that it shares with the work list.

Its calls stand beside the work list's, which erases them too.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from handover.database import alone

metadata = sa.MetaData()

accounts = sa.Table(
    "desk_accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("digest", sa.String(256), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
)

sessions = sa.Table(
    "desk_sessions",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("form_token", sa.String(64), nullable=False),
    sa.Column("begun", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)

attempts = sa.Table(
    "desk_attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(96), nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
)


def prepare(engine: Engine) -> None:
    """Makes the tables that are missing; several processes may do so at once."""
    with alone(engine, "frontdesk") as connection:
        metadata.create_all(connection)
