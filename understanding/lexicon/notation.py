"""The short notation in which the lexicon writes phrases.

pass (water|urine)      one of several
[really] sore           optional
walk~                   walk, walks, walked, walking
run~~                   run, runs, runned, running (last letter doubled)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(r"\(|\)|\[|\]|\||[^\s()\[\]|]+")
_CLOSING = {"(": ")", "[": "]"}


class NotationError(ValueError):
    """A phrase that does not follow the notation."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several ways to go on; an optional one may be left out."""

    ways: Choice
    is_optional: bool


# A word is given by its forms, any of which may stand for it.
Forms = tuple[str, ...]
Sequence = tuple[Forms | Group, ...]
Choice = tuple[Sequence, ...]


def parse(notation: str) -> Choice:
    """What is written, as sequences of which one is said.

    >>> parse("[very] (sore|ache~)")[0][1].ways
    ((('sore',),), (('ache', 'aches', 'ached', 'aching'),))

    Raises:
        NotationError: when a bracket is missing or too many.
    """
    pieces = _PIECE.findall(notation)[::-1]
    choice = _choice(pieces, notation)
    if pieces:
        raise NotationError(f"{notation!r}: unexpected {pieces[-1]!r}")
    return choice


def words(choice: Choice) -> Iterator[str]:
    """Every form of every word, some perhaps more than once."""
    for sequence in choice:
        for part in sequence:
            yield from words(part.ways) if isinstance(part, Group) else part


def lone_words(choice: Choice) -> Iterator[str]:
    """The phrases of one word."""
    for sequence in choice:
        needed = [part for part in sequence if not _may_be_left_out(part)]
        for part in needed or sequence:
            if len(needed) < 2:
                alone = lone_words(part.ways) if isinstance(part, Group) else part
                yield from alone


def _may_be_left_out(part: Forms | Group) -> bool:
    if not isinstance(part, Group):
        return False
    return part.is_optional or any(all(map(_may_be_left_out, way)) for way in part.ways)


def _choice(pieces: list[str], notation: str) -> Choice:
    """Takes a choice from the end of `pieces`, which are reversed."""
    sequences = [_sequence(pieces, notation)]
    while pieces and pieces[-1] == "|":
        pieces.pop()
        sequences.append(_sequence(pieces, notation))
    return tuple(sequences)


def _sequence(pieces: list[str], notation: str) -> Sequence:
    parts: list[Forms | Group] = []
    while pieces and pieces[-1] not in (")", "]", "|"):
        piece = pieces.pop()
        if piece in _CLOSING:
            ways = _choice(pieces, notation)
            if not pieces or pieces.pop() != _CLOSING[piece]:
                raise NotationError(f"{notation!r}: missing {_CLOSING[piece]!r}")
            parts.append(Group(ways, is_optional=piece == "["))
        elif piece == "-":
            raise NotationError(
                f"{notation!r}: a stray '-'; is the line indented well?"
            )
        else:
            # The same words come again and again: one string for each.
            parts.append(tuple([sys.intern(form) for form in inflections(piece)]))
    return tuple(parts)


def inflections(word: str) -> Forms:
    """The regular forms of a marked verb; an unmarked word is itself.

    >>> inflections("ease~")
    ('ease', 'eases', 'eased', 'easing')
    >>> inflections("carry~")
    ('carry', 'carries', 'carried', 'carrying')
    """
    if not word.endswith("~"):
        return (word,)
    stem = word.rstrip("~")
    if word.endswith("~~"):
        doubled = stem + stem[-1]
        return (stem, f"{stem}s", f"{doubled}ed", f"{doubled}ing")
    if stem.endswith("e"):
        return (stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing")
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return (stem, f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing")
    if stem.endswith(("s", "x", "z", "ch", "sh")):
        return (stem, f"{stem}es", f"{stem}ed", f"{stem}ing")
    return (stem, f"{stem}s", f"{stem}ed", f"{stem}ing")
