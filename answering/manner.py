"""Tells a question about the subject from one in which somebody reports something.

"Can sciatica make a leg numb?" says nothing of the speaker; "why is my leg numb?" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answering.subjects import without_accents

# "What?" and "is it" are no questions about the subject.
_SHORTEST = 3
_CLAUSE = re.compile(r"\s*[,:–—]\s*|\s+-\s+")
_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]*")


class Manner:
    """How a general question begins, and what shows that it is not a general one.

    `general` are patterns of its first words, `own` patterns of anything that speaks of
    the asker or of now; `asking_for_oneself` are first words in which an "I" reports
    nothing ("can I …"). `weighing` are patterns of asking which of two it is,
    `evidence` of asking what speaks for or against one, and `telling` first words that
    ask only with a question mark ("when I cough").
    `comparing` are words that put two patterns side by side, and `pointing` those that
    mean the pattern just named. `yes_or_no` are the first words of a question that yes
    or no would answer. `naming` are words for what one would know of a pattern
    ("symptoms"), and `inviting` first words that ask without a question ("show me").
    `owning` are first words of a sentence that make the question before it one's own
    ("does it make people numb? I am").
    Accents do not count.
    """

    def __init__(
        self,
        general: Iterable[str],
        own: Iterable[str],
        asking_for_oneself: Iterable[str],
        weighing: Iterable[str],
        evidence: Iterable[str],
        telling: Iterable[str],
        comparing: Iterable[str],
        pointing: Iterable[str],
        yes_or_no: Iterable[str],
        naming: Iterable[str],
        inviting: Iterable[str],
        owning: Iterable[str],
    ) -> None:
        self._general = _any(general)
        self._own = _any(own)
        self._for_oneself = _any(asking_for_oneself)
        self._weighing = _any(weighing)
        self._evidence = _any(evidence)
        self._telling = _any(telling)
        self._comparing = _any(comparing)
        self._pointing = _any(pointing)
        self._pointing_last = re.compile(rf"{self._pointing.pattern}$")
        self._yes_or_no = _any(yes_or_no)
        self._naming = _any(naming)
        self._inviting = _any(inviting)
        self._owning = _any(owning)

    def general(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text that ask in general, as (start, end)."""
        sentences = list(_SENTENCE.finditer(text))
        behind = [*(_bare(match.group()) for match in sentences[1:]), ""]
        return [
            match.span()
            for match, after in zip(sentences, behind, strict=False)
            if self._is_general(_bare(match.group())) and not self._owning.match(after)
        ]

    def asks(self, text: str) -> bool:
        """Whether a text has a sentence that asks something, if only after a comma."""
        return any(
            sentence.endswith("?")
            or (self._general.match(sentence) and not self._telling.match(sentence))
            or any(self._inviting.match(clause) for clause in _CLAUSE.split(sentence))
            for match in _SENTENCE.finditer(text)
            for sentence in [_bare(match.group())]
            if len(sentence.split()) >= _SHORTEST
        )

    def names_what_is_asked(self, text: str) -> bool:
        """Whether a text names what one would know, as in "sciatica symptoms"."""
        return bool(self._naming.search(_bare(text)))

    def is_for_oneself(self, text: str) -> bool:
        """Whether a question asks which pattern the asker's own pain is."""
        return bool(self._weighing.search(_bare(text).strip(" ?!.")))

    def asks_for_evidence(self, text: str) -> bool:
        """Whether a question is what speaks for or against a pattern."""
        return bool(self._evidence.search(_bare(text).strip(" ?!.")))

    def compares(self, text: str) -> bool:
        """Whether a text has a word that puts two things side by side."""
        return bool(self._comparing.search(_bare(text)))

    def is_yes_or_no(self, text: str) -> bool:
        """Whether yes or no would answer a question."""
        return bool(self._yes_or_no.match(_bare(text)))

    def pointed(self, text: str, token: str) -> str:
        """The text with its first "it" replaced by what that means."""
        return self._pointing.sub(token, text, count=1)

    def points(self, text: str) -> bool:
        """Whether a question ends with "it", for what was just named."""
        return bool(self._pointing_last.search(_bare(text).strip(" ?!.")))

    def _is_general(self, sentence: str) -> bool:
        if not self._general.match(sentence):
            return False
        asked = self._for_oneself.sub("", sentence, count=2)
        return not self._own.search(asked)


def _bare(sentence: str) -> str:
    """A sentence in lower case without accents and without marks before it."""
    return without_accents(sentence.lower()).replace("’", "'").strip(" \t¿¡")


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?![\w'])")
