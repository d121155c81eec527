"""What cannot wait, however fast somebody writes: red flags and other emergencies."""

from __future__ import annotations

from collections import OrderedDict

from bot.actions.parts import KB, LISTENERS
from bot.languages import Languages
from rendering import DEFAULT_LOCALE
from understanding.model import ABSENT

MOST_REMEMBERED = 10_000


def warning_signs(text: str, languages: Languages) -> frozenset[str]:
    """The ids of red flags and emergencies in words, in any language of the turn.

    English is often mixed into another language.
    """
    found: set[str] = set()
    for language in {DEFAULT_LOCALE, languages.written} & LISTENERS.keys():
        heard = LISTENERS[language].hear(text)
        named = {s.finding for s in heard.statements if s.status != ABSENT}
        found |= named & KB.red_flag_findings | set(heard.emergencies)
    return frozenset(found)


class Pressing:
    """What each person has named while writing too fast.

    Something new goes before everything else, the same again does not: so however much
    is sent, little is done at once.
    """

    def __init__(self) -> None:
        self._named: OrderedDict[str, frozenset[str]] = OrderedDict()

    def is_new(self, key: str, named: frozenset[str]) -> bool:
        """Whether something is named that was not before; it is from now on."""
        before = self._named.pop(key, frozenset())
        self._named[key] = before | named
        while len(self._named) > MOST_REMEMBERED:
            self._named.popitem(last=False)
        return not named <= before

    def forget(self, key: str) -> None:
        """Notes that somebody writes no faster than they may any more."""
        self._named.pop(key, None)
