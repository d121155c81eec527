"""Whether a message nobody understood is in another language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml

_FILE = Path(__file__).with_name("foreign.yml")
_WORD = re.compile(r"[^\W\d_]+")
_TELLING = 2


def is_foreign(text: str, language: str) -> bool:
    """Whether a text is in a language other than this one.

    By its script, or by at least two little words of another language and none of this
    one's beside them. Meant for a text that said nothing: that a word is also one of
    another language would not make somebody's own words foreign.
    """
    words = _WORD.findall(text.lower().replace("'", " ").replace("’", " "))
    letters = [letter for word in words for letter in word]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if letters and latin * 2 < len(letters):
        return True
    known = {name: sum(w in little for w in words) for name, little in _words().items()}
    own = known.pop(language, 0)
    return own == 0 and max(known.values()) >= _TELLING


@cache
def _words() -> dict[str, frozenset[str]]:
    listed: dict[str, list[str]] = read_yaml(_FILE)
    return {name: frozenset(words) for name, words in listed.items()}
