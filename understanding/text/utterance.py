"""A message as the rules see it: plain words, pauses between them, and concepts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NO_PAUSE, COMMA, SENTENCE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A concept of the lexicon found in the message, over words [start, end)."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class Utterance:
    """One message.

    `words` are lower-case and without apostrophes; `pauses[i]` is the pause before
    word i (none, comma, sentence end), `asks` the numbers of the sentences that end in
    a question mark; `keys` holds each word, and each concept found as "{concept".
    `terms` are the little words of the language.
    """

    words: list[str]
    offsets: list[tuple[int, int]]
    pauses: list[int]
    asks: frozenset[int]
    terms: Mapping[str, frozenset[str]]
    marks: list[Mark] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    _at: dict[int, list[Mark]] = field(default_factory=dict)
    _of: dict[str, list[Mark]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = 0
        for i, pause in enumerate(self.pauses):
            number += pause == SENTENCE and i > 0
            self.sentence_of.append(number)

    def mark(self, marks: list[Mark]) -> None:
        """Sets the concepts found, in order of appearance."""
        self.marks = marks
        self.keys = {*self.words, *("{" + mark.concept for mark in marks)}
        for mark in marks:
            self._at.setdefault(mark.start, []).append(mark)
            self._of.setdefault(mark.concept, []).append(mark)
            self._starts.setdefault(mark.concept, []).append(mark.start)

    def starting_at(self, i: int) -> list[Mark]:
        """Concepts that begin with word i."""
        return self._at.get(i, [])

    def of(self, *concepts: str) -> list[Mark]:
        """All marks of these concepts, in order."""
        if len(concepts) == 1:
            return self._of.get(concepts[0], [])
        found = [mark for concept in concepts for mark in self._of.get(concept, [])]
        return sorted(found, key=lambda mark: (mark.start, mark.end))

    def has(self, *concepts: str) -> bool:
        """Whether any of these concepts occurs."""
        return any(concept in self._of for concept in concepts)

    def is_term(self, term: str, i: int) -> bool:
        """Whether word i exists and is one of a kind of little words."""
        return 0 <= i < len(self.words) and self.words[i] in self.terms[term]

    def is_any_term(self, terms: Iterable[str], i: int) -> bool:
        """Whether word i is of one of these kinds of little words."""
        return any(self.is_term(term, i) for term in terms)

    def any_term(self, term: str, words: Iterable[str]) -> bool:
        """Whether any of these words is of the kind."""
        return not self.terms[term].isdisjoint(words)

    def all_terms(self, term: str, words: Iterable[str]) -> bool:
        """Whether all of these words are of the kind."""
        return self.terms[term].issuperset(words)

    def within(self, start: int, end: int, *concepts: str) -> list[Mark]:
        """Marks of these concepts that lie inside words [start, end), in order."""
        found = [
            mark
            for concept in concepts
            if (starts := self._starts.get(concept))
            for mark in self._of[concept][
                bisect_left(starts, start) : bisect_left(starts, end)
            ]
            if mark.end <= end
        ]
        if len(concepts) > 1:
            found.sort(key=lambda mark: (mark.start, mark.end))
        return found

    def is_ruled_out(self, i: int) -> bool:
        """Whether a "not" stands right before word i: "3 months, not 2"."""
        return any(mark.end == i for mark in self.within(i - 3, i, "not"))

    def pause_between(self, i: int, j: int) -> int:
        """The longest pause between word i and word j (i < j)."""
        return max(self.pauses[i + 1 : j + 1], default=NO_PAUSE)

    def sentence(self, i: int) -> tuple[int, int]:
        """The words [start, end) of the sentence that holds word i."""
        number = self.sentence_of[i]
        return bisect_left(self.sentence_of, number), bisect_right(
            self.sentence_of, number
        )

    def is_question(self, i: int) -> bool:
        """Whether word i stands in a sentence that ends in a question mark."""
        return self.sentence_of[i] in self.asks

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Character positions of words [start, end)."""
        return self.offsets[start][0], self.offsets[end - 1][1]
