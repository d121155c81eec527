"""The short notation in which the lexicon writes phrases.

pass (water|urine)      one of several
[really] sore           optional
walk~                   walk, walks, walked, walking
run~~                   run, runs, runned, running (last letter doubled)
"""

from __future__ import annotations

import re
from functools import lru_cache

_LIMIT = 4000
_PIECE = re.compile(r"\(|\)|\[|\]|\||[^\s()\[\]|]+")


class NotationError(ValueError):
    """A phrase that does not follow the notation."""


@lru_cache(maxsize=None)
def expand(notation: str) -> tuple[tuple[str, ...], ...]:
    """All word sequences a notation stands for.

    >>> expand("[very] (sore|ach~)")[:3]
    (('sore',), ('very', 'sore'), ('ach',))
    """
    pieces = _PIECE.findall(notation)
    phrases, rest = _alternatives(pieces, notation)
    if rest:
        raise NotationError(f"{notation!r}: unexpected {rest[0]!r}")
    unique = dict.fromkeys(phrase for phrase in phrases if phrase)
    if len(unique) > _LIMIT:
        raise NotationError(f"{notation!r}: stands for more than {_LIMIT} phrases")
    return tuple(unique)


Phrases = list[tuple[str, ...]]


def _alternatives(pieces: list[str], notation: str) -> tuple[Phrases, list[str]]:
    phrases, pieces = _sequence(pieces, notation)
    while pieces and pieces[0] == "|":
        more, pieces = _sequence(pieces[1:], notation)
        phrases = phrases + more
    return phrases, pieces


def _sequence(pieces: list[str], notation: str) -> tuple[Phrases, list[str]]:
    phrases: Phrases = [()]
    while pieces and pieces[0] not in (")", "]", "|"):
        piece, pieces = pieces[0], pieces[1:]
        if piece in ("(", "["):
            closing = ")" if piece == "(" else "]"
            inner, pieces = _alternatives(pieces, notation)
            if not pieces or pieces[0] != closing:
                raise NotationError(f"{notation!r}: missing {closing!r}")
            pieces = pieces[1:]
            if piece == "[":
                inner = [(), *inner]
            phrases = [done + more for more in inner for done in phrases]
        elif piece == "-":
            raise NotationError(
                f"{notation!r}: a stray '-'; is the line indented well?"
            )
        else:
            forms = inflections(piece)
            phrases = [(*done, form) for form in forms for done in phrases]
    return phrases, pieces


def inflections(word: str) -> tuple[str, ...]:
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
