"""Changes that do not change the meaning do not change what is heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.understanding.reading import table
from understanding import Heard, Listener

_SENTENCES = [row["say"] for rows in table("sentences.yml").values() for row in rows]
_SHARE_UNCHANGED = 0.99

_AMERICAN = {
    "tumour": "tumor",
    "bum": "butt",
    "wee": "pee",
    "mum": "mom",
    "loo": "bathroom",
    "nappy": "diaper",
    "arse": "ass",
    "tummy": "belly",
    "diarrhoea": "diarrhea",
}


def _american(text: str) -> str:
    return " ".join(_AMERICAN.get(word, word) for word in text.split(" "))


_CHANGES: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "no apostrophes": lambda text: text.replace("'", ""),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "full stop": lambda text: text if text.endswith("?") else f"{text}.",
    "spaces": lambda text: f"  {text}  ".replace(" ", "  "),
    "greeting": lambda text: f"Hi there. {text}",
    "thanks": lambda text: f"{text}. Thanks a lot.",
    "filler": lambda text: f"so, um, {text}",
    "American words": _american,
}


def _said(heard: Heard) -> set[tuple[str, str, object]]:
    return {(s.finding, s.status, s.value) for s in heard.statements}


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES)
def test_the_same_is_heard_after(
    listener: Listener, change: Callable[[str], str]
) -> None:
    changed = [
        text
        for text in _SENTENCES
        if _said(listener.hear(text)) != _said(listener.hear(change(text)))
    ]
    assert len(changed) <= len(_SENTENCES) * (1 - _SHARE_UNCHANGED), changed
