"""Patterns over words and concepts, in a notation a clinician can read.

no feeling .. {saddle}        a concept in braces; up to three words between
{cannot} ..6 {urinate}        up to six words between
{weak} ..4, {leg,foot}        the words between may hold a comma
accident ..4; {poo}           or the end of a sentence ("An accident. Number two.")
wet [myself|the bed]          the phrase notation works too
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from understanding.lexicon.phrases import expand
from understanding.text.utterance import COMMA, NO_PAUSE, SENTENCE, Utterance

_WORDS = re.compile(r"\(([a-z0-9._|' ]+)\)")
_GAP = re.compile(r"\.\.(\d*)([,;]?)$")
_USUAL_GAP = 3
_LONGEST_NOT = 2
_LONGEST_DENIED = 6
_PAUSES = {"": NO_PAUSE, ",": COMMA, ";": SENTENCE}


class PatternError(ValueError):
    """A pattern that does not follow the notation."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step: one of some words or concepts, after at most `gap` words.

    `longest` is the longest pause the words between may hold; `keys` are the words
    and "{concept" names, as in `Utterance.keys`.
    """

    words: frozenset[str]
    concepts: frozenset[str]
    gap: int
    longest: int
    keys: frozenset[str]


Pattern = tuple[Element, ...]
# The words, concepts and keys of an element.
_Wanted = tuple[frozenset[str], frozenset[str], frozenset[str]]


class PatternParser:
    """Reads patterns over the concepts of one lexicon.

    What patterns share, thousands of them, is made once and kept by them alone: it goes
    with the parser.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._named: dict[str, list[str]] = {}
        self._wanted: dict[str, _Wanted] = {}
        self._made: dict[tuple[str, int, int], Element] = {}

    def parse(self, notation: str) -> tuple[Pattern, ...]:
        """All element sequences a notation stands for.

        Raises:
            PatternError: when it is malformed or names an unknown concept.
        """
        grouped = _WORDS.sub(_group, notation)
        return tuple(self._elements(pieces, notation) for pieces in expand(grouped))

    def _elements(self, pieces: tuple[str, ...], notation: str) -> Pattern:
        elements: list[Element] = []
        gap, longest = 0, NO_PAUSE
        for piece in pieces:
            if (match := _GAP.match(piece)) is not None:
                if not elements:
                    raise PatternError(f"{notation!r}: begins with a gap")
                gap, longest = int(match[1] or _USUAL_GAP), _PAUSES[match[2]]
                continue
            elements.append(self._element(piece, notation, gap, longest))
            gap, longest = 0, NO_PAUSE
        if not elements or gap:
            raise PatternError(f"{notation!r}: empty, or ends with a gap")
        return tuple(elements)

    def _element(self, piece: str, notation: str, gap: int, longest: int) -> Element:
        if (piece, gap, longest) not in self._made:
            wanted = self._wanted.get(piece) or self._read(piece, notation)
            self._wanted[piece] = wanted
            words, concepts, keys = wanted
            made = Element(words, concepts, gap, longest, keys)
            self._made[piece, gap, longest] = made
        return self._made[piece, gap, longest]

    def _read(self, piece: str, notation: str) -> _Wanted:
        if piece.startswith("{") and piece.endswith("}"):
            concepts = self._concepts(piece[1:-1].split(","), notation)
            return frozenset(), concepts, frozenset("{" + c for c in concepts)
        single = piece[1:-1].split("/") if piece.startswith("<") else [piece]
        words = frozenset(map(sys.intern, single))
        return words, frozenset(), words

    def _concepts(self, names: list[str], notation: str) -> frozenset[str]:
        return frozenset(c for name in names for c in self._called(name, notation))

    def _called(self, name: str, notation: str) -> list[str]:
        """The concept of a name, and those that begin with it and a dot."""
        if name not in self._named:
            beneath = f"{name}."
            group = [c for c in self._known if c == name or c.startswith(beneath)]
            if not group:
                raise PatternError(f"{notation!r}: no concept is called {name!r}")
            self._named[name] = group
        return self._named[name]


def _group(match: re.Match[str]) -> str:
    """Makes the single words of a group one step: "(a|b|c d)" reads "(<a/b>|c d)"."""
    parts = [part.strip() for part in match[1].split("|")]
    single = [part for part in parts if part and " " not in part]
    longer = [part for part in parts if " " in part]
    if len(single) < 2:
        return match[0]
    return "(" + "|".join([f"<{'/'.join(single)}>", *longer]) + ")"


Numbered = tuple[int, Pattern]
ByNext = dict[frozenset[str], list[Numbered]]


class PatternIndex:
    """Finds which of many patterns occur, looking only where they can begin.

    Patterns are filed by what they begin with and then by what comes next, so that one
    glance at the words of the message rules out most of them.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_first: dict[str, ByNext] = {}
        for number, pattern in enumerate(patterns):
            following = pattern[1].keys if len(pattern) > 1 else frozenset()
            numbered = (number, pattern)
            for key in pattern[0].keys:
                by_next = self._by_first.setdefault(key, {})
                by_next.setdefault(following, []).append(numbered)

    def find(self, utterance: Utterance) -> list[tuple[int, int, int, bool]]:
        """(number of the pattern, start, end, denied) of every occurrence.

        An occurrence is denied when a "not" stands in one of its gaps: "my calf isn't
        swollen". A long one is then none: its "not" is likely to be about something
        else that stands between.
        """
        found: list[tuple[int, int, int, bool]] = []
        for i, word in enumerate(utterance.words):
            self._begin(utterance, word, i, i + 1, found)
            for mark in utterance.starting_at(i):
                self._begin(utterance, "{" + mark.concept, i, mark.end, found)
        return found

    def _begin(
        self,
        utterance: Utterance,
        key: str,
        start: int,
        end: int,
        found: list[tuple[int, int, int, bool]],
    ) -> None:
        for following, patterns in self._by_first.get(key, _NONE).items():
            if following and following.isdisjoint(utterance.keys):
                continue
            for number, pattern in patterns:
                stop = _follow(utterance, pattern, start, 1, end, denied=False)
                if stop is None:
                    continue
                end_of_last, denied = stop
                if not denied or end_of_last - start <= _LONGEST_DENIED:
                    found.append((number, start, end_of_last, denied))


_NONE: ByNext = {}


def _follow(
    utterance: Utterance,
    pattern: Pattern,
    start: int,
    k: int,
    i: int,
    *,
    denied: bool,
    own_at: int = -1,
) -> tuple[int, bool] | None:
    if k == len(pattern):
        return i, denied
    element = pattern[k]
    denials = _begun_before(utterance, start, i, own_at)
    for at in range(i, min(i + element.gap + 1, len(utterance.words))):
        if utterance.pauses[at] > element.longest:
            return None
        # A denial may reach over the step ("have not been"), or be the step itself.
        own = utterance.is_term("denials", at)
        crossed = denied or any(end <= at or not own for end in denials)
        for end in _ends(utterance, element, at):
            stop = _follow(
                utterance,
                pattern,
                start,
                k + 1,
                end,
                denied=crossed,
                own_at=at if own else own_at,
            )
            if stop is not None:
                return stop
        for mark in utterance.starting_at(at):
            if mark.concept == "but":
                return None
            if mark.concept == "not" and not _says_it_twice(utterance, start, at):
                denials.append(mark.end)
    return None


def _begun_before(utterance: Utterance, start: int, i: int, own_at: int) -> list[int]:
    """Where denials end that reach past word i: the "is not" of "it is not normal".

    One that began with a step at `own_at`, as "no longer", is the pattern's own.
    """
    return [
        mark.end
        for at in range(max(start + 1, i - _LONGEST_NOT), i)
        if at != own_at
        for mark in utterance.starting_at(at)
        if mark.concept == "not" and mark.end > i
    ]


def _says_it_twice(utterance: Utterance, start: int, at: int) -> bool:
    """Whether "no" only repeats a denial made since `start`: "can't feel nothing".

    So does the "nor" of "neither bladder nor bowel bothers me".
    """
    if utterance.is_term("nor_other", at):
        return utterance.any_term(
            "neither_one", utterance.words[max(0, start - 2) : at]
        )
    return utterance.is_term("nothing_at_all", at) and utterance.any_term(
        "denials", utterance.words[start:at]
    )


def _ends(utterance: Utterance, element: Element, at: int) -> list[int]:
    if element.words:
        return [at + 1] if utterance.words[at] in element.words else []
    return [
        mark.end
        for mark in utterance.starting_at(at)
        if mark.concept in element.concepts
    ]
