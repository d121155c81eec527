"""Which knowledge, words, settings and code a record was made with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from handover.record import FORMAT, canonical
from knowledge.plain_json import plain_json
from rendering import Speaker
from rendering.loading import LOCALES

ROOT = Path(__file__).parents[1]
ENGINE = ("knowledge", "rendering", "handover")
"""The packages that a record depends on; of each, the files at its top."""


def versions(speaker: Speaker) -> dict[str, str]:
    """Everything a record depends on beside the case and the encounter."""
    voice = speaker.voice
    clinic = canonical(plain_json(asdict(voice.clinic)))
    return {
        "knowledge": voice.kb.version,
        "wording": f"{voice.wording.locale}:{_wording(voice.wording.locale)}",
        "clinic": hashlib.sha256(clinic).hexdigest()[:12],
        "engine": engine(),
        "format": str(FORMAT),
    }


@lru_cache(maxsize=None)
def _wording(locale: str) -> str:
    return _digest(LOCALES / locale, (LOCALES / locale).rglob("*.yml"))


@lru_cache(maxsize=1)
def engine() -> str:
    """A digest of the code that reasons, speaks and records."""
    files = {
        path.relative_to(ROOT).as_posix(): _blob(path.read_bytes())
        for package in ENGINE
        for path in (ROOT / package).glob("*.py")
    }
    return engine_of(files)


def engine_of(blobs: Mapping[str, str]) -> str:
    """The version of an engine, from its files' paths and the ids git gives them.

    So it can be told of any commit, without checking it out.
    """
    digest = hashlib.sha256()
    for path, blob in sorted(blobs.items()):
        digest.update(f"{path} {blob}\n".encode())
    return digest.hexdigest()[:12]


def _blob(content: bytes) -> str:
    """The id that git gives a file of this content."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
