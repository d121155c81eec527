"""Cuts a text into the pieces of words that the encoder knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_INSIDE = "##"
_WORD_OR_MARK = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 40
_TYPOGRAPHIC = str.maketrans("’‘“”–—", "''\"\"--")
_ACCENT = "Mn"


class Piece(NamedTuple):
    """A piece's place in the vocabulary, and the characters of the word it is of."""

    number: int
    start: int
    end: int


class Wordpieces:
    """The longest pieces that a vocabulary has, from the left (WordPiece).

    Letters are made small and lose their accents, as when the encoder first learnt.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.start, self.end = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self._unknown = self._numbers["[UNK]"]
        self._pieces_of = lru_cache(maxsize=1 << 12)(self._cut_word)

    def cut(self, text: str) -> Iterator[Piece]:
        """The pieces of a text, in order."""
        for word in _WORD_OR_MARK.finditer(text):
            start, end = word.span()
            if end - start > _LONGEST_WORD:
                yield Piece(self._unknown, start, end)
                continue
            for number in self._pieces_of(word.group()):
                yield Piece(number, start, end)

    def _cut_word(self, written: str) -> tuple[int, ...]:
        word = _plain(written)
        pieces: list[int] = []
        at = 0
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = (_INSIDE if at else "") + word[at:end]
                if piece in self._numbers:
                    pieces.append(self._numbers[piece])
                    at = end
                    break
            else:
                break
        return tuple(pieces) if at == len(word) else (self._unknown,)


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.translate(_TYPOGRAPHIC).lower())
    return "".join(c for c in apart if unicodedata.category(c) != _ACCENT)
