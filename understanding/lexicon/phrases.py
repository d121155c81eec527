"""The short notation in which the lexicon writes phrases.

pass (water|urine)      one of several
[really] sore           optional
walk~                   walk, walks, walked, walking
run~~                   run, runs, runned, running (last letter doubled)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

_LIMIT = 4000
_PIECE = re.compile(r"\(|\)|\[|\]|\||[^\s()\[\]|]+")
_SIGNS = frozenset("()[]|")

Phrase = tuple[str, ...]


class NotationError(ValueError):
    """A phrase that does not follow the notation."""


def expand(notation: str) -> tuple[Phrase, ...]:
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


class Phrasings(Mapping[str, tuple[Phrase, ...]]):
    """Concepts with their phrases, kept as written and expanded at every look.

    All phrases together are some 200,000 and take 20 MB; who needs them needs them
    once, at the start.
    """

    def __init__(self, notations: Mapping[str, tuple[str, ...]]) -> None:
        self._notations = notations

    def __getitem__(self, concept: str) -> tuple[Phrase, ...]:
        phrases = [p for n in self._notations[concept] for p in expand(n)]
        return tuple(dict.fromkeys(phrases))

    def __iter__(self) -> Iterator[str]:
        return iter(self._notations)

    def __len__(self) -> int:
        return len(self._notations)

    def words(self) -> frozenset[str]:
        """Every word of every phrase."""
        return frozenset(
            form
            for notations in self._notations.values()
            for notation in notations
            for piece in _PIECE.findall(notation)
            if piece not in _SIGNS
            for form in inflections(piece)
        )


Phrases = list[Phrase]


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
            # The same words come again and again: one string for each.
            forms = [sys.intern(form) for form in inflections(piece)]
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
