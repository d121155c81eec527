"""The audit log: every entry seals the one before it, and none is ever changed.

An entry holds who did what and when, and a salted digest of what it was about. The
content stands beside it, so that the law can have it erased and the chain still holds:
an erasure is an entry itself and names what it took away. The digests are keyed. Who
changes the database without the key is found out; who has the key as well is found
out only by a head that was noted elsewhere.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from handover.record import canonical
from worklist.errors import LogAltered, NoKey
from worklist.sealing import BEGINNING, Seal, commitment
from worklist.tables import log, log_content, log_head
from worklist.verification import ERASED

NO_ITEM = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `content` is None once it was erased; `at` is ISO 8601 in UTC."""

    number: int
    at: str
    actor: str
    action: str
    item: str
    content: Any
    digest: str


class AuditLog:
    """The log, sealed with a key. It writes within the caller's transaction."""

    def __init__(self, key: bytes) -> None:
        self.seal = Seal(key)

    def prepare(self, connection: Connection) -> None:
        """Begins an empty log; an old one must have been sealed with this key.

        Raises:
            NoKey: when it was not.
        """
        head = connection.execute(sa.select(log_head)).mappings().first()
        if head is None and connection.execute(sa.select(log.c.number)).first() is None:
            connection.execute(log_head.insert(), self.seal.head(0, BEGINNING))
        elif head is None or dict(head) != self.seal.head(
            head["number"], head["digest"]
        ):
            raise NoKey(
                "The key does not fit the audit log, or the log was tampered with. "
                "Give the key it was begun with; python -m worklist verify says more."
            )

    def append(
        self,
        connection: Connection,
        *,
        at: str,
        actor: str,
        action: str,
        item: str = NO_ITEM,
        content: Any = None,
    ) -> int:
        """Adds one entry; gives its number."""
        # Who holds the head writes next; SQLite has only one writer anyway.
        head = connection.execute(
            sa.select(log_head.c.number, log_head.c.digest).with_for_update()
        ).one()
        number, salt = int(head.number) + 1, secrets.token_hex(32)
        text = canonical(content).decode()
        entry = {
            "number": number,
            "at": at,
            "actor": actor,
            "action": action,
            "item": item,
            "commitment": commitment(salt, text),
            "previous": head.digest,
        }
        entry["digest"] = self.seal.entry(entry)
        connection.execute(log.insert(), entry)
        connection.execute(
            log_content.insert(), {"number": number, "salt": salt, "content": text}
        )
        connection.execute(
            log_head.update(), self.seal.head(number, str(entry["digest"]))
        )
        return number

    def entries(
        self, connection: Connection, item: str | None = None
    ) -> Iterator[Entry]:
        """The entries, oldest first; those of one item, or all."""
        query = (
            sa.select(log, log_content.c.content)
            .outerjoin(log_content, log.c.number == log_content.c.number)
            .order_by(log.c.number)
        )
        if item is not None:
            query = query.where(log.c.item == item)
        for row in connection.execute(query):
            yield Entry(
                number=row.number,
                at=row.at,
                actor=row.actor,
                action=row.action,
                item=row.item,
                content=_content(row.content),
                digest=row.digest,
            )

    def content(self, connection: Connection, number: int) -> Any:
        """What one entry is about; None once it was erased."""
        query = sa.select(log_content.c.content).where(log_content.c.number == number)
        return _content(connection.execute(query).scalar())

    def erase(
        self,
        connection: Connection,
        numbers: Iterable[int],
        *,
        at: str,
        actor: str,
        item: str = NO_ITEM,
        why: str,
    ) -> int:
        """Takes away the contents of entries, and adds the entry that says so."""
        gone = sorted(set(numbers))
        connection.execute(log_content.delete().where(log_content.c.number.in_(gone)))
        return self.append(
            connection,
            at=at,
            actor=actor,
            action=ERASED,
            item=item,
            content={"entries": gone, "why": why},
        )


def _content(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise LogAltered(
            "The audit log was altered; python -m worklist verify says where."
        ) from error
