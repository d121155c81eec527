"""The seals of the audit log: keyed digests that only the key's holder can make."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from handover.record import canonical

BEGINNING = "0" * 64
"""What stands for the digest before the first entry."""
_SEALED = ("number", "at", "actor", "action", "item", "commitment", "previous")


class Seal:
    """Seals entries and the end of the log with a key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def entry(self, entry: Mapping[str, Any]) -> str:
        """The digest of an entry, which has that of the one before in it."""
        return self._mac(canonical([entry[name] for name in _SEALED]))

    def head(self, number: int, digest: str) -> dict[str, Any]:
        """The row that says where the log ends."""
        seal = self._mac(canonical([number, digest]))
        return {"only": 1, "number": number, "digest": digest, "seal": seal}

    def _mac(self, content: bytes) -> str:
        return hmac.new(self._key, content, hashlib.sha256).hexdigest()


def commitment(salt: str, text: str) -> str:
    """A digest of a content that tells nothing of it without the salt."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
