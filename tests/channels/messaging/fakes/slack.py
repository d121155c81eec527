"""Slack's Web API, and its signed events, commands and interactions.

Blocks are checked by the classes of Slack's own client library, and requests are signed
by it too.
"""

from __future__ import annotations

import json
import time
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.models.blocks import Block
from slack_sdk.signature import SignatureVerifier

from tests.channels.messaging.fakes.base import FakeService, Shown

TOKEN = "xoxb-1234567890-abcdefghijklmnop"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5".translate(str.maketrans("yz", "ef"))
_TIMES = count(1)


def stamp() -> str:
    """A time as Slack writes it, later each time."""
    return f"{int(time.time())}.{next(_TIMES):06d}"


class FakeSlack(FakeService):
    """One workspace."""

    def __init__(self) -> None:
        self.messages: dict[str, Any] = {}
        super().__init__()

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/api/{method}", self._method)

    async def _method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._no("invalid_auth")
        content = json.loads(await request.read())
        self.record(method, content)
        if method == "chat.postMessage":
            trouble = await self.in_trouble(str(content.get("channel")))
            if trouble is not None:
                return trouble
        if method == "auth.test":
            return web.json_response({"ok": True, "team": "Clinic"})
        if method not in ("chat.postMessage", "chat.update"):
            return self._no("unknown_method")
        if "as_user" in content:
            return self._no("invalid_arguments")
        if not content.get("channel"):
            return self._no("channel_not_found")
        if not content.get("text") or len(content["text"]) > 40000:
            return self._no("no_text")
        if why := wrong_blocks(content.get("blocks", [])):
            return self._no("invalid_blocks", why)
        return self._shown(method, content)

    def _shown(self, method: str, content: Any) -> web.Response:
        if method == "chat.update" and content["ts"] not in self.messages:
            return self._no("message_not_found")
        ts = content["ts"] if method == "chat.update" else stamp()
        self.messages[ts] = content
        if method == "chat.postMessage":
            text = "\n".join(
                b["text"]["text"] for b in content["blocks"] if b["type"] == "section"
            )
            person = "U" + content["channel"][1:]  # each has one channel with us
            raw = {**content, "ts": ts}
            images = [b for b in content["blocks"] if b["type"] == "image"]
            picture, alt = (
                (images[0]["image_url"], images[0]["alt_text"]) if images else ("", "")
            )
            buttons = buttons_of(content["blocks"])
            self.show(Shown(person, text, buttons, raw, picture, alt))
        return web.json_response({"ok": True, "ts": ts, "channel": content["channel"]})

    def _no(self, error: str, why: str = "") -> web.Response:
        return self.complain(200, {"ok": False, "error": error}, f"{error} {why}")


def wrong_blocks(blocks: list[dict[str, Any]]) -> str | None:
    """What Slack has against blocks, if anything."""
    if len(blocks) > 50:
        return "too many"
    for raw, block in zip(blocks, Block.parse_all(blocks), strict=True):
        if block is None:
            return "unknown block"
        block.validate_json()
        if raw["type"] == "section" and not 0 < len(raw["text"]["text"]) <= 3000:
            return "section text"
        if raw["type"] == "image":
            if not raw["image_url"].startswith("https://"):
                return "downloading image failed"
            if not 0 < len(raw["alt_text"]) <= 2000:
                return "alt_text"
        if raw["type"] == "actions":
            elements = raw["elements"]
            ids = {element["action_id"] for element in elements}
            if not 0 < len(elements) <= 25 or len(ids) != len(elements):
                return "elements"
            for element in elements:
                if not 0 < len(element["text"]["text"]) <= 75:
                    return "button text"
                if len(element["value"]) > 2000:
                    return "button value"
    return None


def buttons_of(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Title and value of each button."""
    return [
        (element["text"]["text"], element["value"])
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def event(content: dict[str, Any]) -> dict[str, Any]:
    """An event in the envelope of the Events API."""
    return {
        "token": "one-long-verification-token",
        "team_id": "T061EG9R6",
        "api_app_id": "A0PNCHHK2",
        "event": content,
        "type": "event_callback",
        "event_id": f"Ev{next(_TIMES):08d}",
        "event_time": int(time.time()),
    }


def message(person: str, text: str, **more: Any) -> dict[str, Any]:
    """A direct message to the app."""
    return event(
        {
            "type": "message",
            "channel": "D" + person[1:],
            "user": person,
            "text": text,
            "ts": stamp(),
            "event_ts": stamp(),
            "channel_type": "im",
            **more,
        }
    )


def changed(original: dict[str, Any], text: str) -> dict[str, Any]:
    """The event for a message whose text was changed later."""
    before = original["event"]
    after = {
        "type": "message",
        "user": before["user"],
        "text": text,
        "edited": {"user": before["user"], "ts": stamp()},
        "ts": before["ts"],
    }
    content = {
        "type": "message",
        "subtype": "message_changed",
        "channel": before["channel"],
        "channel_type": "im",
        "ts": stamp(),
        "message": after,
        "previous_message": {"type": "message", "text": before["text"]},
    }
    return event(content)


def pressed(person: str, shown: Shown, value: str) -> dict[str, str]:
    """The form for a pressed button under a message."""
    payload = {
        "type": "block_actions",
        "user": {"id": person, "username": "a", "team_id": "T061EG9R6"},
        "container": {"type": "message", "message_ts": shown.raw["ts"]},
        "trigger_id": "12466734323.1395872398",
        "channel": {"id": shown.raw["channel"], "name": "directmessage"},
        "message": {
            "type": "message",
            "text": shown.raw["text"],
            "ts": shown.raw["ts"],
            "blocks": shown.raw["blocks"],
        },
        "actions": [
            {
                "action_id": "answer_0",
                "type": "button",
                "value": value,
                "action_ts": stamp(),
            }
        ],
    }
    return {"payload": json.dumps(payload)}


def delivered(
    content: dict[str, Any],
    *,
    form: bool = False,
    secret: str = SECRET,
    at: float | None = None,
) -> tuple[bytes, dict[str, str]]:
    """The body and headers of Slack's request."""
    body = urlencode(content) if form else json.dumps(content)
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(
        timestamp=timestamp, body=body
    )
    assert signature is not None
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    return body.encode(), {
        "content-type": f"{kind}; charset=utf-8",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature,
    }
