"""Finds which of many phrases occur in a message.

A lexicon stands for some 500,000 phrases, most of which begin or end alike. They are
never written out: from their notation a nondeterministic automaton is made, and from
that the deterministic one, step by step from what can come first (the subset
construction, Rabin and Scott, IBM J. Res. Dev. 3(2), 1959, 114-125). Steps that go on
alike are kept once. That takes a few MB and, unlike a dict of the phrases, no more on
the way; spaCy's PhraseMatcher, which finds the same, takes some 75 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from understanding.lexicon import notation
from understanding.lexicon.notation import Choice, Forms, Group

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True, eq=False)
class _Step(Generic[Meaning]):
    """What the words so far mean, if they are a phrase, and what each next leads to."""

    meaning: Meaning | None
    following: Mapping[str, _Step[Meaning]]


class PhraseIndex(Generic[Meaning]):
    """Phrases with what each means, followed from every word one can begin with.

    `phrases` are the choices of phrases that each concept stands for; `mean` says what
    a phrase means that stands for these concepts, which come in the order of `phrases`.
    """

    def __init__(
        self,
        phrases: Mapping[str, Iterable[Choice]],
        mean: Callable[[tuple[str, ...]], Meaning],
    ) -> None:
        self._first = _Builder(tuple(phrases), mean).step(_beginnings(phrases))

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


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """A word to come, and the states after it."""

    forms: Forms
    then: _States


# A number says that a phrase of the concept with this number ends here.
_States = frozenset[_Word | int]
_NOWHERE: _States = frozenset()


def _beginnings(phrases: Mapping[str, Iterable[Choice]]) -> _States:
    """The states in which any phrase can begin; equal endings share their states."""
    made: dict[tuple[Forms, _States], _Word] = {}
    return frozenset(
        state
        for number, choices in enumerate(phrases.values())
        for choice in choices
        for sequence in choice
        for state in _before(sequence, frozenset((number,)), made)
        if isinstance(state, _Word)
    )


# No function within _beginnings: one that calls itself is kept, with all that was made,
# until the garbage collector comes by.
def _before(
    sequence: notation.Sequence,
    then: _States,
    made: dict[tuple[Forms, _States], _Word],
) -> _States:
    """The states before these, once the sequence has been said."""
    for part in reversed(sequence):
        if isinstance(part, Group):
            ways = _NOWHERE.union(*(_before(way, then, made) for way in part.ways))
            then = ways | then if part.is_optional else ways
        else:
            word = made.setdefault((part, then), _Word(part, then))
            then = frozenset((word,))
    return then


class _Builder(Generic[Meaning]):
    """Makes the step of every set of states, and of steps alike only one."""

    def __init__(
        self, concepts: tuple[str, ...], mean: Callable[[tuple[str, ...]], Meaning]
    ) -> None:
        self._concepts = concepts
        self._mean = mean
        self._meanings: dict[tuple[int, ...], Meaning] = {}
        self._steps: dict[_States, _Step[Meaning]] = {}
        # Meanings and the steps that follow are told apart by their identity.
        self._made: dict[tuple[int, frozenset[tuple[str, int]]], _Step[Meaning]] = {}

    def step(self, states: _States) -> _Step[Meaning]:
        """The step reached when any of these states may be the one."""
        if states not in self._steps:
            self._steps[states] = self._step(states)
        return self._steps[states]

    def _step(self, states: _States) -> _Step[Meaning]:
        after: dict[str, list[_States]] = {}
        for state in states:
            if isinstance(state, _Word):
                for form in state.forms:
                    after.setdefault(form, []).append(state.then)
        meaning = self._meaning(sorted(s for s in states if isinstance(s, int)))
        following = {w: self.step(_NOWHERE.union(*s)) for w, s in after.items()}
        alike = id(meaning), frozenset([(w, id(s)) for w, s in following.items()])
        return self._made.setdefault(alike, _Step(meaning, following))

    def _meaning(self, ended: list[int]) -> Meaning | None:
        if not ended:
            return None
        if (numbers := tuple(ended)) not in self._meanings:
            concepts = tuple(self._concepts[number] for number in ended)
            self._meanings[numbers] = self._mean(concepts)
        return self._meanings[numbers]
