"""The words of the work list: how an item ended, and those of the insight page."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.loading import read_yaml
from rendering.loading import DEFAULT_LOCALE, LOCALES
from rendering.voice import Voice


def catalogue(voice: Voice) -> Mapping[str, str]:
    """Every entry in the voice's language, by id; English where there is none."""
    file = LOCALES / voice.wording.locale / "insight.yml"
    entries: Mapping[str, str] = read_yaml(
        file if file.exists() else LOCALES / DEFAULT_LOCALE / "insight.yml"
    )
    return entries


def outcome_words(entries: Mapping[str, str], outcome: str) -> str:
    """How an item ended; a clinic's own outcome has no words but its id."""
    return entries.get(f"outcome_{outcome}", outcome.replace("_", " "))
