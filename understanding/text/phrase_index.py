"""Finds which of many phrases occur in a message.

A lexicon stands for some 200,000 phrases, most of which begin or end alike: what may
follow a word is kept once for all phrases that go on alike (a minimal acyclic
automaton, Daciuk et al., Computational Linguistics 26(1), 2000, 3-16). That takes 3 MB,
a tenth of a dict of the phrases, and still compares words, not digests of them. spaCy's
PhraseMatcher, which finds the same, takes some 75 MB.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Step(Generic[Meaning]):
    """What the words so far mean, if they are a phrase, and what each next leads to."""

    meaning: Meaning | None
    following: Mapping[str, _Step[Meaning]]


class PhraseIndex(Generic[Meaning]):
    """Phrases with what each means, followed from every word one can begin with."""

    def __init__(self, meanings: Mapping[Phrase, Meaning]) -> None:
        self._first = _Builder(meanings).step([*meanings], 0)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Start, end and meaning of every occurrence, overlapping ones too."""
        for start in range(len(words)):
            step = self._first
            for at in range(start, len(words)):
                if (following := step.following.get(words[at])) is None:
                    break
                step = following
                if step.meaning is not None:
                    yield start, at + 1, step.meaning


class _Builder(Generic[Meaning]):
    """Makes the steps of phrases, the last first, and of those alike only one."""

    def __init__(self, meanings: Mapping[Phrase, Meaning]) -> None:
        self._meanings = meanings
        # Meanings and the steps that follow are told apart by their identity.
        self._made: dict[tuple[int, frozenset[tuple[str, int]]], _Step[Meaning]] = {}
        self._endings: dict[tuple[tuple[int, Phrase], ...], _Step[Meaning]] = {}

    def step(self, phrases: Sequence[Phrase], length: int) -> _Step[Meaning]:
        """The step reached by the first `length` words, which `phrases` share."""
        if len(phrases) > _FEW:
            return self._step(phrases, length)
        ending = tuple([(id(self._meanings[p]), p[length:]) for p in phrases])
        if ending not in self._endings:
            self._endings[ending] = self._step(phrases, length)
        return self._endings[ending]

    def _step(self, phrases: Sequence[Phrase], length: int) -> _Step[Meaning]:
        meaning: Meaning | None = None
        by_next: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if len(phrase) == length:
                meaning = self._meanings[phrase]
            else:
                by_next[phrase[length]].append(phrase)
        following = {word: self.step(p, length + 1) for word, p in by_next.items()}
        alike = id(meaning), frozenset([(w, id(s)) for w, s in following.items()])
        if alike not in self._made:
            self._made[alike] = _Step(meaning, following)
        return self._made[alike]


# Nearly all steps lead to so few phrases, and their endings are soon all known.
_FEW = 12
