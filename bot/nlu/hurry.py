"""How people type on a telephone when they are in pain."""

from __future__ import annotations

import random
import re

_SHORT = {
    "you": "u",
    "your": "ur",
    "are": "r",
    "please": "pls",
    "because": "cos",
    "and": "n",
    "to": "2",
    "for": "4",
    "with": "w",
    "before": "b4",
    "really": "rly",
    "about": "abt",
    "doctor": "dr",
    "thanks": "thx",
    "pain": "pn",
    "something": "smth",
    "tomorrow": "tmrw",
    "weeks": "wks",
    "months": "mths",
    "years": "yrs",
}
_LONG_WORD = re.compile(r"\b[a-z]{5,}\b")


def hurried(text: str, choice: random.Random) -> str:
    """The same message as somebody in a hurry might type it."""
    habit = choice.choice((_bare, _misspelt, _misspelt, _shortened, _capitals))
    return habit(text, choice)


def _bare(text: str, _: random.Random) -> str:
    return re.sub(r"[.,!?'’]", "", text.lower())


def _misspelt(text: str, choice: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return _bare(text, choice)
    word = choice.choice(words)
    at = choice.randrange(word.start() + 1, word.end() - 1)
    slip = choice.choice(("swapped", "missing", "doubled"))
    if slip == "swapped":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if slip == "missing":
        return text[:at] + text[at + 1 :]
    return text[: at + 1] + text[at:]


def _shortened(text: str, _: random.Random) -> str:
    words = _bare(text, _).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _capitals(text: str, choice: random.Random) -> str:
    if choice.random() < 0.2:
        return text.upper()
    return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
