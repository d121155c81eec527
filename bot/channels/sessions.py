"""Conversations belong to whoever holds their token, and tokens cannot be guessed.

A token is the session's random id and the time it ends, signed with a secret of the
server. Nothing else a client says decides whose conversation it joins.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from bot.runtime.errors import CannotStart

SECRET_VARIABLE = "BACKTALK_SECRET"
SHORTEST_SECRET = 32
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LIFETIME_SECONDS = 24 * 60 * 60


class NoSecret(CannotStart):
    """There is no secret to sign with, and making one up would not be safe."""


class SessionEnded(Exception):
    """The token is not ours, was changed or has run out."""


class Sessions:
    """Mints and checks session tokens."""

    def __init__(self, secret: str, now: Callable[[], float] = time.time) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise NoSecret(
                f"The secret that signs conversations must have at least "
                f"{SHORTEST_SECRET} characters; {SECRET_VARIABLE} has {len(secret)}."
            )
        self._key = secret.encode()
        self._now = now

    def mint(self) -> str:
        """A token for a new conversation."""
        session = secrets.token_urlsafe(18)
        ends = int(self._now()) + LIFETIME_SECONDS
        return f"{session}.{ends}.{self._sign(session, str(ends))}"

    def session_of(self, token: str) -> str:
        """The session a token belongs to.

        Raises:
            SessionEnded: when the token is not good, or not any more.
        """
        session, _, rest = token.partition(".")
        ends, _, signature = rest.partition(".")
        expected = self._sign(session, ends)
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            raise SessionEnded
        if int(ends) < self._now():
            raise SessionEnded
        return session

    def _sign(self, session: str, ends: str) -> str:
        signed = hmac.new(self._key, f"{session}.{ends}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(signed.digest()).decode().rstrip("=")


def secret_from_environment() -> str:
    """The configured secret.

    Raises:
        NoSecret: when the environment has none.
    """
    secret = os.environ.get(SECRET_VARIABLE)
    if not secret:
        raise NoSecret(
            f"Set {SECRET_VARIABLE} to at least {SHORTEST_SECRET} random characters; "
            "without it anybody could join anybody's conversation."
        )
    return secret


def secret_for(host: str, data: Path) -> str:
    """The configured secret, or on loopback one that is made up and kept.

    Raises:
        NoSecret: when others can reach the host and no secret is configured.
    """
    if os.environ.get(SECRET_VARIABLE) or host not in LOOPBACK:
        return secret_from_environment()
    file = data / "secret"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as f:
            f.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
