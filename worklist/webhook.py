"""Sends news to a web address, signed, in a form that can be received twice safely.

The receiver checks `Backtalk-Signature` (HMAC-SHA256 over time, key and body, each
followed by a line break, but for the body) and does nothing for an `Idempotency-Key`
it has seen. docs/frontdesk.md shows both sides.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from worklist.errors import NotDelivered, SettingsError
from worklist.outbox import Parcel
from worklist.settings import Integration

TIMEOUT_SECONDS = 15.0
SHORTEST_SECRET = 32
_WITH_RECORD = frozenset({"added", "amended"})
_TRY_AGAIN = frozenset({408, 425, 429})
_HAS_IT = 409


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address with the secret that both sides know."""

    url: str
    secret: bytes

    @classmethod
    def of(cls, integration: Integration) -> Webhook:
        """The webhook of an integration.

        Raises:
            SettingsError: when its secret is not set, or could be guessed.
        """
        variable = integration.options["secret_variable"]
        secret = os.environ.get(variable, "")
        if len(secret) < SHORTEST_SECRET:
            raise SettingsError(
                f"Set {variable} to at least {SHORTEST_SECRET} random characters: the "
                f"webhook {integration.name!r} signs with it."
            )
        return cls(integration.options["url"], secret.encode())

    def send(self, parcel: Parcel, now: float) -> None:
        """Posts one message; only an answer that it has arrived will do.

        Raises:
            NotDelivered: when there is none.
        """
        request = self._request(parcel, int(now))
        try:
            with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                _judge(error)
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(type(error).__name__) from error

    def _request(self, parcel: Parcel, time: int) -> urllib.request.Request:
        body = parcel.body.encode()
        kind = "fhir+json" if parcel.event in _WITH_RECORD else "json"
        return urllib.request.Request(
            self.url,
            data=body,
            method="POST",
            headers={
                "Content-Type": f"application/{kind}",
                "Idempotency-Key": parcel.key,
                "Backtalk-Event": parcel.event,
                "Backtalk-Item": parcel.item,
                "Backtalk-Time": str(time),
                "Backtalk-Signature": signature(self.secret, time, parcel.key, body),
            },
        )


def signature(secret: bytes, time: int, key: str, body: bytes) -> str:
    """What both sides compute over a message."""
    signed = f"{time}\n{key}\n".encode() + body
    return "v1=" + hmac.new(secret, signed, hashlib.sha256).hexdigest()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What people said goes to the configured address and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """A redirection is an error."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _judge(error: urllib.error.HTTPError) -> None:
    if error.code == _HAS_IT:
        return
    asked = error.headers.get("Retry-After", "")
    raise NotDelivered(
        f"HTTP {error.code}",
        again=error.code >= 500 or error.code in _TRY_AGAIN,
        after=float(asked) if asked.isascii() and asked.isdigit() else None,
    )
