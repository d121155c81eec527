"""The languages of a turn: the one it is answered in, and the one it was written in.

A page tells both with every message, and Rasa keeps them beside it as metadata. All
that speaks or listens within the turn then does so in these languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rasa_sdk import Tracker

from rendering import DEFAULT_LOCALE

METADATA = "languages"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Languages:
    """`answered` is a locale there is wording for; `written` any language."""

    answered: str = DEFAULT_LOCALE
    written: str = DEFAULT_LOCALE

    def to_metadata(self) -> dict[str, Any]:
        """The form in which a message carries them; nothing where all is as usual."""
        if self == Languages():
            return {}
        return {METADATA: [self.answered, self.written]}

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, Any] | None) -> Languages:
        """The inverse of `to_metadata`; whatever else is there means as usual."""
        told = (metadata or {}).get(METADATA)
        if isinstance(told, list) and len(told) == 2:
            return cls(str(told[0]), str(told[1]))
        return cls()


AS_USUAL = Languages()
_OF_TURN: ContextVar[Languages] = ContextVar("languages")


def languages_of(tracker: Tracker) -> Languages:
    """The languages of the latest message."""
    return Languages.from_metadata((tracker.latest_message or {}).get("metadata"))


@contextmanager
def speaking(languages: Languages) -> Iterator[None]:
    """Within this, `OfTurn` is in these languages."""
    token = _OF_TURN.set(languages)
    try:
        yield
    finally:
        _OF_TURN.reset(token)


class OfTurn(Generic[T]):
    """Stands for one of several of a kind: that of the languages of the turn."""

    def __init__(self, kinds: Mapping[str, T], which: str) -> None:
        self._kinds = kinds
        self._which = which

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now(), name)

    def now(self) -> T:
        """The one meant; the usual one for a language there is none for."""
        wanted = getattr(_OF_TURN.get(AS_USUAL), self._which)
        return self._kinds.get(wanted) or self._kinds[DEFAULT_LOCALE]
