"""Twilio's Messages and Content APIs, and its signed webhooks.

The fields and codes are those of Twilio's reference; signatures are made by its own
client library.
"""

from __future__ import annotations

import base64
import json
import secrets
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.channels.messaging.fakes.base import FakeService, Shown

SID = "AC" + "0123456789abcdef" * 2
TOKEN = "2f1e0d9c8b7a69584736251403f2e1d0"
_NUMBERS = count(1)


def error(code: int, status: int) -> dict[str, Any]:
    """An error as Twilio words it."""
    return {
        "code": code,
        "message": "…",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }


class FakeTwilio(FakeService):
    """One account."""

    def __init__(self) -> None:
        self.contents: dict[str, dict[str, Any]] = {}
        self.accepts_content = True
        self.status_callbacks: dict[str, str] = {}
        super().__init__()

    def routes(self, app: web.Application) -> None:
        account = "/2010-04-01/Accounts/{sid}"
        app.router.add_get(f"{account}.json", self._account)
        app.router.add_post(f"{account}/Messages.json", self._messages)
        app.router.add_post("/v1/Content", self._content)

    def _knows(self, request: web.Request) -> bool:
        expected = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {expected}"

    async def _account(self, request: web.Request) -> web.Response:
        if not self._knows(request):
            return self.complain(401, error(20003, 401), "auth")
        return web.json_response({"sid": SID, "status": "active"})

    async def _messages(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        if (trouble := await self.in_trouble(str(form.get("To")))) is not None:
            return trouble
        if not self._knows(request) or request.match_info["sid"] != SID:
            return self.complain(401, error(20003, 401), "auth")
        if "To" not in form or not {"From", "MessagingServiceSid"} & form.keys():
            return self.complain(400, error(21604, 400), "no To or From")
        body = str(form.get("Body", ""))
        media = str(form.get("MediaUrl", ""))
        if media and not media.startswith("https://"):
            return self.complain(400, error(21620, 400), "MediaUrl")
        if not body and "ContentSid" not in form and not media:
            return self.complain(400, error(21602, 400), "no Body")
        if len(body) > 1600:
            return self.complain(400, error(21617, 400), "Body too long")
        to = str(form["To"])
        if to.startswith("whatsapp:") != str(form.get("From", to)).startswith(
            "whatsapp:"
        ):
            return self.complain(400, error(63007, 400), "From of another channel")
        buttons = []
        if "ContentSid" in form:
            found = self.contents.get(str(form["ContentSid"]))
            if found is None or not self.accepts_content:
                return self.complain(400, error(21655, 400), "ContentSid")
            [(kind, content)] = found["types"].items()
            body = content["body"]
            key, name = {
                "twilio/quick-reply": ("actions", "title"),
                "twilio/list-picker": ("items", "item"),
            }[kind]
            buttons = [(entry[name], entry["id"]) for entry in content[key]]
        sid = "SM" + secrets.token_hex(16)
        self.status_callbacks[sid] = str(form.get("StatusCallback", ""))
        self.show(Shown(to, body, buttons, {**form, "sid": sid}, media))
        return web.json_response({"sid": sid, "status": "queued"}, status=201)

    async def _content(self, request: web.Request) -> web.Response:
        if not self._knows(request):
            return self.complain(401, error(20003, 401), "auth")
        content = json.loads(await request.read())
        self.record("content", content)
        if why := wrong_content(content):
            return self.complain(400, error(20001, 400), why)
        sid = "HX" + secrets.token_hex(16)
        self.contents[sid] = content
        return web.json_response({"sid": sid, **content}, status=201)


def wrong_content(content: dict[str, Any]) -> str | None:
    """What the Content API has against a content, if anything."""
    if not content.get("language") or len(content.get("types", {})) != 1:
        return "language or types missing"
    [(kind, body)] = content["types"].items()
    if not 0 < len(body.get("body", "")) <= 1024:
        return "body"
    if kind == "twilio/quick-reply":
        actions = body.get("actions", [])
        good = 0 < len(actions) <= 3 and all(
            0 < len(a["title"]) <= 20 and 0 < len(a["id"]) <= 200 for a in actions
        )
        return None if good else "actions"
    if kind == "twilio/list-picker":
        items = body.get("items", [])
        good = 0 < len(items) <= 10 and all(
            0 < len(i["item"]) <= 24
            and 0 < len(i["id"]) <= 200
            and len(i.get("description", "")) <= 72
            for i in items
        )
        return None if good and 0 < len(body.get("button", "")) <= 20 else "items"
    return f"unknown type {kind}"


def inbound(
    person: str, text: str = "", to: str = "+441632960001", **more: str
) -> dict[str, str]:
    """The fields of a message somebody has sent."""
    return {
        "ToCountry": "GB",
        "SmsMessageSid": "SM",
        "NumMedia": "0",
        "AccountSid": SID,
        "ApiVersion": "2010-04-01",
        "SmsStatus": "received",
        "NumSegments": "1",
        "MessageSid": f"SM{next(_NUMBERS):032x}",
        "From": person,
        "To": to,
        "Body": text,
        **more,
    }


def signed(
    public_url: str, path: str, form: dict[str, str], token: str = TOKEN
) -> tuple[bytes, dict[str, str]]:
    """The body and headers of Twilio's request."""
    signature = RequestValidator(token).compute_signature(public_url + path, form)
    headers = {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": signature,
    }
    return urlencode(form).encode(), headers
