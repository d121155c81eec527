"""Phrases: what a notation stands for, written out or only counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from understanding.lexicon import notation as written
from understanding.lexicon.notation import Choice, Group, NotationError, Sequence, parse

_LIMIT = 4000

Phrase = tuple[str, ...]


def expand(notation: str) -> tuple[Phrase, ...]:
    """All word sequences a notation stands for.

    >>> expand("[very] (sore|ach~)")[:3]
    (('sore',), ('very', 'sore'), ('ach',))

    Raises:
        NotationError: when it is malformed or stands for too many.
    """
    unique = dict.fromkeys(phrase for phrase in _phrases(parse(notation)) if phrase)
    if len(unique) > _LIMIT:
        raise NotationError(f"{notation!r}: stands for more than {_LIMIT} phrases")
    return tuple(unique)


class Phrasings(Mapping[str, tuple[Phrase, ...]]):
    """Concepts with their phrases, kept as written and expanded at every look.

    All phrases together are some 500,000 and would take 50 MB.
    """

    def __init__(self, notations: Mapping[str, tuple[str, ...]]) -> None:
        self._notations = notations

    def __getitem__(self, concept: str) -> tuple[Phrase, ...]:
        phrases = [p for each in self.written(concept) for p in _phrases(each)]
        return tuple(dict.fromkeys(filter(None, phrases)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._notations)

    def __len__(self) -> int:
        return len(self._notations)

    def written(self, concept: str) -> Iterator[Choice]:
        """The phrases of a concept, not written out."""
        return map(parse, self._notations[concept])

    def lone_words(self, concept: str) -> frozenset[str]:
        """The phrases of a concept that are one word."""
        return frozenset(
            word for each in self.written(concept) for word in written.lone_words(each)
        )

    def words(self) -> frozenset[str]:
        """Every word of every phrase."""
        return frozenset(
            word
            for concept in self
            for each in self.written(concept)
            for word in written.words(each)
        )


def _phrases(choice: Choice) -> list[Phrase]:
    return [phrase for sequence in choice for phrase in _said(sequence)]


def _said(sequence: Sequence) -> list[Phrase]:
    phrases: list[Phrase] = [()]
    for part in sequence:
        if isinstance(part, Group):
            inner = _phrases(part.ways)
            inner = [(), *inner] if part.is_optional else inner
        else:
            inner = [(form,) for form in part]
        phrases = [done + more for more in inner for done in phrases]
    return phrases
