"""Erasing what was said, because somebody asked or because it was kept long enough.

What happened, when and through whom stays in the audit log, which still verifies.
"""

from __future__ import annotations

import sqlalchemy as sa

from worklist import outbox
from worklist.clock import DAY
from worklist.step import SYSTEM
from worklist.tables import items
from worklist.verification import ERASED
from worklist.worklist import Worklist


def erase(worklist: Worklist, id_: str, *, by: str, why: str) -> None:
    """Erases all that was said and written about one item.

    Raises:
        NoSuchItem: when there is none with this id.
    """
    with worklist.step(by) as step:
        step.item(id_, lock=True)
        audit = step.office.audit
        outbox.erase(step.connection, id_)
        entries = audit.entries(step.connection, id_)
        audit.erase(
            step.connection,
            [entry.number for entry in entries if entry.action != ERASED],
            at=step.time(),
            actor=by,
            item=id_,
            why=why,
        )


def retain(worklist: Worklist) -> int:
    """Erases what was closed longer ago than it is to be kept; how many items."""
    with worklist.step(SYSTEM) as step:
        before = step.now - worklist.settings.keep_days * DAY
        closed = sa.select(items.c.id).where(items.c.closed < before)
        old = list(step.connection.execute(closed).scalars())
        kept = [id_ for id_ in old if step.content(step.item(id_).entry) is not None]
    for id_ in kept:
        erase(worklist, id_, by=SYSTEM, why="kept long enough")
    return len(kept)
