"""Whether the list is what the log says: it may be altered as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from knowledge.model import Level
from worklist.audit import Entry
from worklist.item import State
from worklist.tables import items
from worklist.verification import Fault

_COLUMNS = ("state", "owner", "outcome", "verdict", "entry", "urgency")


def faults(connection: Connection, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Every item that is not as the entries say, and every one that is missing."""
    expected: dict[str, dict[str, Any]] = {}
    last: dict[str, int] = {}
    for entry in entries:
        _follow(expected, entry)
        last[entry.item] = entry.number
    rows = connection.execute(sa.select(items)).mappings()
    found = {row["id"]: {name: row[name] for name in _COLUMNS} for row in rows}
    for id_ in sorted(expected.keys() | found.keys()):
        if not _same(expected.get(id_), found.get(id_)):
            what = f"item {id_} is not as the log says"
            yield Fault(number=last.get(id_, 0), what=what)


def _follow(expected: dict[str, dict[str, Any]], entry: Entry) -> None:
    """What an entry does to its item. Of an erased one only that it happened is known.

    Outcome, verdict and urgency then are taken as they stand: None means anything.
    """
    content = entry.content or {}
    level = _level(content)
    if entry.action == "added":
        expected[entry.item] = {
            "state": State.WAITING.value,
            "owner": None,
            "outcome": "",
            "verdict": "",
            "entry": entry.number,
            "urgency": level.value if level else None,
        }
    if entry.item not in expected:
        return
    before = expected[entry.item]["urgency"]
    urgency = level.at_least(Level(before)).value if level and before else None
    changes: dict[str, dict[str, Any]] = {
        "amended": {"entry": entry.number, "urgency": urgency},
        "accepted": {"state": State.ACCEPTED.value, "owner": entry.actor},
        "released": {"state": State.WAITING.value, "owner": None},
        "closed": {"state": State.CLOSED.value, "outcome": content.get("outcome")},
        "judged": {"verdict": content.get("level")},
    }
    expected[entry.item].update(changes.get(entry.action, {}))


def _same(expected: dict[str, Any] | None, found: dict[str, Any] | None) -> bool:
    if expected is None or found is None:
        return False
    exactly = ("state", "owner", "entry")
    if any(expected[name] != found[name] for name in exactly):
        return False
    return all(
        expected[name] in (None, found[name] or "")
        for name in ("outcome", "verdict", "urgency")
    )


def _level(content: dict[str, Any]) -> Level | None:
    """How urgent a record is, if the content is one that can be read."""
    try:
        return Level(content["triage"]["level"])
    except (KeyError, TypeError, ValueError):
        return None
