"""Hears what can be heard in a language without a lexicon of its own.

Replies, numbers, spans of time, places, what makes the pain worse, and the words people
use for warning signs. It never hears that somebody does *not* have something, except as
a reply to a question: a denial it has misread would be worse than one it has not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.files import read_yaml
from understanding.model import PRESENT, UNSURE, Asked, Heard, Statement
from understanding.other_languages.short_answers import ShortAnswers
from understanding.other_languages.spoken import (
    CLAUSE_MARKS,
    compiled,
    expanded,
    normal,
)

FOLDER = Path(__file__).parent / "phrasebooks"
_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]*")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_BEFORE = 4  # words in which a "no" takes back what follows
_AFTER = 2  # words after a place in which pain is still of that place
_ALWAYS_SAID = frozenset({"sex"})  # values that have nothing to do with the pain


@dataclass(frozen=True, slots=True)
class _Phrase:
    id: str
    pattern: re.Pattern[str]


class Phrasebook:
    """A listener for one language; see `Listener`."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        book = expanded(raw)
        self._answers = ShortAnswers(book)
        self._findings = tuple(_phrases(book["findings"]))
        self._emergencies = tuple(_phrases(book["emergencies"]))
        self._places = tuple(_phrases({k: [v] for k, v in book["places"].items()}))
        self._values = {
            finding: tuple(_phrases({k: [v] for k, v in values.items()}))
            for finding, values in book["values"].items()
        }
        self._pain = compiled(book["pain"])
        self._as_own = tuple(
            (re.compile(theirs), own) for theirs, own in book["as_own"]
        )
        self._not = frozenset(book["taken_back_by"]["words"])
        self._unsure = compiled(book["taken_back_by"]["unsure"])
        self._new_clause = compiled(book["taken_back_by"]["new_clause"])
        self._other_claim = compiled(book["other_claim"])
        self._not_own = compiled(book["not_own"]["words"])
        self._may_be_anothers = frozenset(book["not_own"]["findings"])
        self._requests = {
            normal(words): request
            for request, all_ in book["requests"].items()
            for words in all_
        }

    @staticmethod
    def languages() -> tuple[str, ...]:
        """The languages there is a phrasebook for."""
        return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))

    @classmethod
    @lru_cache(maxsize=None)
    def load(cls, language: str) -> Phrasebook:
        """The phrasebook of a language, read once.

        Raises:
            OSError: when there is none.
        """
        return cls(read_yaml(FOLDER / f"{language}.yml"))

    def hear(
        self,
        text: str,
        asked: Asked | None = None,
        *,
        today: date | None = None,
        known: Collection[str] = (),
    ) -> Heard:
        """What a message says, as far as it can be heard.

        Args:
            text: The message as typed.
            asked: The pending question, to read replies and numbers by.
            today: As the listener has it; no phrase depends on the day.
            known: As the listener has it; no phrase depends on it.
        """
        del today, known
        said = normal(text)
        statements: dict[str, Statement] = {}
        emergencies: list[str] = []
        for start, end, sentence in _sentences(text):
            for reading in self._readings(sentence):
                emergencies += self._claimed(self._emergencies, reading, PRESENT)
            for finding, status, value in self._told(sentence):
                before = statements.get(finding)
                if before is None or before.status != PRESENT:
                    statements[finding] = Statement(
                        finding, status, value, start, end, certain=False
                    )
        told = tuple(statements.values())
        if asked is not None and not told:
            told = self._answers.answer(said, asked) or self._chosen(said, asked)
        emergent = tuple(dict.fromkeys(emergencies))
        return Heard(told, self._answers.reply(said), emergent)

    def request(self, text: str) -> str | None:
        """What a message asks of the bot and nothing else, as the name of an intent."""
        return self._requests.get(CLAUSE_MARKS.sub("", normal(text)))

    def _told(self, said: str) -> Iterator[tuple[str, str, str | float | None]]:
        """What one sentence says of findings: finding, status and value."""
        for status in (PRESENT, UNSURE):
            for reading in self._readings(said):
                for finding in self._claimed(self._findings, reading, status):
                    yield finding, status, None
        painful = [
            claim for claim in self._other_claim.split(said) if self._hurts(claim)
        ]
        for claim in painful:
            for place in self._painful_places(claim):
                yield f"site_{place}", PRESENT, None
        for finding, values in self._values.items():
            scope = [said] if finding in _ALWAYS_SAID else painful
            meant = {v for claim in scope for v in self._found(values, claim)}
            if len(meant) == 1:
                yield finding, PRESENT, meant.pop()
        for finding, number in self._answers.spans(said):
            yield finding, PRESENT, number

    def _readings(self, said: str) -> tuple[str, ...]:
        """A sentence, and what somebody it tells of would say of themselves."""
        own = said
        for theirs, ours in self._as_own:
            own = theirs.sub(ours, own)
        return (said,) if own == said else (said, own)

    def _hurts(self, claim: str) -> bool:
        return any(self._stands(claim, m.start()) for m in self._pain.finditer(claim))

    def _painful_places(self, claim: str) -> list[str]:
        """Places after a word of pain, or shortly before one: "la nalga me duele"."""
        pains = [m.start() for m in self._pain.finditer(claim)]
        return list(
            dict.fromkeys(
                phrase.id
                for phrase in self._places
                for match in phrase.pattern.finditer(claim)
                if self._stands(claim, match.start())
                and any(
                    pain < match.start()
                    or len(claim[match.end() : pain].split()) <= _AFTER
                    for pain in pains
                )
            )
        )

    def _chosen(self, said: str, asked: Asked) -> tuple[Statement, ...]:
        """A choice named by its words alone: "en la nalga", "poco a poco"."""
        if asked.kind != "choice" or not asked.findings:
            return ()
        finding = asked.findings[0]
        names = self._places if finding == "main_site" else self._values.get(finding)
        found = self._found(names or (), said)
        return (Statement(finding, PRESENT, found[0]),) if len(found) == 1 else ()

    def _found(self, phrases: Iterable[_Phrase], said: str) -> list[str]:
        """The ids of what is named and not taken back, each once."""
        found = [
            phrase.id
            for phrase in phrases
            for match in phrase.pattern.finditer(said)
            if self._stands(said, match.start())
        ]
        return list(dict.fromkeys(found))

    def _claimed(self, phrases: Iterable[_Phrase], said: str, status: str) -> list[str]:
        """The ids of what is said with a status, each once."""
        found = [
            phrase.id
            for phrase in phrases
            for match in phrase.pattern.finditer(said)
            if self._status(phrase.id, said[: match.start()]) == status
        ]
        return list(dict.fromkeys(found))

    def _status(self, id_: str, before: str) -> str | None:
        clause = self._clauses(before)[-1]
        if self._unsure.search(clause):
            return UNSURE
        if id_ in self._may_be_anothers and self._not_own.search(clause):
            return None
        return PRESENT if self._stands(clause, len(clause)) else None

    def _stands(self, said: str, at: int) -> bool:
        """Whether no "no" shortly before takes back what begins at a place."""
        clause = self._clauses(said[:at])[-1]
        return self._not.isdisjoint(clause.split()[-_BEFORE:])

    def _clauses(self, said: str) -> list[str]:
        return [
            part for clause in CLAUSE_MARKS.split(said) for part in self._parts(clause)
        ]

    def _parts(self, clause: str) -> Iterator[str]:
        """A clause, cut where a word begins another."""
        starts = [m.start() for m in self._new_clause.finditer(clause)]
        for begin, end in zip([0, *starts], [*starts, len(clause)], strict=True):
            yield clause[begin:end]


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each sentence begins and ends, and what it says; "1.5" is no end."""
    whole = _DECIMAL.sub(",", text)
    for match in _SENTENCE.finditer(whole):
        yield match.start(), match.end(), normal(match.group())


def _phrases(book: Mapping[str, Iterable[str]]) -> Iterator[_Phrase]:
    for id_, patterns in book.items():
        for pattern in patterns:
            yield _Phrase(id_, compiled(pattern))
