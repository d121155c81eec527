"""Brings different words for the same thing together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from answering.subjects import plain


class Vocabulary:
    """Concepts and the words for them, and the little words that are left out.

    `asking` are words that ask but do not say what about; `elsewhere` are places and
    complaints that the sources do not speak of; `framing` are phrases that are put
    around a question.
    """

    def __init__(
        self,
        concepts: Mapping[str, Sequence[str]],
        little: Iterable[str],
        asking: Iterable[str],
        elsewhere: Iterable[str],
        framing: Iterable[str],
    ) -> None:
        self._little = frozenset(little)
        self._asking = frozenset(asking)
        self._elsewhere = re.compile(rf"\b({'|'.join(elsewhere)})\b")
        around = sorted(framing, key=len, reverse=True)
        self._framing = re.compile(rf"\b({'|'.join(around)})\b")
        self._of = {plain(w): name for name, said in concepts.items() for w in said}
        longest_first = sorted(self._of, key=len, reverse=True)
        self._pattern = re.compile(rf"\b({'|'.join(longest_first)})\b")

    def words(self, text: str) -> str:
        """What is left of a plain text: its concepts and telling words.

        A text of little words alone stays as it is.
        """
        bare = self._framing.sub(" ", text)
        text = bare if bare.split() else text
        named = self._pattern.sub(lambda match: self._of[match.group(1)] + "_", text)
        telling = [word for word in named.split() if word not in self._little]
        return " ".join(telling or named.split())

    def is_clear(self, words: str) -> bool:
        """Whether telling words say what is asked about."""
        telling = {word.rstrip("_") for word in words.split()}
        return bool(telling - self._asking - self._little)

    def is_elsewhere(self, text: str) -> bool:
        """Whether a plain text names what the sources do not speak of."""
        return bool(self._elsewhere.search(text))
