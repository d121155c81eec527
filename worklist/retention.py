"""Erasing what was said, because somebody asked or because it was kept long enough.

What happened, when and through whom stays in the audit log, which still verifies.
"""

from __future__ import annotations

import sqlalchemy as sa

from handover.database import overwrite_erased
from worklist import outbox
from worklist.clock import DAY
from worklist.step import SYSTEM, written
from worklist.tables import items, log, log_content
from worklist.verification import ERASED
from worklist.worklist import Worklist


def erase(worklist: Worklist, id_: str, *, by: str, why: str) -> None:
    """Erases all that was said and written about one item, or one contact without one.

    Raises:
        NoSuchItem: when nothing is known by this id.
    """
    with worklist.step(by) as step:
        audit = step.office.audit
        entries = list(audit.entries(step.connection, id_))
        if not entries or any(entry.action == "added" for entry in entries):
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
    overwrite_erased(worklist.engine)


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


def retain(worklist: Worklist) -> int:
    """Erases what ended longer ago than it is to be kept; how many contacts.

    Besides items with their outcome these are contacts that never became an item.
    """
    with worklist.step(SYSTEM) as step:
        before = step.now - worklist.settings.keep_days * DAY
        closed = sa.select(items.c.id).where(items.c.closed < before)
        old = list(step.connection.execute(closed).scalars())
        kept = [id_ for id_ in old if step.content(step.item(id_).entry) is not None]
        kept += step.connection.execute(_without_item(before)).scalars()
    for id_ in kept:
        erase(worklist, id_, by=SYSTEM, why="kept long enough")
    return len(kept)
