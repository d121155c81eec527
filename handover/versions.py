"""Which knowledge, words, settings and code a record was made with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import knowledge
import rendering
from handover.record import FORMAT, canonical
from knowledge.plain_json import plain_json
from rendering import Speaker
from rendering.loading import LOCALES


def versions(speaker: Speaker) -> dict[str, str]:
    """Everything a record depends on beside the case and the encounter."""
    voice = speaker.voice
    clinic = canonical(plain_json(asdict(voice.clinic)))
    return {
        "knowledge": voice.kb.version,
        "wording": f"{voice.wording.locale}:{_wording(voice.wording.locale)}",
        "clinic": hashlib.sha256(clinic).hexdigest()[:12],
        "engine": _engine(),
        "format": str(FORMAT),
    }


@lru_cache(maxsize=None)
def _wording(locale: str) -> str:
    return _digest(LOCALES / locale, (LOCALES / locale).rglob("*.yml"))


@lru_cache(maxsize=1)
def _engine() -> str:
    """A digest of the code that reasons and speaks."""
    root = Path(knowledge.__file__).parents[1]
    files = [
        f for p in (knowledge, rendering) for f in Path(p.__path__[0]).glob("*.py")
    ]
    return _digest(root, files)


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
