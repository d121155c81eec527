"""Telegram's Bot API: https://core.telegram.org/bots/api."""

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
    part_of,
    text_of,
    whole,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.proofs import expect
from bot.channels.messaging.service import Keeper, NotSent, Service
from bot.channels.messaging.settings import Setting

LONGEST_TEXT = 4096
MOST_BUTTONS = 100
_TITLE_SHOWN = 60  # about what one line of a phone holds; the text has it in full
_UPDATES = ["message", "edited_message", "callback_query"]


class Telegram(Service):
    """One bot at Telegram. It talks with single persons, never in groups."""

    NAME: ClassVar[str] = "telegram"
    SETTINGS = (
        Setting(
            name="bot_token",
            form=r"\d{5,}:[A-Za-z0-9_-]{30,}",
            where="From @BotFather, as in 123456789:AAE… . Keep it in the environment.",
        ),
        Setting(
            name="webhook_secret",
            form=r"[A-Za-z0-9_-]{16,256}",
            where="16 or more random letters and digits of your own; Telegram sends "
            "them with every message to prove that it is Telegram.",
        ),
        Setting(
            name="public_url",
            is_address=True,
            where="The address Telegram reaches this server by, as in "
            "https://bot.clinic.example",
        ),
        Setting(
            name="api_url",
            is_address=True,
            default="https://api.telegram.org",
            where="The address of the Bot API.",
        ),
    )

    abilities = Abilities(
        longest=LONGEST_TEXT, buttons=MOST_BUTTONS, longest_title=_TITLE_SHOWN
    )

    def __init__(self, given: Mapping[str, Any], keeper: Keeper) -> None:
        super().__init__(given, keeper)
        self._api = f"{given['api_url']}/bot{given['bot_token']}"

    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """One update: a message, a changed message, or a tapped button."""
        secret = delivery.header("x-telegram-bot-api-secret-token")
        expect(secret, self.given["webhook_secret"], "secret token")
        update = delivery.json()
        if whole(update.get("update_id")) is None:
            raise Rejected(400, "no update")
        found = _tapped(update) or _written(update)
        return Received(incoming=(found,) if found else ())

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends one message, with a button to a row."""
        message: JsonObject = {"chat_id": address["chat"]}
        if part.picture is None:
            method = "sendMessage"
            message["text"] = part.text
            message["link_preview_options"] = {"is_disabled": True}
        else:
            method = "sendPhoto"
            message["photo"] = part.picture.address
            message["caption"] = part.text
        if part.options:
            rows = [[{"text": o.label, "callback_data": o.token}] for o in part.options]
            message["reply_markup"] = {"inline_keyboard": rows}
        sent = await self._call(http, method, message)
        number = whole(part_of(sent.body, "result").get("message_id"))
        return None if number is None else str(number)

    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Ends the waiting sign of a button, and takes the buttons away."""
        answer = {"callback_query_id": tidy["query"], "text": chosen[:200]}
        await self._call(http, "answerCallbackQuery", answer)
        if "message" in tidy:
            where = {"chat_id": tidy["chat"], "message_id": tidy["message"]}
            await self._call(http, "editMessageReplyMarkup", where)

    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Tells Telegram where to deliver, and that the secret has to come along."""
        me = await self._call(http, "getMe", {})
        webhook = {
            "url": address,
            "secret_token": self.given["webhook_secret"],
            "allowed_updates": _UPDATES,
            "max_connections": 10,
        }
        await self._call(http, "setWebhook", webhook)
        name = text_of(part_of(me.body, "result").get("username"))
        return f"webhook is set for @{name}"

    async def _call(
        self, http: aiohttp.ClientSession, method: str, content: JsonObject
    ) -> Answer:
        answer = await call(http, "POST", f"{self._api}/{method}", json=content)
        wait = part_of(answer.body, "parameters").get("retry_after")
        if answer.status == 429 and isinstance(wait, (int, float)):
            raise NotSent("429", wait=float(wait))
        # Somebody who blocked the bot will not unblock it while we try.
        if answer.status == 403:
            raise NotSent("403", final=True)
        answer.check(answer.body.get("error_code", ""))
        return answer


def _written(update: JsonObject) -> Incoming | None:
    edited = part_of(update, "edited_message")
    message = edited or part_of(update, "message")
    chat, person = part_of(message, "chat"), whole(part_of(message, "from").get("id"))
    number = whole(message.get("message_id"))
    if person is None or number is None:
        return None
    if person != chat.get("id") or chat.get("type") != "private":
        return None
    text = text_of(message.get("text") or message.get("caption")).strip()
    kind = Kind.EDIT if edited else _kind(text)
    replied = whole(part_of(message, "reply_to_message").get("message_id"))
    return Incoming(
        id=f"{number}.{message.get('edit_date')}" if edited else str(number),
        person=str(person),
        address={"chat": person},
        kind=kind if text else Kind.WORDLESS,
        text=_without_start(text),
        order=float(update["update_id"]),
        edited=str(number) if edited else None,
        replied_to=str(replied) if replied is not None else None,
    )


def _kind(text: str) -> Kind:
    return Kind.START if text == "/start" else Kind.TEXT


def _without_start(text: str) -> str:
    """What follows "/start" in a link with a code; other texts as they are."""
    command, _, rest = text.partition(" ")
    return f"code {rest}" if command == "/start" and rest else text


def _tapped(update: JsonObject) -> Incoming | None:
    query = part_of(update, "callback_query")
    person, token = whole(part_of(query, "from").get("id")), text_of(query.get("data"))
    if person is None or not token or not text_of(query.get("id")):
        return None
    message = part_of(query, "message")
    chat = part_of(message, "chat")
    if chat and (chat.get("type") != "private" or chat.get("id") != person):
        return None
    tidy: JsonObject = {"query": query["id"]}
    if (number := whole(message.get("message_id"))) is not None:
        tidy |= {"chat": person, "message": number}
    return Incoming(
        id=f"tap {query['id']}",
        person=str(person),
        address={"chat": person},
        kind=Kind.TAP,
        text=token,
        order=float(update["update_id"]),
        tidy=tidy,
    )


class TelegramInput(MessagingInput):
    """Telegram as a channel."""

    SERVICE = Telegram
