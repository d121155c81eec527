"""Telegram's Bot API and its updates, with the limits of core.telegram.org/bots/api.

Names of methods, parameters and fields are checked by python-telegram-bot.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from aiohttp import web

from tests.channels.messaging.fakes.base import FakeService, Shown
from tests.channels.messaging.fakes.bot_api import wrong_call, wrong_update

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz0123456"
SECRET = "secret-of-the-webhook-0123456789"
BOT = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "Clinic",
    "username": "clinic_bot",
}
_UPDATES = count(700000001)
_MESSAGES = count(101)


class FakeTelegram(FakeService):
    """One bot."""

    def __init__(self) -> None:
        self.keyboards: dict[int, Any] = {}
        self.accepts_photos = True
        super().__init__()

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/bot{token}/{method}", self._method)

    async def _method(self, request: web.Request) -> web.Response:
        content = json.loads(await request.read())
        method = request.match_info["method"]
        if (
            method in ("sendMessage", "sendPhoto")
            and (trouble := await self.in_trouble(str(content["chat_id"]))) is not None
        ):
            return trouble
        if request.match_info["token"] != TOKEN:
            return self._no(401, "Unauthorized")
        self.record(method, content)
        if why := wrong_call(method, content):
            return self._no(400, f"Bad Request: {why}")
        known = {
            "getMe": self._me,
            "setWebhook": self._webhook,
            "sendMessage": self._send,
            "sendPhoto": self._photo,
            "answerCallbackQuery": self._answer,
            "editMessageReplyMarkup": self._edit,
        }
        return known[method](content) if method in known else self._no(404, "Not Found")

    def _me(self, _: Any) -> web.Response:
        return _yes(BOT)

    def _webhook(self, content: Any) -> web.Response:
        if not content["url"].startswith("https://") or not content["secret_token"]:
            return self._no(400, "Bad Request: bad webhook")
        return _yes(True)

    def _send(self, content: Any) -> web.Response:
        text = content.get("text", "")
        if not 0 < len(text) <= 4096:
            return self._no(400, "Bad Request: message is too long")
        buttons = []
        for row in content.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not 0 < len(button["callback_data"].encode()) <= 64:
                    return self._no(400, "Bad Request: BUTTON_DATA_INVALID")
                buttons.append((button["text"], button["callback_data"]))
        if len(buttons) > 100:
            return self._no(400, "Bad Request: reply markup is too long")
        number = next(_MESSAGES)
        self.keyboards[number] = buttons
        sent = _sent(number, content["chat_id"], text=text)
        self.show(Shown(str(content["chat_id"]), text, buttons, sent))
        return _yes(sent)

    def _photo(self, content: Any) -> web.Response:
        caption = content.get("caption", "")
        if not 0 < len(caption) <= 1024 or "text" in content:
            return self._no(400, "Bad Request: message caption is too long")
        if not content.get("photo", "").startswith("https://"):
            return self._no(400, "Bad Request: wrong file identifier/HTTP URL")
        if not self.accepts_photos:
            why = "Bad Request: failed to get HTTP URL content"
            body = {"ok": False, "error_code": 400, "description": why}
            return web.json_response(body, status=400)
        person = content["chat_id"]
        sent = _sent(next(_MESSAGES), person, photo=photo(), caption=caption)
        self.show(Shown(str(person), caption, [], sent, content["photo"]))
        return _yes(sent)

    def _answer(self, content: Any) -> web.Response:
        if not content.get("callback_query_id") or len(content.get("text", "")) > 200:
            return self._no(400, "Bad Request: query is too old")
        return _yes(True)

    def _edit(self, content: Any) -> web.Response:
        if content["message_id"] not in self.keyboards:
            return self._no(400, "Bad Request: message to edit not found")
        self.keyboards[content["message_id"]] = content.get("reply_markup", [])
        return _yes(True)

    def _no(self, status: int, why: str) -> web.Response:
        body = {"ok": False, "error_code": status, "description": why}
        return self.complain(status, body, why)


def too_many(seconds: int) -> Any:
    """Telegram's answer to somebody who sends too fast."""
    body = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return lambda: web.json_response(body, status=429)


def message(person: int, text: str | None, **more: Any) -> dict[str, Any]:
    """An update with a message, as in Telegram's documentation."""
    content = {
        "message_id": next(_MESSAGES),
        "from": {
            "id": person,
            "is_bot": False,
            "first_name": "A",
            "language_code": "en",
        },
        "chat": {"id": person, "first_name": "A", "type": "private"},
        "date": 1763740000,
        **({} if text is None else {"text": text}),
        **more,
    }
    return _update(message=content)


def photo() -> list[dict[str, Any]]:
    """A picture in a message."""
    size = {"width": 90, "height": 51, "file_size": 1101}
    return [{"file_id": "AgAC", "file_unique_id": "AQAD", **size}]


def _sent(number: int, person: int, **content: Any) -> dict[str, Any]:
    """A message of the bot."""
    return {
        "message_id": number,
        "from": BOT,
        "chat": {"id": person, "first_name": "A", "type": "private"},
        "date": 1763740001,
        **content,
    }


def edited(update: dict[str, Any], text: str) -> dict[str, Any]:
    """The update for a message whose text was changed later."""
    content = {**update["message"], "text": text, "edit_date": 1763740060}
    return _update(edited_message=content)


def tapped(person: int, data: str, number: int) -> dict[str, Any]:
    """The update for a tapped button under a message."""
    query = {
        "id": str(4382 + next(_UPDATES)),
        "from": {"id": person, "is_bot": False, "first_name": "A"},
        "message": _sent(number, person, text="…"),
        "chat_instance": "-3",
        "data": data,
    }
    return _update(callback_query=query)


def _update(**content: Any) -> dict[str, Any]:
    update = {"update_id": next(_UPDATES), **content}
    assert not (why := wrong_update(update)), why
    return update


def delivered(update: Any, secret: str | None = SECRET) -> tuple[bytes, dict[str, str]]:
    """The body and headers of Telegram's request."""
    headers = {"content-type": "application/json"}
    if secret is not None:
        headers["x-telegram-bot-api-secret-token"] = secret
    return json.dumps(update).encode(), headers


def _yes(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
