"""The Flesch-Kincaid grade of a sentence: about the school year that can read it."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"(?:[^laeiouy]e|[^dt]ed|[^cgsxz]es|[^aeiouy]eless)$")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[”\"]?\s+|\n")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon, a semicolon or a new line ends one too.

    Examples:
        >>> sentences("Call 999 now. Do not wait: it may get worse.")
        ['Call 999 now.', 'Do not wait:', 'it may get worse.']
    """
    return [part for part in _END_OF_SENTENCE.split(text) if _WORD.search(part.lower())]


def words(sentence: str) -> list[str]:
    """The words of a sentence in lower case."""
    return _WORD.findall(sentence.lower().replace("’", "'"))


def word_count(sentence: str) -> int:
    """How many words a sentence has; numbers do not count."""
    return len(words(sentence))


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough.

    Examples:
        >>> [syllables(word) for word in ("pain", "numbness", "emergency", "eased")]
        [1, 2, 4, 1]
    """
    groups = len(_VOWELS.findall(word))
    if _SILENT_ENDING.search(word):
        groups -= 1
    return max(1, groups)


def grade(sentence: str, known: frozenset[str] = frozenset()) -> float:
    """The grade of one sentence; words that readers are known to know count as short.

    Examples:
        >>> round(grade("The cat sat on the mat."), 1)
        -1.4
    """
    said = words(sentence)
    if not said:
        return 0.0
    count = sum(1 if word in known else syllables(word) for word in said)
    return 0.39 * len(said) + 11.8 * count / len(said) - 15.59
