"""Short answers to a question, in a language without a lexicon of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from understanding.model import ABSENT, PRESENT, Asked, Statement
from understanding.other_languages.spoken import CLAUSE_MARKS, compiled, normal

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_STATUS = {"yes": PRESENT, "no": ABSENT, "none": ABSENT}
_REPLIES = frozenset({"yes", "no", "none", "unsure", "declined"})
_SHORT = 7  # words in which something is picked by its number


class ShortAnswers:
    """Replies, numbers with their units, and what is picked from a list."""

    def __init__(self, book: Mapping[str, Any]) -> None:
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
        self._words = {normal(word): n for word, n in book["numbers"].items()}
        # Longest first: "un par de" before "un".
        longest = sorted(self._words, key=len, reverse=True)
        self._number_words = compiled(f"({'|'.join(longest)})")
        self._spans = {
            finding: re.compile(
                rf"\b{lead} (?P<number>{_NUMBER.pattern}) (?P<unit>\w+)"
            )
            for finding, lead in book["spans"].items()
        }
        picking = book["picking"]
        self._picking = frozenset(picking["words"])
        self._only = compiled(f"({'|'.join(picking['only'])})")
        self._ordinals: Mapping[str, int] = picking["ordinals"]

    def reply(self, said: str) -> str | None:
        """Yes, no, unsure or declined, where a message is nothing but that."""
        return self._replies.get(CLAUSE_MARKS.sub("", said))

    def answer(self, said: str, asked: Asked) -> tuple[Statement, ...]:
        """What a message says of the question that waits; nothing when unclear."""
        if asked.kind == "number":
            return tuple(self._number(said, asked.findings[0]))
        reply = self.reply(said)
        if reply == "yes" and asked.kind != "single":
            return ()  # which of them is still to be asked
        if reply is not None and asked.kind != "choice":
            status = _STATUS.get(reply, reply)
            return tuple(Statement(finding, status) for finding in asked.findings)
        return tuple(self._picked(said, asked))

    def spans(self, said: str) -> Iterator[tuple[str, float]]:
        """How long it lasts or how old somebody is, where a sentence says so itself."""
        figures = self._in_figures(said)
        for finding, pattern in self._spans.items():
            found = {
                (_value(match["number"]), self._weeks[match["unit"]])
                for match in pattern.finditer(figures)
                if match["unit"] in self._weeks
            }
            if len(found) == 1:
                value, weeks = found.pop()
                if finding != "age_years":
                    yield finding, value * weeks
                elif weeks == max(self._weeks.values()):
                    yield finding, value

    def _number(self, said: str, finding: str) -> Iterator[Statement]:
        figures = self._in_figures(said)
        numbers = _NUMBER.findall(figures)
        units = [self._weeks[word] for word in figures.split() if word in self._weeks]
        if len(numbers) != 1 or len(units) > 1:
            return
        value = _value(numbers[0])
        if finding == "age_years":
            yield Statement(finding, PRESENT, value)
        elif units:
            yield Statement(finding, PRESENT, value * units[0])

    def _picked(self, said: str, asked: Asked) -> Iterator[Statement]:
        """What is picked by number from options as they were shown."""
        if asked.kind not in ("multiple", "choice"):
            return
        only = bool(self._only.search(said))
        words = CLAUSE_MARKS.sub(" ", self._only.sub("", said)).split()
        places = [self._ordinals.get(word, _place(word)) for word in words]
        numbers = [place for place in places if place is not None]
        others = {w for w, place in zip(words, places, strict=True) if place is None}
        in_list = all(1 <= number <= len(asked.options) for number in numbers)
        if not numbers or not in_list or len(words) > _SHORT or others - self._picking:
            return
        picked = list(dict.fromkeys(asked.options[n - 1][0] for n in numbers))
        if len(picked) == 1 and picked[0] in _REPLIES:
            status = _STATUS.get(picked[0], picked[0])
            yield from (Statement(finding, status) for finding in asked.findings)
        elif asked.kind == "choice" and len(picked) == 1:
            yield Statement(asked.findings[0], PRESENT, picked[0])
        elif asked.kind == "multiple" and set(picked) <= set(asked.findings):
            yield from (Statement(finding, PRESENT) for finding in picked)
            rest = [f for f in asked.findings if only and f not in picked]
            yield from (Statement(finding, ABSENT) for finding in rest)

    def _in_figures(self, said: str) -> str:
        return self._number_words.sub(lambda m: str(self._words[m.group()]), said)


def _value(written: str) -> float:
    return float(written.replace(",", "."))


def _place(word: str) -> int | None:
    return int(word) if word.isdigit() else None
