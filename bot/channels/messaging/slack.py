"""Slack: events, a slash command and buttons.

Events: https://api.slack.com/apis/events-api
Buttons: https://api.slack.com/interactivity, https://api.slack.com/block-kit
Signatures: https://api.slack.com/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any, ClassVar

import aiohttp

from bot.actions.parts import SPEAKERS
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
)
from bot.channels.messaging.presenting import Abilities, Part
from bot.channels.messaging.service import NotSent, Service, is_recent
from bot.channels.messaging.settings import Setting

LONGEST_SECTION = 3000
MOST_BUTTONS = 25
LONGEST_TITLE = 75
_PASSING = frozenset(
    {"ratelimited", "fatal_error", "internal_error", "service_unavailable"}
    | {"request_timeout", "invalid_auth", "not_authed", "token_expired"}
)


class Slack(Service):
    """One app in one workspace. It answers in direct messages."""

    NAME: ClassVar[str] = "slack"
    ROUTES = ("/webhook", "/command", "/interact")
    SETTINGS = (
        Setting(
            name="bot_token",
            form=r"xoxb-[A-Za-z0-9-]{10,}",
            where="Your Slack app, OAuth & Permissions: Bot User OAuth Token, begins "
            "with xoxb-. Keep it in the environment.",
        ),
        Setting(
            name="signing_secret",
            form=r"[0-9a-f]{32}",
            where="Your Slack app, Basic Information: Signing Secret.",
        ),
        Setting(
            name="api_url",
            is_address=True,
            default="https://slack.com/api",
            where="The address of Slack's Web API.",
        ),
    )

    abilities = Abilities(
        longest=LONGEST_SECTION,
        buttons=MOST_BUTTONS,
        longest_title=LONGEST_TITLE,
        heads_texts=False,
    )

    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """An event, a slash command, or a pressed button."""
        self._verify(delivery)
        if delivery.path.endswith("/command"):
            return _command(delivery.form(), self.given["language"])
        if delivery.path.endswith("/interact"):
            return _pressed(delivery.form())
        return _event(delivery.json())

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends blocks, and the same as text for notifications and screen readers."""
        message = {
            "channel": address["channel"],
            "text": f"{part.heading}\n{part.alone}".strip(),
            "blocks": blocks(part),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        await self._call(http, "chat.postMessage", message)
        return None

    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Puts what was chosen in the place of the buttons."""
        kept = [b for b in list_of(tidy["blocks"]) if b.get("type") == "section"]
        if chosen:
            kept.append({"type": "context", "elements": [_plain(chosen)]})
        where = {"channel": tidy["channel"], "ts": tidy["ts"], "text": tidy["text"]}
        await self._call(http, "chat.update", {**where, "blocks": kept})

    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Asks Slack whom the token belongs to."""
        answer = await self._call(http, "auth.test", {})
        return f"app is installed in {text_of(answer.body.get('team'))!r}"

    def _verify(self, delivery: Delivery) -> None:
        timestamp = delivery.header("x-slack-request-timestamp")
        if not is_recent(timestamp):
            raise Rejected(403, "timestamp")
        signed = b"v0:" + timestamp.encode() + b":" + delivery.body
        key = str(self.given["signing_secret"]).encode()
        expected = "v0=" + hmac.new(key, signed, hashlib.sha256).hexdigest()
        given = delivery.header("x-slack-signature").encode()
        if not hmac.compare_digest(given, expected.encode()):
            raise Rejected(403, "signature")

    async def _call(
        self, http: aiohttp.ClientSession, method: str, content: JsonObject
    ) -> Answer:
        answer = await call(
            http,
            "POST",
            f"{self.given['api_url']}/{method}",
            json=content,
            headers={"Authorization": f"Bearer {self.given['bot_token']}"},
        )
        answer.check()
        if answer.body.get("ok") is not True:
            why = text_of(answer.body.get("error"))
            raise NotSent(why, final=why not in _PASSING, wait=answer.wait)
        return answer


def blocks(part: Part) -> list[JsonObject]:
    """The text as it is, without any marks in it taken for formatting, and buttons."""
    shown: list[JsonObject] = [{"type": "section", "text": _plain(part.text)}]
    if part.options:
        elements = [
            {
                "type": "button",
                "action_id": f"answer_{number}",
                "value": option.token,
                "text": _plain(option.label),
            }
            for number, option in enumerate(part.options)
        ]
        shown.append({"type": "actions", "elements": elements})
    return shown


def _plain(text: str) -> JsonObject:
    return {"type": "plain_text", "text": text, "emoji": False}


def _event(body: JsonObject) -> Received:
    if body.get("type") == "url_verification":
        return Received(reply=text_of(body.get("challenge")))
    event = part_of(body, "event")
    if body.get("type") != "event_callback" or event.get("bot_id"):
        return Received()
    changed = event.get("subtype") == "message_changed"
    message = part_of(event, "message") if changed else event
    incoming = _message(event, message, changed=changed)
    return Received(incoming=(incoming,) if incoming else ())


def _message(
    event: JsonObject, message: JsonObject, *, changed: bool
) -> Incoming | None:
    """A message to us; in a channel only one that names us, and not for its words."""
    kind = event.get("type")
    person, channel = text_of(message.get("user")), text_of(event.get("channel"))
    sent = text_of(message.get("ts"))
    if message.get("bot_id") or not (person and channel and _time(sent)):
        return None
    if kind == "app_mention":
        return _elsewhere(person, sent)
    if kind != "message" or event.get("channel_type") != "im":
        return None
    if event.get("subtype") not in (None, "file_share", "message_changed"):
        return None
    if changed and text_of(part_of(event, "previous_message").get("text")) == (
        text_of(message.get("text"))
    ):
        return None  # Slack has only added the preview of a link
    text = _unescaped(text_of(message.get("text"))).strip()
    done = text_of(part_of(message, "edited").get("ts"))
    written = Kind.EDIT if changed else Kind.TEXT
    return Incoming(
        id=f"{sent} {done}" if changed else sent,
        person=person,
        address={"channel": channel},
        kind=written if text else Kind.WORDLESS,
        text=text,
        order=_time(done if changed else sent),
        edited=sent if changed else None,
    )


def _elsewhere(person: str, sent: str) -> Incoming:
    return Incoming(
        id=f"mention {sent}",
        person=person,
        address={"channel": person},  # opens their direct messages with us
        kind=Kind.ELSEWHERE,
    )


def _command(form: dict[str, str], language: str) -> Received:
    """The slash command: what it says is answered in a direct message."""
    person, trigger = form.get("user_id"), form.get("trigger_id")
    if not person or not trigger:
        raise Rejected(400, "no command")
    text = form.get("text", "").strip()
    incoming = Incoming(
        id=f"command {trigger}",
        person=person,
        address={"channel": person},
        kind=Kind.TEXT if text else Kind.START,
        text=text,
    )
    told = SPEAKERS[language].statement("messaging_look_in_private").text
    answer = {"response_type": "ephemeral", "text": told}
    return Received(
        incoming=(incoming,), reply=json.dumps(answer), content_type="application/json"
    )


def _pressed(form: dict[str, str]) -> Received:
    try:
        payload: Any = json.loads(form.get("payload", ""))
    except (ValueError, RecursionError):
        raise Rejected(400, "no payload") from None
    person = text_of(part_of(payload, "user").get("id"))
    if part_of(payload).get("type") != "block_actions" or not person:
        return Received()
    message, channel = part_of(payload, "message"), part_of(payload, "channel")
    pressed = []
    for action in list_of(payload.get("actions")):
        at, token = text_of(action.get("action_ts")), text_of(action.get("value"))
        if token and _time(at):
            pressed.append(
                Incoming(
                    id=f"press {at} {text_of(action.get('action_id'))}",
                    person=person,
                    address={"channel": text_of(channel.get("id")) or person},
                    kind=Kind.TAP,
                    text=token,
                    order=_time(at),
                    tidy={
                        "channel": text_of(channel.get("id")),
                        "ts": text_of(message.get("ts")),
                        "text": text_of(message.get("text")),
                        "blocks": list_of(message.get("blocks")),
                    },
                )
            )
    return Received(incoming=tuple(pressed))


def _time(timestamp: str) -> float | None:
    """Slack's times: seconds and microseconds, None for anything else."""
    whole, _, rest = timestamp.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit():
        return None
    return float(timestamp) if len(timestamp) < 24 else None


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class SlackInput(MessagingInput):
    """Slack as a channel."""

    SERVICE = Slack
