"""How a message is put, whatever it is about: as a question, a correction, a doubt.

The words of a long description drown the few that say "does that mean it's gone
again?"; where in a message such words stand tells more than that they occur.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml
from understanding.lexicon.notation import parse
from understanding.text.phrase_index import PhraseIndex

_FILE = Path(__file__).with_suffix(".yml")
_SENTENCE = re.compile(r"[^.?!;:\n…–—]+[.?!;:\n…–—]*|[.?!]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’")

_FILLERS, _TELLING = "fillers", "telling"
_ASKING, _ASKING_INSIDE = "asking", "asking_inside"
_PUTTING_RIGHT, _DOUBTING = "putting_right", "doubting"


def manner(text: str) -> list[float]:
    """Whether a message asks, puts right or doubts, and where: ones and noughts.

    The first sentence asks, the last, any, all; there is a question mark, at the end;
    it begins with a correction, holds one; with a doubt, holds one; it is one sentence.
    """
    sentences = [_Sentence(part) for part in _SENTENCE.findall(text)]
    sentences = [sentence for sentence in sentences if sentence.words]
    if not sentences:
        return [0.0] * 11
    asks = [sentence.asks for sentence in sentences]
    begins = sentences[0].begins
    holds = {kind for sentence in sentences for kind in sentence.holds}
    facts = (
        asks[0],
        asks[-1],
        any(asks),
        all(asks),
        "?" in text,
        text.rstrip().endswith("?"),
        _PUTTING_RIGHT in begins,
        _PUTTING_RIGHT in holds,
        _DOUBTING in begins,
        _DOUBTING in holds,
        len(sentences) == 1,
    )
    return [float(fact) for fact in facts]


class _Sentence:
    """One sentence: what it begins with, fillers aside, and what it holds."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(text.lower().translate(_APOSTROPHES))
        found = [*_phrases().find(self.words)]
        starts = {0}
        for start, end, kinds in found:
            if start in starts and _FILLERS in kinds:
                starts.add(end)
        self.begins = {
            kind for start, _, kinds in found if start in starts for kind in kinds
        }
        self.holds = {kind for _, _, kinds in found for kind in kinds}
        opens = _ASKING in self.begins and _TELLING not in self.begins
        self.asks = opens or ("?" in text and _ASKING_INSIDE in self.holds)


@cache
def _phrases() -> PhraseIndex[tuple[str, ...]]:
    written: dict[str, list[str]] = read_yaml(_FILE)
    return PhraseIndex(
        {kind: map(parse, phrases) for kind, phrases in written.items()},
        lambda kinds: kinds,
    )
