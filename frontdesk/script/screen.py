"""A screen of the desk as data: everything staff read aloud, are told, or can choose.

Each thing to choose has one key, the same on every screen of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rendering.desk import Hint

# Kept for: back, other things happening, no to all the rest, not understood, shortcuts.
RESERVED = frozenset("bwnxk")
_KEYS = "123456789" + "".join(sorted(set("abcdefghijlmopqrstuvyz") - RESERVED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose, with the key that chooses it."""

    id: str
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Something to write down; `value` is what was written before."""

    id: str
    label: str
    hint: str | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line to read aloud: a sign of a question, or something to read back.

    `mark` is what is known of it; `words` are the exact words it was heard in.
    """

    id: str
    text: str
    key: str = ""
    mark: str = ""
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under a heading; `folded` where they are only for looking up."""

    heading: str
    lines: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screen. `say` is read aloud word for word; `do` and `hints` are for staff.

    `kind` is form, choice, words, read_back, question, alarm or done. A question has
    `lines` (several signs, each with one of `marks`), or `choices`, or is a `number`;
    the last two are about one `finding`.
    """

    kind: str
    id: str
    title: str
    say: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    plain: str | None = None
    hints: tuple[Hint, ...] = ()
    notice: str | None = None
    blanks: tuple[Blank, ...] = ()
    words: Blank | None = None
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()
    marks: tuple[Choice, ...] = ()
    rest: Choice | None = None
    finding: str = ""
    number: bool = False
    progress: str | None = None
    can_go_back: bool = False


def keyed(entries: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """The entries (id, label) in order, each with a key of its own while they last."""
    return tuple(
        Choice(id=key, label=label, key=_KEYS[place] if place < len(_KEYS) else "")
        for place, (key, label) in enumerate(entries)
    )
