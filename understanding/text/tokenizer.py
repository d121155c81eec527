"""Splits a message into plain words and pauses, as people really write them."""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from understanding.lexicon import Lexicon
from understanding.text.utterance import COMMA, NO_PAUSE, SENTENCE

_PIECE = re.compile(
    # "Chemo no.4" is the fourth and denies none.
    r"(?P<counted>(?<=[A-Za-z] )[nN][oO]\.(?=\d))"
    r"|(?P<number>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[wW]/[oO]\b|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*)"
    r"|(?P<half>[½¼¾])"
    r"|(?P<stop>[.!?;\n…]+|\.{2,})"
    r"|(?P<dash>\s[-–—]+\s|[–—]+|--+|\s/\s)"
    r"|(?P<comma>[,:()\[\]\"“”•*|])"
    r"|(?P<slash>/)"
    r"|(?P<plus>[&+])"
    r"|(?P<equals>=+)"
    r"|(?P<sign>[👍👎🤷])"
)
_APOSTROPHE_SIGNS = "'’‘`´"
_APOSTROPHES = str.maketrans("", "", _APOSTROPHE_SIGNS)
# "I'll" must not read "ill", nor "we're" "were".
_CONTRACTED = re.compile(r"['’‘`´](?:ll|re)$")
_HALVES = {"½": "half", "¼": "quarter", "¾": "three_quarters"}
# Before a part of the body, and before anything else.
_OWNERS = {"me": "my", "ma": "my", "r": "right", "l": "left"}
_LETTERS = {"r": "are"}
# As on a form, with a mark or the end behind: "bladder n, bowel n"; or all by itself.
_TICKED = {"n": "no", "y": "yes"}
# "Mrs N" is somebody's initial.
_TITLES = (["mr"], ["mrs"], ["ms"], ["miss"], ["dr"], ["vitamin"], ["patient"])
# A word or three in quotation marks, spoken without a pause: it feels "padded".
_SAYS_NO = re.compile(r"""["“](?:no|not|none|nothing|never|nor)\b""", re.I)
_SHORT_QUOTE = re.compile(r"""["“][^\W\d][\w'’]*(?: [\w'’]+){0,2}["”]""")
# Characters looked at behind a word.
_BEHIND = 9
_BEHIND_A_TICK = ("", ",", ";", ".", "(")
# A sign that is the whole message is the answer it stands for.
_SIGNS = {"👍": "yes", "👎": "no", "🤷": "dunno"}
_SHADES = "🏻🏼🏽🏾🏿\u200d\ufe0f♂♀!."
_JOINERS = {"slash": "or", "plus": "and", "equals": "is"}


class WordTokenizer:
    """Words only; pauses, offsets and questions go to `doc.user_data`.

    "can't" is the one word "cant", "34F" two words, "butt/leg" reads "butt or leg",
    and known shorthand ("wks") is spelt out.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        self._spellings = lexicon.spellings
        self._words = lexicon.words
        self._of_me = lexicon.terms["of_me"]
        # "Walking's better" reads "walking better", but "it's" stays "its".
        self._before_is = lexicon.terms["before_is"]
        # "My leg don weak" is Nigerian: it has; before "know" it is a short "don't".
        self._after_don = lexicon.terms["after_don"]

    def __call__(self, text: str) -> Doc:
        """The words of a text, with where they stood and the pauses before them."""
        words: list[str] = []
        offsets: list[tuple[int, int]] = []
        pauses: list[int] = []
        asks: set[int] = set()
        pause, sentence = SENTENCE, 0
        unheard = _silent_marks(text)
        for match in _PIECE.finditer(text):
            kind, piece = match.lastgroup, match.group()
            if match.start() in unheard:
                continue
            if kind == "stop":
                if "?" in piece and words:
                    asks.add(sentence)
                pause = SENTENCE
                continue
            if kind in ("dash", "comma"):
                pause = max(pause, COMMA)
                continue
            if pause == SENTENCE and words:
                sentence += 1
            word = self._word(
                kind, piece, words, text[match.end() : match.end() + _BEHIND]
            )
            if word is None:
                continue
            words.append(word)
            offsets.append(match.span())
            pauses.append(pause)
            pause = NO_PAUSE
        doc = Doc(self.vocab, words=words)
        doc.user_data.update(offsets=offsets, pauses=pauses, asks=frozenset(asks))
        return doc

    def _word(self, kind: str | None, piece: str, words: list[str], after: str) -> Any:
        if kind == "counted":
            return "number"
        if kind == "half":
            return _HALVES[piece]
        if kind == "sign":
            return None if words or after[:1].strip(_SHADES + piece) else _SIGNS[piece]
        if kind in _JOINERS:
            between_numbers = words and words[-1].isdigit() and after[:1].isdigit()
            return "out_of" if kind == "slash" and between_numbers else _JOINERS[kind]
        if kind == "number":
            return piece.replace(",", ".") if len(piece) < 5 else piece
        plain = _CONTRACTED.sub("", piece.lower())
        if len(plain) > 2 and plain[-1] == "s" and plain[-2] in _APOSTROPHE_SIGNS:
            plain = plain if plain[:-2] in self._before_is else plain[:-2]
        plain = plain.translate(_APOSTROPHES)
        alone = not words and not after.strip()
        if (
            plain in _TICKED
            and words[-1:] not in _TITLES
            and (alone or (words and after.lstrip()[:1] in _BEHIND_A_TICK))
        ):
            return _TICKED[plain]
        if plain == "don":
            behind = _first_word(after)
            if self._spellings.get(behind, behind) in self._after_don:
                return "has"
        if plain == "nd" and words and words[-1].isdigit():
            return plain  # "the 2nd" is no "2 and"
        plain = self._spellings.get(plain, plain)
        if plain.endswith("in") and plain not in self._words:
            # "No feelin" drops the g.
            plain = f"{plain}g" if f"{plain}g" in self._words else plain
        if plain.endswith("s") and plain not in self._words:
            # "My fannys numb" leaves out an apostrophe.
            plain = plain[:-1] if plain[:-1] in self._of_me else plain
        if plain in self._of_me and words:
            words[-1] = _OWNERS.get(words[-1], words[-1])
        elif words and words[-1] in _LETTERS:
            words[-1] = _LETTERS[words[-1]]
        return plain


def _silent_marks(text: str) -> frozenset[int]:
    """Where quotation marks stand that only set a word or three apart.

    What somebody said no in stays apart: `"no problem" they said, I can't feel it`.
    """
    if '"' not in text and "“" not in text:
        return frozenset()
    quotes = [m for m in _SHORT_QUOTE.finditer(text) if not _SAYS_NO.match(m[0])]
    return frozenset(at for m in quotes for at in (m.start(), m.end() - 1))


def _first_word(text: str) -> str:
    return (text.lower().split() or [""])[0].strip(".,;:!?…")
