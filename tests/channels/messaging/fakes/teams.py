"""The Bot Framework: its keys, its tokens and its connector, and Teams' activities.

Activities are read and written by the models of Microsoft's own SDK.
"""

from __future__ import annotations

import json
import time
from datetime import datetime, timezone
from itertools import count
from typing import Any

import jwt
from aiohttp import web
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    TextFormatTypes,
)
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.channels.messaging.fakes.activities import FIELDS, misread
from tests.channels.messaging.fakes.base import FakeService, Shown

APP_ID = "01234567-89ab-cdef-0123-456789abcdef"
PASSWORD = "a~secret~of~Microsoft~0123456789"
TOKEN = "a token of the bot"
_IDS = count(1763740000000)


class FakeTeams(FakeService):
    """One bot, its connector and the keys its requests are signed with."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.accepts_cards = True
        self.tokens = 0
        super().__init__()

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        here = "/v3/conversations/{conversation}/activities"
        app.router.add_post(here, self._activity)
        app.router.add_post(here + "/{reply_to}", self._activity)

    async def _openid(self, _: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{self.address}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        self.record("keys", None)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        key = {**public, "kid": "one", "use": "sig", "endorsements": ["msteams"]}
        return web.json_response({"keys": [key]})

    async def _token(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        if request.match_info["tenant"] != "botframework.com":
            return self.complain(400, {"error": "invalid_request"}, "tenant")
        expected = {
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": PASSWORD,
            "scope": "https://api.botframework.com/.default",
        }
        if form != expected:
            return self.complain(401, {"error": "invalid_client"}, "client")
        self.tokens += 1
        answer = {"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}
        return web.json_response(answer)

    async def _activity(self, request: web.Request) -> web.Response:
        person = request.match_info["conversation"].removeprefix("a:")
        if (trouble := await self.in_trouble(person)) is not None:
            return trouble
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.complain(401, no("Unauthorized"), "token")
        raw = await request.read()
        if len(raw) > 28_000:
            return self.complain(413, no("MessageSizeTooBig"), "size")
        activity = json.loads(raw)
        if why := misread(activity):
            return self.complain(400, no("BadSyntax"), why)
        cards = activity.get("attachments", [])
        if why := "no cards" if cards and not self.accepts_cards else wrong_card(cards):
            return self.complain(400, no("BadArgument"), why)
        text, buttons = activity.get("text", ""), []
        picture, alt = "", ""
        for card in cards:
            for item in card["content"]["body"]:
                if item["type"] == "RichTextBlock":
                    text += item["inlines"][0]["text"] + "\n"
                elif item["type"] == "Image":
                    picture, alt = item["url"], item["altText"]
                else:
                    buttons += [
                        (a["title"], a["data"]["answer"]) for a in item["actions"]
                    ]
        if not text:
            return self.complain(400, no("BadSyntax"), "no text")
        id_ = str(next(_IDS))
        raw = {**activity, "id": id_}
        self.show(Shown(person, text.strip(), buttons, raw, picture, alt))
        return web.json_response({"id": id_}, status=201)

    def authorization(self, **claims: Any) -> str:
        """A token as the Bot Framework signs it; claims of None are left out."""
        now = int(time.time())
        content = {
            "serviceurl": self.address,
            "nbf": now - 10,
            "exp": now + 3600,
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            **claims,
        }
        content = {name: value for name, value in content.items() if value is not None}
        signed = jwt.encode(content, self.key, "RS256", headers={"kid": "one"})
        return f"Bearer {signed}"

    def message(self, person: str, text: str, **more: Any) -> dict[str, Any]:
        """Somebody's message in a personal chat; `more` are fields as in JSON."""
        assert more.keys() <= FIELDS, more.keys() - FIELDS
        written = self._from(
            person,
            type=ActivityTypes.message,
            text=text,
            text_format=TextFormatTypes.plain,
            locale="en-GB",
        )
        return {**written, **more}

    def installed(self, person: str) -> dict[str, Any]:
        """The activity for somebody who has added the bot."""
        return self._from(
            person,
            type=ActivityTypes.conversation_update,
            members_added=[self._bot()],
        )

    def _bot(self) -> ChannelAccount:
        return ChannelAccount(id=f"28:{APP_ID}", name="Backtalk")

    def _from(self, person: str, **content: Any) -> dict[str, Any]:
        activity = Activity(
            id=str(next(_IDS)),
            timestamp=datetime.now(timezone.utc),
            service_url=self.address,
            channel_id="msteams",
            from_property=ChannelAccount(id=person, name="A", aad_object_id="b"),
            conversation=ConversationAccount(
                id=f"a:{person}", conversation_type="personal"
            ),
            recipient=self._bot(),
            **content,
        )
        written: dict[str, Any] = activity.serialize()
        # Teams writes it so; the SDK would write `tenantID`.
        written["conversation"]["tenantId"] = "t"
        return written

    def delivered(self, activity: Any, **claims: Any) -> tuple[bytes, dict[str, str]]:
        """The body and headers of the Bot Framework's request."""
        headers = {
            "content-type": "application/json; charset=utf-8",
            "authorization": self.authorization(**claims),
        }
        return json.dumps(activity).encode(), headers


def wrong_card(cards: list[dict[str, Any]]) -> str | None:
    """What Teams has against a card, if anything."""
    for card in cards:
        if card["contentType"] != "application/vnd.microsoft.card.adaptive":
            return "contentType"
        content = card["content"]
        if content["type"] != "AdaptiveCard" or float(content["version"]) > 1.5:
            return "version"
        for item in content["body"]:
            if item["type"] == "ActionSet" and not 0 < len(item["actions"]) <= 6:
                return "actions"
            if item["type"] == "Image" and not item["url"].startswith("https://"):
                return "url of the image"
            if item["type"] == "RichTextBlock" and not item["inlines"][0]["text"]:
                return "text"
    return None


def no(code: str) -> dict[str, Any]:
    """An error as the connector words it."""
    return {"error": {"code": code, "message": "…"}}
