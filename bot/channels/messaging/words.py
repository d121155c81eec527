"""Words that are for the service and not for the bot: STOP, HELP, DELETE and the like.

They count only as a whole message, so that "I cannot stop it" is heard by the bot.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).parent / "words.yml"


class Word(str, Enum):
    """What a word asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    DELETE = "delete"
    MOVE = "move"
    MORE = "more"


_LISTS: dict[str, list[str]] = YAML(typ="safe", pure=True).load(_FILE)
_WORDS = {text: word for word in Word for text in _LISTS[word.value]}
_CODE = re.compile(rf"(?:{'|'.join(_LISTS['code'])})[\s:]+([a-z0-9][a-z0-9 -]{{3,18}})")


def word_of(text: str) -> Word | None:
    """The word that a message consists of.

    Examples:
        >>> word_of(" Stop! "), word_of("it will not stop")
        (<Word.STOP: 'stop'>, None)
    """
    return _WORDS.get(_plain(text))


def code_in(text: str) -> str | None:
    """The code of a message that asks to go on with what was said elsewhere.

    Examples:
        >>> code_in("CODE: K7QM-2RTA"), code_in("code red pain everywhere in my back")
        ('K7QM2RTA', None)
    """
    found = _CODE.fullmatch(_plain(text))
    return re.sub(r"[ -]", "", found[1]).upper() if found else None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.strip(" \t\r\n.!/\"'“”").split())
