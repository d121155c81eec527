"""Microsoft Teams through the Bot Framework, without its archived SDK.

https://learn.microsoft.com/azure/bot-service/rest-api
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import aiohttp

from bot.channels.messaging.bot_framework import Keys, OwnToken, verify
from bot.channels.messaging.calls import Answer, call
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import (
    Delivery,
    JsonObject,
    Received,
    Rejected,
    part_of,
    text_of,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.service import Keeper, Service
from bot.channels.messaging.settings import Setting
from bot.channels.messaging.teams_activities import incoming_of
from bot.channels.messaging.teams_cards import card_activity, text_activity

LONGEST_TEXT = 8000  # of the 28 KB of a message, as the text can be in it twice
MOST_ACTIONS = 30
LONGEST_TITLE = 120
_MICROSOFT = ("smba.trafficmanager.net", ".botframework.com", ".teams.microsoft.com")


class Teams(Service):
    """One bot at the Bot Framework. It answers in personal chats."""

    NAME: ClassVar[str] = "teams"
    SETTINGS = (
        Setting(
            name="app_id",
            form=r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
            where="Azure Bot, Configuration: Microsoft App ID.",
        ),
        Setting(
            name="app_password",
            form=r"\S{16,}",
            where="Microsoft Entra, App registrations, Certificates & secrets: the "
            "value of a client secret. Keep it in the environment.",
        ),
        Setting(
            name="tenant",
            form=r"[A-Za-z0-9.-]+",
            default="botframework.com",
            where="The tenant of a single-tenant bot; botframework.com for others.",
        ),
        Setting(
            name="service_hosts",
            default=_MICROSOFT,
            where="The hosts answers may go to; one that begins with a dot stands for "
            "all hosts below it.",
        ),
        Setting(
            name="login_url",
            is_address=True,
            default="https://login.microsoftonline.com",
            where="Where Microsoft gives tokens.",
        ),
        Setting(
            name="metadata_url",
            is_address=True,
            default="https://login.botframework.com/v1/.well-known/openidconfiguration",
            where="Where Microsoft names its signing keys.",
        ),
    )

    abilities = Abilities(
        longest=LONGEST_TEXT,
        buttons=MOST_ACTIONS,
        longest_title=LONGEST_TITLE,
        heads_texts=False,
    )

    def __init__(self, given: Mapping[str, Any], keeper: Keeper) -> None:
        super().__init__(given, keeper)
        self._keys = Keys(given["metadata_url"])
        login = f"{given['login_url']}/{given['tenant']}/oauth2/v2.0/token"
        self._token = OwnToken(login, given["app_id"], given["app_password"])

    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """One activity."""
        activity = delivery.json()
        authorization = delivery.header("authorization")
        await verify(http, self._keys, authorization, self.given["app_id"], activity)
        if not self._is_allowed(text_of(activity.get("serviceUrl"))):
            raise Rejected(403, "host of serviceUrl")
        incoming = incoming_of(activity)
        return Received(incoming=(incoming,) if incoming else ())

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends a card; where cards are not taken, the same as text."""
        if part.options or part.picture:
            answer = await self._post(http, address, card_activity(part))
            if answer.status not in (400, 413, 415):
                return _id(answer)
        return _id(await self._post(http, address, text_activity(part)))

    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Nothing: the chat shows what was chosen, and an old button does nothing."""

    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Fetches a token, which only the right password gets."""
        await self._token.get(http)
        return "app id and password are right"

    async def _post(
        self,
        http: aiohttp.ClientSession,
        address: JsonObject,
        activity: JsonObject,
    ) -> Answer:
        conversation = quote(address["conversation"], safe="")
        where = f"{address['service']}/v3/conversations/{conversation}/activities"
        if reply_to := address.get("reply_to"):
            where += f"/{quote(reply_to, safe='')}"
        token = await self._token.get(http)
        headers = {"Authorization": f"Bearer {token}"}
        answer = await call(http, "POST", where, json=activity, headers=headers)
        if answer.status == 401:
            self._token.forget()
        return answer

    def _is_allowed(self, service_url: str) -> bool:
        """Whether our token may be sent there."""
        try:
            parts = urlsplit(service_url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        place = f"{host}:{port}" if port else host
        for allowed in self.given["service_hosts"]:
            if place == allowed and _is_loopback(host):
                return True
            below = allowed.startswith(".") and host.endswith(allowed)
            if parts.scheme == "https" and (host == allowed or below):
                return True
        return False


def _id(answer: Answer) -> str | None:
    """What Teams calls a message it has taken."""
    answer.check(part_of(answer.body, "error").get("code", ""))
    return text_of(answer.body.get("id")) or None


def _is_loopback(host: str) -> bool:
    return host in ("127.0.0.1", "localhost", "::1")


class TeamsInput(MessagingInput):
    """Microsoft Teams as a channel."""

    SERVICE = Teams
