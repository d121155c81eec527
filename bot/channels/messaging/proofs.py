"""Proof that a delivery is from its service, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac

from bot.channels.messaging.delivery import Rejected


def hmac_sha256(key: str, content: bytes) -> str:
    """What Slack and Meta sign with, as hexadecimal digits."""
    return hmac.new(key.encode(), content, hashlib.sha256).hexdigest()


def expect(given: str, expected: str, what: str) -> None:
    """Passes when a delivery carries what only the service can know.

    Args:
        given: what the delivery carries, empty if nothing.
        expected: what it has to be.
        what: its name, for our log.

    Raises:
        Rejected: when it is something else.
    """
    # Digests are as long for every text, so that comparing takes as long for each.
    if not hmac.compare_digest(_digest(given), _digest(expected)):
        raise Rejected(403, what)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="replace")).digest()
