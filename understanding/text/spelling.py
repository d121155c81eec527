"""Misspellings, corrected against our own vocabulary, never silently for red flags."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from understanding.lexicon import Lexicon
from understanding.model import PRESENT, Heard, Statement, Suggestion

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SHORTEST = 5
_LONG = 9
# Concepts whose words carry no symptom.
_FORM = (
    "time.",
    "relative.",
    "not",
    "stop",
    "but",
    "unsure",
    "past",
    "hypothetical",
    "correction",
    "third",
    "first",
    "behalf",
    "still",
    "onset_word",
    "nothing",
)
_SHORT_EDITS, _LONG_EDITS = 1, 2


def _frame_words(lexicon: Lexicon) -> frozenset[str]:
    """The words that wordings name themselves, without a concept."""
    return frozenset(
        word
        for frame in (*lexicon.frames, *lexicon.emergencies)
        for element in frame.pattern
        for word in element.words
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message with likely misspellings put right, and which they were."""

    text: str
    changes: tuple[tuple[str, str], ...]


class Speller:
    """Finds words that are probably misspelt words of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._red_flags = lexicon.red_flags
        self._known = (
            lexicon.words
            | lexicon.common_words
            | frozenset(lexicon.spellings)
            | frozenset(lexicon.numbers)
            | frozenset(lexicon.units)
            | _frame_words(lexicon)
        )
        self._targets = sorted(
            {
                word
                for concept in lexicon.concepts
                if concept not in lexicon.overlays and not concept.startswith(_FORM)
                for word in lexicon.concepts.lone_words(concept)
                if len(word) >= _SHORTEST and word not in lexicon.spellings
            }
        )
        self._swapped = _swapped_letters(lexicon)
        self._cache: dict[str, str | None] = {}

    def corrected(self, text: str) -> Corrected | None:
        """The message with corrections, or None when nothing looks misspelt."""
        changes: list[tuple[str, str]] = []

        def put_right(match: re.Match[str]) -> str:
            plain = match.group().lower().replace("'", "").replace("’", "")
            meant = self._meant(plain)
            if meant is None:
                return match.group()
            changes.append((match.group(), meant))
            return meant

        fixed = _WORD.sub(put_right, text)
        return Corrected(fixed, tuple(changes)) if changes else None

    def _meant(self, word: str) -> str | None:
        if word not in self._cache:
            self._cache[word] = self._nearest(word)
        return self._cache[word]

    def _nearest(self, word: str) -> str | None:
        if word in self._known or not word.isascii():
            return None
        if len(word) < _SHORTEST:
            return self._swapped.get(word)
        edits = _LONG_EDITS if len(word) >= _LONG else _SHORT_EDITS
        best = process.extractOne(
            word,
            self._targets,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=edits,
        )
        if best is None or best[0][0] != word[0]:
            return None
        return str(best[0])

    def reconcile(self, heard: Heard, corrected: Heard, fix: Corrected) -> Heard:
        """What was heard with corrections, except where they would touch a red flag."""
        half_heard = {s.finding: s for s in (*corrected.half_heard, *heard.half_heard)}
        rash = half_heard.keys()
        before = {
            s.finding: s
            for s in heard.statements
            if s.finding not in rash or s.status == PRESENT
        }
        after = {
            s.finding: s
            for s in corrected.statements
            if s.finding not in rash or s.status == PRESENT
        }
        suggestions: list[Suggestion] = []
        statements: list[Statement] = []
        for finding in dict.fromkeys([*after, *before]):
            old, new = before.get(finding), after.get(finding)
            same = old is not None and new is not None and old.status == new.status
            if same or finding not in self._red_flags:
                chosen = new if finding not in self._red_flags else old
            else:
                chosen = old
                written, meant = fix.changes[0]
                status = new.status if new is not None else "absent"
                suggestions.append(Suggestion(written, meant, finding, status))
            if chosen is not None:
                statements.append(chosen)
        return Heard(
            tuple(statements),
            heard.reply or corrected.reply,
            tuple(dict.fromkeys((*heard.emergencies, *corrected.emergencies))),
            heard.about_other or corrected.about_other,
            tuple(suggestions),
            tuple(dict.fromkeys((*heard.contradicted, *corrected.contradicted))),
            tuple(half_heard.values()),
        )


def _swapped_letters(lexicon: Lexicon) -> dict[str, str]:
    """What people do, short as it is, with two letters swapped: "bedn", "wlak"."""
    found: dict[str, str] = {}
    for activity in lexicon.activities:
        for word in sorted(lexicon.concepts.lone_words(activity)):
            if len(word) != _SHORTEST - 1:
                continue
            for i in range(1, len(word) - 1):
                swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
                if swapped != word:
                    found[swapped] = word
    return found
