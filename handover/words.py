"""The words of the handover sheets in one locale, with those of the talk itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.loading import read_yaml
from rendering.loading import DEFAULT_LOCALE, LOCALES
from rendering.voice import Voice

FILE = "handover.yml"


@dataclass(frozen=True, slots=True)
class Words:
    """What can be said on a sheet. `voice` says findings, levels and reasons."""

    voice: Voice
    catalogue: Mapping[str, str]

    def say(self, entry: str, **values: object) -> str:
        """The entry with this id, its braces filled.

        Raises:
            KeyError: when there is no such entry, or a value is missing.
        """
        return self.voice.fill(self.catalogue[entry], **values)

    def get(self, entry: str, otherwise: str) -> str:
        """The entry with this id, or something else when there is none."""
        return self.say(entry) if entry in self.catalogue else otherwise


def words_of(voice: Voice) -> Words:
    """The words in the voice's locale; English where nobody has translated them."""
    return Words(voice, _catalogue(voice.wording.locale))


@lru_cache(maxsize=None)
def _catalogue(locale: str) -> dict[str, str]:
    file = LOCALES / locale / FILE
    entries: dict[str, str] = read_yaml(
        file if file.exists() else LOCALES / DEFAULT_LOCALE / FILE
    )
    return entries
