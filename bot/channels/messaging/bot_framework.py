"""Proof that a request comes from Microsoft's Bot Framework, and a token for answers.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication

Keys are fetched when the first request needs them and never at the start.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
import jwt

from bot.channels.messaging.calls import call
from bot.channels.messaging.delivery import (
    JsonObject,
    Rejected,
    list_of,
    part_of,
    text_of,
)
from bot.channels.messaging.service import NotSent

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
CLOCK_SKEW_SECONDS = 5 * 60
KEYS_LAST_SECONDS = 24 * 60 * 60
FETCH_AT_MOST_EVERY_SECONDS = 60
TRY_AT_MOST_EVERY_SECONDS = 5
_FETCH_SECONDS = 10
_SPARE_SECONDS = 5 * 60


class Keys:
    """Microsoft's signing keys, fetched again when old or when one is unknown."""

    def __init__(self, metadata: str) -> None:
        self._metadata = metadata
        self._keys: dict[str, JsonObject] = {}
        self._fetched = float("-inf")
        self._tried = float("-inf")
        self._fetching = asyncio.Lock()

    async def find(self, http: aiohttp.ClientSession, name: str) -> JsonObject:
        """The key of this name.

        Raises:
            Rejected: when there is none, or the keys cannot be had: nothing passes.
        """
        if self._must_fetch(name):
            async with self._fetching:  # who comes meanwhile waits, and is not refused
                if self._must_fetch(name):
                    await self._fetch(http)
        if name not in self._keys:
            raise Rejected(403, "unknown key")
        return self._keys[name]

    def _must_fetch(self, name: str) -> bool:
        age = time.monotonic() - self._fetched
        missing = name not in self._keys and age > FETCH_AT_MOST_EVERY_SECONDS
        return missing or age > KEYS_LAST_SECONDS

    async def _fetch(self, http: aiohttp.ClientSession) -> None:
        if time.monotonic() - self._tried < TRY_AT_MOST_EVERY_SECONDS:
            raise Rejected(503, "keys could not be fetched")
        self._tried = time.monotonic()
        timeout = aiohttp.ClientTimeout(total=_FETCH_SECONDS)
        try:
            metadata = await call(http, "GET", self._metadata, timeout=timeout)
            address = text_of(metadata.body.get("jwks_uri"))
            found = await call(http, "GET", address, timeout=timeout)
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, ValueError):
            raise Rejected(503, "keys cannot be fetched") from None
        keys = {text_of(key.get("kid")): key for key in list_of(found.body.get("keys"))}
        if not found.is_good or not keys:
            raise Rejected(503, "keys cannot be fetched")
        self._keys, self._fetched = keys, time.monotonic()


async def verify(
    http: aiohttp.ClientSession,
    keys: Keys,
    authorization: str,
    app_id: str,
    activity: Mapping[str, Any],
) -> None:
    """Passes when Microsoft has signed a token for this app and this activity.

    Raises:
        Rejected: when it has not.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Rejected(401, "no token")
    try:
        name = text_of(jwt.get_unverified_header(token).get("kid"))
        key = await keys.find(http, name)
        claims = jwt.decode(
            token,
            jwt.PyJWK(key, algorithm="RS256").key,
            algorithms=["RS256"],  # whatever the token's own header says
            audience=app_id,
            issuer=ISSUER,
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "iss", "aud"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Rejected(403, f"token: {type(error).__name__}") from None
    claimed = text_of(claims.get("serviceurl") or claims.get("serviceUrl"))
    if claimed != text_of(activity.get("serviceUrl")):
        raise Rejected(403, "serviceUrl")
    endorsed = key.get("endorsements")
    if isinstance(endorsed, list) and activity.get("channelId") not in endorsed:
        raise Rejected(403, "endorsement")


class OwnToken:
    """Our token for the Bot Framework, fetched anew shortly before it runs out."""

    def __init__(self, address: str, app_id: str, password: str) -> None:
        self._address = address
        self._form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": password,
            "scope": SCOPE,
        }
        self._token = ""
        self._ends = float("-inf")

    async def get(self, http: aiohttp.ClientSession) -> str:
        """The token.

        Raises:
            NotSent: when Microsoft gives none.
        """
        if time.monotonic() > self._ends - _SPARE_SECONDS:
            answer = await call(http, "POST", self._address, data=self._form)
            token, seconds = answer.body.get("access_token"), _seconds(answer.body)
            if not answer.is_good or not isinstance(token, str) or seconds is None:
                # The engineer can put it right, so it is worth trying again.
                raise NotSent(f"no token: {text_of(answer.body.get('error'))}")
            self._token, self._ends = token, time.monotonic() + seconds
        return self._token

    def forget(self) -> None:
        """Fetches a new one next time: this one was refused."""
        self._ends = float("-inf")


def _seconds(body: JsonObject) -> float | None:
    try:
        return float(part_of(body)["expires_in"])
    except (KeyError, TypeError, ValueError):
        return None
