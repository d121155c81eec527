"""Facebook Messenger: https://developers.facebook.com/docs/messenger-platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import aiohttp

from bot.channels.messaging.calls import Answer, call
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import (
    Delivery,
    Incoming,
    JsonObject,
    Kind,
    Received,
    Rejected,
    list_of,
    part_of,
    text_of,
    whole,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.proofs import expect, hmac_sha256
from bot.channels.messaging.service import Keeper, NotSent, Service
from bot.channels.messaging.settings import Setting

LONGEST_TEXT = 2000
MOST_QUICK_REPLIES = 13
LONGEST_TITLE = 20
# https://developers.facebook.com/docs/graph-api/guides/error-handling
_PASSING = frozenset({1, 2, 4, 17, 32, 190, 341, 613, 1200})
_GET_STARTED = "get_started"


class Messenger(Service):
    """One page at Facebook."""

    NAME: ClassVar[str] = "messenger"
    METHODS = ("GET", "POST")
    SETTINGS = (
        Setting(
            name="page_token",
            form=r"[A-Za-z0-9_|-]{20,}",
            where="Meta app, Messenger, Settings: Access Token of the page. Keep it "
            "in the environment.",
        ),
        Setting(
            name="app_secret",
            form=r"[0-9a-f]{32}",
            where="Meta app, Settings, Basic: App Secret. Keep it in the environment.",
        ),
        Setting(
            name="verify_token",
            form=r"\S{16,}",
            where="16 or more random characters of your own; Meta sends them once, "
            "when the webhook is set up.",
        ),
        Setting(
            name="graph_version",
            form=r"v\d{1,2}\.\d",
            default="v25.0",
            where="The version of the Graph API, as in v25.0.",
        ),
        Setting(
            name="api_url",
            is_address=True,
            default="https://graph.facebook.com",
            where="The address of the Graph API.",
        ),
    )

    abilities = Abilities(
        longest=LONGEST_TEXT,
        buttons=MOST_QUICK_REPLIES,
        longest_title=LONGEST_TITLE,
        captions=False,
    )

    def __init__(self, given: Mapping[str, Any], keeper: Keeper) -> None:
        super().__init__(given, keeper)
        token = given["page_token"]
        # The token is in a header and not in the address, which others may log.
        self._headers = {"Authorization": f"Bearer {token}"}
        self._proof = hmac_sha256(given["app_secret"], token.encode())
        self._api = f"{given['api_url']}/{given['graph_version']}/me"

    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """A batch of messages, or the question whether this webhook is ours."""
        if delivery.method == "GET":
            return self._confirm(delivery.arguments())
        self._verify(delivery)
        body = delivery.json()
        if body.get("object") != "page":
            raise Rejected(400, "no page")
        events = [
            event
            for entry in list_of(body.get("entry"))
            for event in list_of(entry.get("messaging"))
        ]
        found = (_incoming(event) for event in events)
        return Received(
            incoming=tuple(incoming for incoming in found if incoming),
            reply="EVENT_RECEIVED",
        )

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends one message; its quick replies go away when one is used."""
        message: JsonObject = {"text": part.text}
        if part.picture is not None:
            payload = {"url": part.picture.address, "is_reusable": True}
            message = {"attachment": {"type": "image", "payload": payload}}
        if part.options:
            message["quick_replies"] = [
                {"content_type": "text", "title": o.label, "payload": o.token}
                for o in part.options
            ]
        content = {
            "recipient": {"id": address["id"]},
            "messaging_type": "RESPONSE",
            "message": message,
        }
        sent = await self._call(http, "POST", "messages", json=content)
        return text_of(sent.body.get("message_id")) or None

    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Nothing: Messenger does it."""

    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Sets the button that opens a conversation."""
        profile = {"get_started": {"payload": _GET_STARTED}}
        await self._call(http, "POST", "messenger_profile", json=profile)
        return "the page's Get Started button is set"

    def _confirm(self, arguments: Mapping[str, str]) -> Received:
        token = arguments.get("hub.verify_token", "")
        expect(token, self.given["verify_token"], "verify token")
        if arguments.get("hub.mode") != "subscribe":
            raise Rejected(403, "mode")
        return Received(reply=arguments.get("hub.challenge", ""))

    def _verify(self, delivery: Delivery) -> None:
        digest = hmac_sha256(self.given["app_secret"], delivery.body)
        given = delivery.header("x-hub-signature-256")
        expect(given, f"sha256={digest}", "signature")

    async def _call(
        self, http: aiohttp.ClientSession, method: str, name: str, **content: Any
    ) -> Answer:
        address = f"{self._api}/{name}"
        proof = {"appsecret_proof": self._proof}
        answer = await call(
            http, method, address, headers=self._headers, params=proof, **content
        )
        code = part_of(answer.body, "error").get("code")
        if not answer.is_good and code in _PASSING:
            raise NotSent(str(code), wait=answer.wait)
        answer.check(code)
        return answer


def _incoming(event: JsonObject) -> Incoming | None:
    person, at = text_of(part_of(event, "sender").get("id")), event.get("timestamp")
    message, postback = part_of(event, "message"), part_of(event, "postback")
    if not person or not (message or postback) or message.get("is_echo") is True:
        return None
    mid = text_of(message.get("mid") or postback.get("mid"))
    kind, text = _meaning(message, postback)
    time = whole(at)
    if not mid and time is None:
        return None
    return Incoming(
        id=mid or f"postback {at}",
        person=person,
        address={"id": person},
        kind=kind,
        text=text,
        order=None if time is None else float(time),
        replied_to=text_of(part_of(message, "reply_to").get("mid")) or None,
    )


def _meaning(message: JsonObject, postback: JsonObject) -> tuple[Kind, str]:
    if postback:
        token = text_of(postback.get("payload"))
        is_start = token in ("", _GET_STARTED)
        return (Kind.START, "") if is_start else (Kind.TAP, token)
    if token := text_of(part_of(message, "quick_reply").get("payload")):
        return Kind.TAP, token
    text = text_of(message.get("text")).strip()
    return (Kind.TEXT if text else Kind.WORDLESS), text


class MessengerInput(MessagingInput):
    """Messenger as a channel."""

    SERVICE = Messenger
