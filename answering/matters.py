"""Questions that no source answers: about the program, privacy, the person's advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answering.subjects import plain


class Matters:
    """What people call each matter; the longest words that fit decide."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._of = {
            plain(words): matter for matter, said in phrases.items() for words in said
        }

    def find(self, text: str) -> tuple[str, float] | None:
        """The matter, and the share of the question's words that name it."""
        question = plain(text)
        found = [
            (len(words), words) for words in self._of if f" {words} " in f" {question} "
        ]
        if not found:
            return None
        length, words = max(found)
        return self._of[words], length / len(question)
