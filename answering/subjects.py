"""Which patterns a question names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SPELT_OUT = {
    r"won't": "will not",
    r"can't": "cannot",
    r"\bcan not\b": "cannot",
    r"n't\b": " not",
    r"'s\b": " is",
    r"'re\b": " are",
    r"'ve\b": " have",
    r"'ll\b": " will",
    r"'d\b": " would",
    r"'m\b": " am",
    r"\bwhats\b": "what is",
    r"\bhows\b": "how is",
    r"\bits\b": "it is",
    r"\bim\b": "i am",
    r"\bive\b": "i have",
    r"\bcant\b": "cannot",
    r"\bdont\b": "do not",
    r"\bdoesnt\b": "does not",
}

_CONTRACTIONS = [(re.compile(short), long) for short, long in _SPELT_OUT.items()]


def plain(text: str) -> str:
    """In lower case, contractions spelt out, without accents and punctuation."""
    text = without_accents(text.lower()).replace("’", "'")
    for short, long in _CONTRACTIONS:
        text = short.sub(long, text)
    return " ".join(re.findall(r"[a-z0-9&]+", text))


def without_accents(text: str) -> str:
    """The text with the plain letter for each that carries an accent.

    Examples:
        >>> without_accents("¿qué pasó?")
        '¿que paso?'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Named:
    """A question in plain form, its patterns each replaced by one word."""

    text: str
    subjects: tuple[str, ...]


class Subjects:
    """The names of the patterns, and how to find them in a question."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.first = {subject: plain(said[0]) for subject, said in names.items()}
        self._of = {plain(n): subject for subject, said in names.items() for n in said}
        longest_first = sorted(self._of, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:an? )?({'|'.join(longest_first)})\b")

    def find(self, text: str) -> Named:
        """The patterns that `text` names, in order, and the text with them replaced."""
        found: list[str] = []

        def replace(match: re.Match[str]) -> str:
            subject = self._of[match.group(1)]
            found.append(subject)
            return self.token(subject)

        replaced = self._pattern.sub(replace, plain(text))
        return Named(replaced, tuple(dict.fromkeys(found)))

    def token(self, subject: str) -> str:
        """The one word that stands for a pattern."""
        return subject.replace("_", "") + "x"
