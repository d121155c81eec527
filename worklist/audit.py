"""The audit log: every entry seals the one before it, and none is ever changed.

An entry holds who did what and when, and a salted digest of what it was about. The
content stands beside it, so that the law can have it erased and the chain still holds:
an erasure is an entry itself and names what it took away. The digests are keyed. Who
changes the database without the key is found out; who has the key as well is found
out only by a head that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from handover.record import canonical
from worklist.errors import LogAltered, NoKey
from worklist.tables import log, log_content, log_head

BEGINNING = "0" * 64
ERASED = "erased"
NO_ITEM = ""
_HEADER = ("number", "at", "actor", "action", "item", "commitment", "previous")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the log is not as it was written. `number` is 0 for the log as a whole."""

    number: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of checking: how many entries, the last digest, and every fault."""

    entries: int
    head: str
    faults: tuple[Fault, ...]


class AuditLog:
    """The log, sealed with a key. It writes within the caller's transaction."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def prepare(self, connection: Connection) -> None:
        """Begins an empty log; an old one must have been sealed with this key.

        Raises:
            NoKey: when it was not.
        """
        head = connection.execute(sa.select(log_head)).mappings().first()
        if head is None and connection.execute(sa.select(log.c.number)).first() is None:
            connection.execute(log_head.insert(), self._head(0, BEGINNING))
        elif head is None or dict(head) != self._head(head["number"], head["digest"]):
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
            "commitment": _commitment(salt, text),
            "previous": head.digest,
        }
        entry["digest"] = self._digest(entry)
        connection.execute(log.insert(), entry)
        connection.execute(
            log_content.insert(), {"number": number, "salt": salt, "content": text}
        )
        connection.execute(log_head.update(), self._head(number, str(entry["digest"])))
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

    def verify(
        self, connection: Connection, noted: tuple[int, str] | None = None
    ) -> Verification:
        """Checks the whole log, and that a head noted earlier is still part of it."""
        last = _NOTHING
        faults: list[Fault] = []
        kept, gone, erased = set[int](), set[int](), set[int]()
        noted_is_there = noted in (None, (0, BEGINNING))
        for place, row in enumerate(_with_contents(connection), 1):
            faults.extend(self._entry_faults(place, row, last))
            (gone if row["content"] is None else kept).add(row["number"])
            if row["action"] == ERASED and row["content"] is not None:
                erased.update(_erased(row["content"]))
            noted_is_there |= noted == (row["number"], row["digest"])
            last = row
        faults.extend(_fault(gone - erased, "its content is gone and was not erased"))
        faults.extend(_fault(kept & erased, "it was erased and has a content"))
        faults.extend(_fault(_astray(connection), "a content without an entry"))
        faults.extend(self._head_faults(connection, last))
        if noted and not noted_is_there:
            faults.append(Fault(number=noted[0], what="the noted head is not in it"))
        head = str(last["digest"])
        return Verification(
            entries=len(kept) + len(gone), head=head, faults=tuple(faults)
        )

    def _entry_faults(
        self, place: int, row: dict[str, Any], before: dict[str, Any]
    ) -> Iterator[Fault]:
        if row["number"] != place:
            yield Fault(number=place, what="an entry is missing or out of place")
        if row["previous"] != before["digest"]:
            yield Fault(number=place, what="it does not follow the one before it")
        if row["digest"] != self._digest(row):
            yield Fault(number=place, what="the entry was changed")
        if row["content"] is not None:
            commitment = _commitment(row["salt"], row["content"])
            if row["commitment"] != commitment:
                yield Fault(number=place, what="its content was changed")

    def _head_faults(
        self, connection: Connection, last: dict[str, Any]
    ) -> Iterator[Fault]:
        heads = [dict(r) for r in connection.execute(sa.select(log_head)).mappings()]
        if heads != [self._head(last["number"], last["digest"])]:
            yield Fault(number=0, what="the log does not end where it was left")

    def _head(self, number: int, digest: str) -> dict[str, Any]:
        seal = self._mac(canonical([number, digest]))
        return {"only": 1, "number": number, "digest": digest, "seal": seal}

    def _digest(self, entry: dict[str, Any]) -> str:
        return self._mac(canonical([entry[name] for name in _HEADER]))

    def _mac(self, content: bytes) -> str:
        return hmac.new(self._key, content, hashlib.sha256).hexdigest()


_NOTHING: dict[str, Any] = {"number": 0, "digest": BEGINNING}


def _with_contents(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every entry with its content, a few at a time: a log can be long."""
    query = (
        sa.select(log, log_content.c.salt, log_content.c.content)
        .outerjoin(log_content, log.c.number == log_content.c.number)
        .order_by(log.c.number)
        .execution_options(yield_per=100)
    )
    return (dict(row) for row in connection.execute(query).mappings())


def _content(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise LogAltered(
            "The audit log was altered; python -m worklist verify says where."
        ) from error


def _astray(connection: Connection) -> set[int]:
    query = sa.select(log_content.c.number).where(
        log_content.c.number.not_in(sa.select(log.c.number))
    )
    return set(connection.execute(query).scalars())


def _erased(content: str) -> set[int]:
    try:
        return set(json.loads(content)["entries"])
    except (KeyError, TypeError, ValueError):
        return set()  # it was changed, and that is told


def _fault(numbers: Iterable[int], what: str) -> Iterator[Fault]:
    return (Fault(number=number, what=what) for number in sorted(numbers))


def _commitment(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
