"""Calls of a service's API, and what their failures mean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.channels.messaging.delivery import JsonObject
from bot.channels.messaging.service import NotSent

_LARGEST_ANSWER = 1024 * 1024
_TOO_MANY = 429
# Wrong secrets are put right by the engineer, so what waits is not given up for them.
_TRY_AGAIN = frozenset({401, 403, 408, 425, _TOO_MANY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an API has answered: `body` is empty unless it is a JSON object."""

    status: int
    body: JsonObject
    wait: float | None

    @property
    def is_good(self) -> bool:
        """Whether the call was carried out."""
        return 200 <= self.status < 300

    def check(self, why: object = "") -> None:
        """Passes when the call was carried out.

        Args:
            why: The service's own word or number for what went wrong.

        Raises:
            NotSent: when it was not; for good if it would not be another time either.
        """
        if not self.is_good:
            final = self.status < 500 and self.status not in _TRY_AGAIN
            raise NotSent(f"{self.status} {why}".strip(), final=final, wait=self.wait)


async def call(
    http: aiohttp.ClientSession, method: str, address: str, **content: Any
) -> Answer:
    """Calls an API; `content` is what aiohttp takes: json, data, headers, auth.

    Raises:
        aiohttp.ClientError, OSError: when it cannot be reached.
    """
    async with http.request(
        method, address, allow_redirects=False, **content
    ) as response:
        raw = await response.content.read(_LARGEST_ANSWER)
        return Answer(
            status=response.status,
            body=_object(raw),
            wait=_seconds(response.headers.get("Retry-After")),
        )


def _object(raw: bytes) -> JsonObject:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(header: str | None) -> float | None:
    try:
        return min(max(float(header or ""), 0.0), 3600.0)
    except ValueError:
        return None
