"""Which knowledge, engine and format a record was made with."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import knowledge
from handover.record import FORMAT


def versions(kb: knowledge.KnowledgeBase) -> dict[str, str]:
    """Everything the assessment of a case depends on, beside the case."""
    return {"knowledge": kb.version, "engine": engine(), "format": str(FORMAT)}


@lru_cache(maxsize=1)
def engine() -> str:
    """A digest of the code that reasons."""
    digest = hashlib.sha256()
    package = Path(knowledge.__file__).parent
    for path in sorted(package.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
