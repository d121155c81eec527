"""The notation of phrasebooks, and a message in the form their patterns are for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

CLAUSE_MARKS = re.compile(r"[.,;:!?]")
_GAP = re.compile(r"\.\.(\d) ")
_CAPTURING = re.compile(r"\((?!\?)")
_GROUP = re.compile(r"<(\w+)>")


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


def expanded(book: Mapping[str, Any]) -> dict[str, Any]:
    """A phrasebook with each group written out where its name stands.

    Raises:
        KeyError: for the name of a group that is not in `words`.
    """
    words: Mapping[str, str] = book["words"]

    def written_out(entry: Any) -> Any:
        if isinstance(entry, str):
            return _GROUP.sub(lambda group: f"(?:{words[group[1]]})", entry)
        if isinstance(entry, Mapping):
            return {key: written_out(value) for key, value in entry.items()}
        return [written_out(value) for value in entry] if _is_list(entry) else entry

    return {key: written_out(value) for key, value in book.items() if key != "words"}


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a phrasebook; "..3 " stands for up to three words of any kind."""
    grouped = _CAPTURING.sub("(?:", pattern)
    gapped = _GAP.sub(lambda gap: rf"(?:[\w,]+ ){{0,{gap[1]}}}", grouped)
    return re.compile(rf"\b(?:{gapped})\b")


def _is_list(entry: Any) -> bool:
    return isinstance(entry, list)
