"""What cannot wait, however fast somebody writes: red flags and other emergencies."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from bot.actions.parts import KB, QUICK_LISTENERS
from bot.channels.limits import RateLimit
from bot.languages import Languages
from rendering import DEFAULT_LOCALE
from understanding.model import ABSENT

MOST_REMEMBERED = 10_000
# To hear 4,000 characters takes a tenth of a second, by patterns alone, and so long
# nobody else is served.
CHARACTERS_PER_MINUTE = 20_000
_COST_OF_A_MESSAGE = 50


def warning_signs(text: str, languages: Languages) -> frozenset[str]:
    """The ids of red flags and emergencies in words, in any language of the turn.

    English is often mixed into another language.
    """
    found: set[str] = set()
    for language in {DEFAULT_LOCALE, languages.written} & QUICK_LISTENERS.keys():
        heard = QUICK_LISTENERS[language].hear(text)
        named = {s.finding for s in heard.statements if s.status != ABSENT}
        found |= named & KB.red_flag_findings | set(heard.emergencies)
    return frozenset(found)


class Pressing:
    """What each person has named while writing too fast.

    Something new goes before everything else, the same again does not, and of one
    person only so many characters are heard in a minute: so however much is sent,
    little is done at once.
    """

    def __init__(self) -> None:
        self._limit = RateLimit(CHARACTERS_PER_MINUTE, burst=CHARACTERS_PER_MINUTE)
        self._named: OrderedDict[str, frozenset[str]] = OrderedDict()

    def is_new(self, key: str, text: str, hear: Callable[[], frozenset[str]]) -> bool:
        """Whether a text names something that was not named before.

        Args:
            key: whose text it is.
            text: the text.
            hear: tells what the text names.
        """
        if not self._limit.allows(key, _COST_OF_A_MESSAGE + len(text)):
            return False
        named, before = hear(), self._named.pop(key, frozenset())
        self._named[key] = before | named
        while len(self._named) > MOST_REMEMBERED:
            self._named.popitem(last=False)
        return not named <= before

    def forget(self, key: str) -> None:
        """Notes that somebody writes no faster than they may any more."""
        self._named.pop(key, None)
