"""The tables. What people said stands in `log_content`.

Until a call at the desk is handed over it stands in `calls`, which the desk writes. The
table is here, so that nobody who erases can leave it out.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

log = sa.Table(
    "log",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("actor", sa.String(120), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("item", sa.String(64), nullable=False, index=True),
    sa.Column("commitment", sa.String(64), nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)
log_content = sa.Table(
    "log_content",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("salt", sa.String(64), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)
log_head = sa.Table(
    "log_head",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
)
items = sa.Table(
    "items",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    sa.Column("route", sa.String(40), nullable=False),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("owner", sa.String(120)),
    sa.Column("added", sa.Float, nullable=False),
    sa.Column("accepted", sa.Float),
    sa.Column("closed", sa.Float),
    sa.Column("outcome", sa.String(40)),
    sa.Column("verdict", sa.String(20)),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("alerts", sa.Integer, nullable=False),
    sa.Column("alert_at", sa.Float, index=True),
    sa.Column("entry", sa.Integer, nullable=False),
)
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(32), nullable=False, unique=True),
    sa.Column("target", sa.String(40), nullable=False),
    sa.Column("event", sa.String(20), nullable=False),
    sa.Column("item", sa.String(64), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("problem", sa.String(200)),
)
archive = sa.Table(
    "archive",
    metadata,
    sa.Column("version", sa.String(120), primary_key=True),
    sa.Column("files", sa.LargeBinary, nullable=False),
)
calls = sa.Table(
    "desk_calls",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("clerk", sa.String(64), nullable=False),
    sa.Column("opened", sa.Float, nullable=False),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("listed", sa.Boolean, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)
