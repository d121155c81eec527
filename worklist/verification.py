"""Checks that the audit log is as it was written: entries, contents and its end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from worklist.sealing import BEGINNING, Seal, commitment
from worklist.tables import log, log_content, log_head

ERASED = "erased"
"""The action of an entry that names the entries whose contents it took away."""
_NOTHING: dict[str, Any] = {"number": 0, "digest": BEGINNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the log is not as it was written. `number` is 0 for the log as a whole."""

    number: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of checking: how many entries, the last digest, and every fault.

    `erased` is how many of the entries have lost their content.
    """

    entries: int
    erased: int
    head: str
    faults: tuple[Fault, ...]


def verify(
    connection: Connection, seal: Seal, noted: tuple[int, str] | None = None
) -> Verification:
    """Checks the whole log, and that a head noted earlier is still part of it."""
    last = _NOTHING
    faults: list[Fault] = []
    kept, gone, erased = set[int](), set[int](), set[int]()
    noted_is_there = noted in (None, (0, BEGINNING))
    for place, row in enumerate(_with_contents(connection), 1):
        faults.extend(_entry_faults(seal, place, row, last))
        (gone if row["content"] is None else kept).add(row["number"])
        if row["action"] == ERASED and row["content"] is not None:
            erased.update(_erased(row["content"]))
        noted_is_there |= noted == (row["number"], row["digest"])
        last = row
    faults.extend(_fault(gone - erased, "its content is gone and was not erased"))
    faults.extend(_fault(kept & erased, "it was erased and has a content"))
    faults.extend(_fault(_astray(connection), "a content without an entry"))
    faults.extend(_head_faults(seal, connection, last))
    if noted and not noted_is_there:
        faults.append(Fault(number=noted[0], what="the noted head is not in it"))
    head = str(last["digest"])
    return Verification(
        entries=len(kept) + len(gone),
        erased=len(gone),
        head=head,
        faults=tuple(faults),
    )


def _entry_faults(
    seal: Seal, place: int, row: dict[str, Any], before: dict[str, Any]
) -> Iterator[Fault]:
    if row["number"] != place:
        yield Fault(number=place, what="an entry is missing or out of place")
    if row["previous"] != before["digest"]:
        yield Fault(number=place, what="it does not follow the one before it")
    if row["digest"] != seal.entry(row):
        yield Fault(number=place, what="the entry was changed")
    if row["content"] is None:
        return
    if row["commitment"] != commitment(row["salt"], row["content"]):
        yield Fault(number=place, what="its content was changed")


def _head_faults(
    seal: Seal, connection: Connection, last: dict[str, Any]
) -> Iterator[Fault]:
    heads = [dict(r) for r in connection.execute(sa.select(log_head)).mappings()]
    if heads != [seal.head(last["number"], last["digest"])]:
        yield Fault(number=0, what="the log does not end where it was left")


def _with_contents(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every entry with its content, a few at a time: a log can be long."""
    query = (
        sa.select(log, log_content.c.salt, log_content.c.content)
        .outerjoin(log_content, log.c.number == log_content.c.number)
        .order_by(log.c.number)
        .execution_options(yield_per=100)
    )
    return (dict(row) for row in connection.execute(query).mappings())


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
