"""A text as numbers: its words in a row and the pieces of them, in hashed places."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator

PLACES = 1 << 15
_LONGEST_ROW = 3
_PIECES = (3, 4, 5)
_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"['’]")


def features(text: str) -> dict[int, float]:
    """The places (0 to `PLACES` - 1) that a text fills, with how strongly.

    Words in a row and pieces of words are scaled to the same length, so that a long
    text weighs no more than a short one.
    """
    words = _WORD.findall(_APOSTROPHE.sub("", text.lower()))
    filled: defaultdict[int, float] = defaultdict(float)
    for grams in (_rows(words), _pieces(words)):
        counts = Counter(zlib.crc32(gram.encode()) % PLACES for gram in grams)
        strengths = {place: 1 + math.log(count) for place, count in counts.items()}
        length = math.sqrt(sum(s * s for s in strengths.values()))
        for place, strength in strengths.items():
            filled[place] += strength / length
    return filled


def _rows(words: list[str]) -> Iterator[str]:
    for size in range(1, _LONGEST_ROW + 1):
        for i in range(len(words) - size + 1):
            yield " ".join(words[i : i + size])


def _pieces(words: list[str]) -> Iterator[str]:
    """Pieces of words with their ends marked, told from rows by a leading bar."""
    for word in words:
        marked = f" {word} "
        for size in _PIECES:
            for i in range(max(1, len(marked) - size + 1)):
                yield "|" + marked[i : i + size]
            if len(marked) <= size:
                break
