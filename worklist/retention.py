"""Erasing what was said, because somebody asked or because it was kept long enough.

What happened, when and through whom stays in the audit log, which still verifies.
"""

from __future__ import annotations

import logging

import sqlalchemy as sa

from handover.database import overwrite_erased
from worklist import outbox
from worklist.clock import DAY
from worklist.step import SYSTEM, written
from worklist.tables import calls, items, log, log_content
from worklist.verification import ERASED
from worklist.worklist import Worklist

_log = logging.getLogger(__name__)


def erase(worklist: Worklist, id_: str, *, by: str, why: str) -> bool:
    """Erases all that was said and written about one item, contact or call under way.

    False when a copy is left in the database's own files for a while: see
    `overwrite_erased`.

    Raises:
        NoSuchItem: when nothing is known by this id.
    """
    _erase(worklist, id_, by=by, why=why)
    return overwrite_erased(worklist.engine)


def retain(worklist: Worklist) -> int:
    """Erases what was kept longer than it is to be kept; how many contacts.

    These are items with their outcome, contacts that never became an item, and calls
    at the desk that nobody ended. One that ended and is not handed over yet stays.
    """
    with worklist.step(SYSTEM) as step:
        before = step.now - worklist.settings.keep_days * DAY
        queries = (_closed(before), _without_item(before), _never_ended(before))
        old = [id_ for q in queries for id_ in step.connection.execute(q).scalars()]
    for id_ in old:
        _erase(worklist, id_, by=SYSTEM, why="kept long enough")
    if not overwrite_erased(worklist.engine):
        _log.warning(
            "what was erased is still in the write-ahead log: it is being read"
        )
    return len(old)


def _erase(worklist: Worklist, id_: str, *, by: str, why: str) -> None:
    with worklist.step(by) as step:
        audit = step.office.audit
        entries = list(audit.entries(step.connection, id_))
        call = calls.delete().where(calls.c.id == id_)
        known = bool(entries or step.connection.execute(call).rowcount)
        if not known or any(entry.action == "added" for entry in entries):
            step.item(id_, lock=True)
        outbox.erase(step.connection, id_)
        audit.erase(
            step.connection,
            [entry.number for entry in entries if entry.action != ERASED],
            at=step.time(),
            actor=by,
            item=id_,
            why=why,
        )


def _closed(before: float) -> sa.sql.Select:
    """Items that ended before, and of which the record is kept."""
    return (
        sa.select(items.c.id)
        .join(log_content, log_content.c.number == items.c.entry)
        .where(items.c.closed < before)
        .order_by(items.c.closed)
    )


def _never_ended(before: float) -> sa.sql.Select:
    """Calls that nobody ended and nobody has touched since."""
    never = sa.and_(sa.not_(calls.c.ended), calls.c.changed < before)
    return sa.select(calls.c.id).where(never).order_by(calls.c.changed)


def _without_item(before: float) -> sa.sql.Select:
    """Contacts whose last entry is older, and of which something is kept."""
    return (
        sa.select(log.c.item)
        .join(log_content, log.c.number == log_content.c.number)
        .where(log.c.item != "", log.c.item.not_in(sa.select(items.c.id)))
        .where(log.c.action != ERASED)
        .group_by(log.c.item)
        .having(sa.func.max(log.c.at) < written(before))
        .order_by(log.c.item)
    )
