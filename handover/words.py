"""The words of the handover sheets in one locale, with those of the talk itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.case import Status, Value
from knowledge.loading import read_yaml
from rendering.loading import DEFAULT_LOCALE, LOCALES
from rendering.voice import Voice

FILE = "handover.yml"


@dataclass(frozen=True, slots=True)
class Words:
    """What can be said on a sheet.

    A record outlives the knowledge it was made with: an id that has no words any more
    is shown as it is, and nothing is left out.
    """

    voice: Voice
    catalogue: Mapping[str, str]

    def say(self, entry: str, **values: object) -> str:
        """The entry with this id, its braces filled.

        Raises:
            KeyError: when there is no such entry, or a value is missing.
        """
        return self.voice.fill(self.catalogue[entry], **values)

    def label(self, finding: str) -> str:
        """A short neutral phrase for a finding."""
        with_words = finding in self.voice.wording.findings
        return self.voice.label(finding) if with_words else _plain(finding)

    def said(self, finding: str, status: Status, value: Value = None) -> str:
        """A finding with what was said of it."""
        try:
            return self.voice.said(finding, status, value)
        except KeyError:
            return f"{_plain(finding)}: {_plain(str(value or status.value))}"

    def flag(self, flag: str) -> str:
        """Why a red flag is one."""
        known = self.voice.wording.red_flags
        return self.voice.fill(known[flag]) if flag in known else _plain(flag)

    def emergency(self, emergency: str) -> str:
        """An emergency that is not about this pain, and what was said of it."""
        known = self.voice.wording.emergencies
        words = known.get(emergency, known["other"])
        name = self.get(f"emergency_{emergency}", _plain(emergency))
        told = self.voice.fill(f"{words.heading} {words.text}")
        return self.say("emergency", name=name, told=told)

    def reason(self, reason: str) -> str:
        """Why the advice is as it is, where that is no red flag."""
        known = self.voice.wording
        if reason in known.conditions:
            return self.voice.phrase("condition_reason")
        in_words = reason in known.triage
        return self.voice.fill(known.triage[reason]) if in_words else _plain(reason)

    def pattern(self, condition: str) -> str:
        """The name of a pattern."""
        with_words = condition in self.voice.wording.conditions
        return self.voice.condition(condition) if with_words else _plain(condition)

    def get(self, entry: str, otherwise: str) -> str:
        """The entry with this id, or something else when there is none."""
        return self.say(entry) if entry in self.catalogue else otherwise


def _plain(id_: str) -> str:
    return id_.replace("_", " ")


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
