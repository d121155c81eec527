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

_EXACTLY = ("state", "owner", "entry")
_WHERE_KNOWN = ("outcome", "verdict", "urgency")
_COLUMNS = (*_EXACTLY, *_WHERE_KNOWN)
Columns = dict[str, Any]


def faults(connection: Connection, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Every item that is not as the entries say, and every one that is missing."""
    expected: dict[str, Columns] = {}
    last: dict[str, int] = {}
    for entry in entries:
        _follow(expected, entry)
        last[entry.item] = entry.number
    rows = connection.execute(sa.select(items)).mappings()
    found = {row["id"]: {name: row[name] for name in _COLUMNS} for row in rows}
    for id_ in sorted(expected.keys() | found.keys()):
        different = _different(expected.get(id_), found.get(id_))
        if different:
            what = f"item {id_} is not as the log says: {different}"
            yield Fault(number=last.get(id_, 0), what=what)


def _follow(expected: dict[str, Columns], entry: Entry) -> None:
    """What an entry does to its item.

    Of an erased entry, or one of a shape that is not known here, only that it happened
    is known: outcome, verdict or urgency then are taken as they stand (None).
    """
    content = entry.content if isinstance(entry.content, dict) else {}
    if entry.action == "added":
        expected[entry.item] = {
            "state": State.WAITING.value,
            "owner": None,
            "outcome": "",
            "verdict": "",
            "entry": entry.number,
            "urgency": _level(content.get("triage")),
        }
    if entry.item not in expected:
        return
    item = expected[entry.item]
    match entry.action:
        case "amended":
            raised = _more_urgent(item["urgency"], _level(content.get("triage")))
            item |= {"entry": entry.number, "urgency": raised}
        case "called" if level := _level(content):
            # Records once did not say what the desk had raised; this entry always did.
            item["urgency"] = _more_urgent(item["urgency"], level)
        case "accepted":
            item |= {"state": State.ACCEPTED.value, "owner": entry.actor}
        case "released":
            item |= {"state": State.WAITING.value, "owner": None}
        case "closed":
            item |= {"state": State.CLOSED.value, "outcome": content.get("outcome")}
        case "judged":
            item["verdict"] = content.get("level")


def _different(expected: Columns | None, found: Columns | None) -> str:
    """What is different, in words; empty where nothing is."""
    if expected is None:
        return "it was never put on the list"
    if found is None:
        return "it is missing"
    names = [name for name in _EXACTLY if found[name] != expected[name]]
    names += [
        name for name in _WHERE_KNOWN if expected[name] not in (None, found[name] or "")
    ]
    return ", ".join(
        f"{name} is {found[name]!r}, by the log {expected[name]!r}" for name in names
    )


def _more_urgent(before: str | None, level: str | None) -> str | None:
    if before is None or level is None:
        return None
    return Level(level).at_least(Level(before)).value


def _level(content: Any) -> str | None:
    """The level in a content, if it is one that can be read."""
    try:
        return Level(content["level"]).value
    except (KeyError, TypeError, ValueError):
        return None
