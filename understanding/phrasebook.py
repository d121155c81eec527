"""Hears the little that can be heard in a language without a lexicon of its own.

Replies, numbers, spans of time, and the words people use for warning signs. It never
hears that somebody does *not* have a warning sign, except as a reply to a question: a
denial it has misread would be worse than one it has not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from knowledge.files import read_yaml
from understanding.model import ABSENT, PRESENT, Asked, Heard, Statement

FOLDER = Path(__file__).parent / "phrasebooks"
_GAP = re.compile(r"\.\.(\d) ")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_MARKS = re.compile(r"[.,;:!?]")
_BEFORE = 4  # words in which a "no" takes back what follows
_STATUS = {"yes": PRESENT, "no": ABSENT}


@dataclass(frozen=True, slots=True)
class _Phrase:
    id: str
    pattern: re.Pattern[str]


class Phrasebook:
    """A listener for one language; see `Listener`."""

    def __init__(self, book: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._replies = {
            normal(words): act
            for act, all_ in book["replies"].items()
            for words in all_
        }
        self._weeks = {
            normal(unit): float(weeks)
            for weeks, units in book["weeks"].items()
            for unit in units
        }
        self._findings = tuple(_phrases(book["findings"]))
        self._emergencies = tuple(_phrases(book["emergencies"]))
        self._not = frozenset(book["taken_back_by"]["words"])

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
        found = self._said(self._findings, said)
        statements = tuple(
            Statement(finding, PRESENT, certain=False) for finding in found
        )
        reply = self._replies.get(_MARKS.sub("", said))
        if asked is not None and not statements:
            statements = tuple(self._answer(said, reply, asked))
        return Heard(statements, reply, tuple(self._said(self._emergencies, said)))

    def _answer(
        self, said: str, reply: str | None, asked: Asked
    ) -> Iterator[Statement]:
        if asked.kind == "number":
            yield from self._number(said, asked.findings[0])
        elif reply == "yes" and asked.kind != "single":
            return  # which of them is still to be asked
        elif reply is not None and asked.kind != "choice":
            for finding in asked.findings:
                yield Statement(finding, _STATUS.get(reply, reply))

    def _number(self, said: str, finding: str) -> Iterator[Statement]:
        numbers = _NUMBER.findall(said)
        units = [self._weeks[word] for word in said.split() if word in self._weeks]
        if len(numbers) != 1 or len(units) > 1:
            return
        value = float(numbers[0].replace(",", "."))
        if finding == "age_years":
            yield Statement(finding, PRESENT, value)
        elif units:
            yield Statement(finding, PRESENT, value * units[0])

    def _said(self, phrases: Iterable[_Phrase], said: str) -> list[str]:
        """The ids of what is said and not taken back, each once."""
        found = [
            phrase.id
            for phrase in phrases
            for match in phrase.pattern.finditer(said)
            if not self._is_taken_back(said[: match.start()])
        ]
        return list(dict.fromkeys(found))

    def _is_taken_back(self, before: str) -> bool:
        clause = _MARKS.split(before)[-1]
        return not self._not.isdisjoint(clause.split()[-_BEFORE:])


def normal(text: str) -> str:
    """Small letters without accents, single spaces; only marks that end a clause.

    Examples:
        >>> normal("¡No PUEDO   orinar!")
        'no puedo orinar'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^\w.,;:!? ]", " ", plain)
    return re.sub(r"\s+", " ", plain).strip(" .,;:!?")


def _phrases(book: Mapping[str, list[str]]) -> Iterator[_Phrase]:
    for id_, patterns in book.items():
        for pattern in patterns:
            gapped = _GAP.sub(lambda gap: rf"(?:[\w,]+ ){{0,{gap[1]}}}", pattern)
            yield _Phrase(id_, re.compile(rf"\b(?:{gapped})\b"))
