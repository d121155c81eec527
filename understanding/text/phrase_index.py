"""Finds which of many phrases occur in a message.

spaCy's PhraseMatcher finds the same; for the tens of thousands of phrases a lexicon
stands for it takes some 75 MB, twenty times what the phrases take themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


class PhraseIndex(Generic[Meaning]):
    """Phrases with what each means, looked up from every word one can begin with."""

    def __init__(self, meanings: Mapping[tuple[str, ...], Meaning]) -> None:
        self._meanings = meanings
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in meanings:
            lengths[phrase[0]].add(len(phrase))
        self._lengths = {word: tuple(sorted(found)) for word, found in lengths.items()}

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Start, end and meaning of every occurrence, overlapping ones too."""
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                end = start + length
                if end > len(words):
                    break
                meaning = self._meanings.get(tuple(words[start:end]))
                if meaning is not None:
                    yield start, end, meaning
