"""Meta's Graph API for Messenger, and its signed batches."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any

from aiohttp import web

from tests.channels.messaging.fakes.base import FakeService, Shown

TOKEN = "EAAGm0PX4ZCpsBAabcdefghijklmnop"
SECRET = "0123456789abcdef" * 2
VERIFY = "a-token-to-verify-with"
VERSION = "v25.0"
_MIDS = count(1)


def error(code: int, kind: str = "OAuthException") -> dict[str, Any]:
    """An error as the Graph API words it."""
    return {"error": {"message": "…", "type": kind, "code": code, "fbtrace_id": "A"}}


class FakeMessenger(FakeService):
    """One page."""

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/{version}/me/messages", self._messages)
        app.router.add_post("/{version}/me/messenger_profile", self._profile)

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.match_info["version"] != VERSION:
            return self.complain(400, error(2635), "version")
        if "access_token" in request.query:
            return self.complain(400, error(100), "token in the address")
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.complain(401, error(190), "token")
        proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
        if request.query.get("appsecret_proof") != proof:
            return self.complain(400, error(100, "GraphMethodException"), "proof")
        return None

    async def _messages(self, request: web.Request) -> web.Response:
        if (refusal := self._refused(request)) is not None:
            return refusal
        content = json.loads(await request.read())
        person = str(content["recipient"]["id"])
        if (trouble := await self.in_trouble(person)) is not None:
            return trouble
        message = content.get("message", {})
        if content.get("messaging_type") != "RESPONSE":
            return self.complain(400, error(100), "messaging_type")
        text, replies = message.get("text", ""), message.get("quick_replies", [])
        attached = message.get("attachment", {})
        picture = attached.get("payload", {}).get("url", "")
        if attached and ("text" in message or attached.get("type") != "image"):
            return self.complain(400, error(100), "attachment")
        if attached and not picture.startswith("https://"):
            return self.complain(400, error(100), "url of the attachment")
        if not attached and not 0 < len(text) <= 2000:
            return self.complain(400, error(100), "text")
        if len(replies) > 13:
            return self.complain(400, error(100), "too many quick replies")
        for reply in replies:
            good = reply["content_type"] == "text" and 0 < len(reply["title"]) <= 20
            if not good or not 0 < len(reply["payload"]) <= 1000:
                return self.complain(400, error(100), "quick reply")
        buttons = [(reply["title"], reply["payload"]) for reply in replies]
        mid = f"m_ours_{next(_MIDS)}"
        self.show(Shown(person, text, buttons, {**content, "mid": mid}, picture))
        return web.json_response({"recipient_id": person, "message_id": mid})

    async def _profile(self, request: web.Request) -> web.Response:
        if (refusal := self._refused(request)) is not None:
            return refusal
        self.record("profile", json.loads(await request.read()))
        return web.json_response({"result": "success"})


def event(person: str, **content: Any) -> dict[str, Any]:
    """One event of a page's conversation with somebody."""
    return {
        "sender": {"id": person},
        "recipient": {"id": "1122334455"},
        "timestamp": int(time.time() * 1000) + next(_MIDS),
        **content,
    }


def message(person: str, text: str, **more: Any) -> dict[str, Any]:
    """Somebody's message."""
    return event(person, message={"mid": f"m_{next(_MIDS)}", "text": text, **more})


def batch(*events: dict[str, Any]) -> dict[str, Any]:
    """Events as they are delivered: several entries, with several events each."""
    entries = [
        {"id": "1122334455", "time": int(time.time() * 1000), "messaging": [one]}
        for one in events
    ]
    return {"object": "page", "entry": entries}


def delivered(body: Any, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """The body and headers of Meta's request."""
    raw = json.dumps(body).encode()
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json"}
    return raw, {**headers, "x-hub-signature-256": f"sha256={digest}"}
