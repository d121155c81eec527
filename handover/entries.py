"""What the fields of a record are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a field: its id, the words for it, and a longer text behind it."""

    id: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record with everything in it; an empty one has no entries.

    `runs_on`: its entries are short enough for one line.
    """

    id: str
    label: str
    entries: tuple[Entry, ...]
    runs_on: bool = False
