"""Slack: events, a slash command and buttons.

Events: https://api.slack.com/apis/events-api
Buttons: https://api.slack.com/interactivity, https://api.slack.com/block-kit
Signatures: https://api.slack.com/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

from typing import ClassVar

import aiohttp

from bot.channels.messaging.calls import Answer, call
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import (
    Delivery,
    JsonObject,
    Received,
    Rejected,
    list_of,
    text_of,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.proofs import expect, hmac_sha256
from bot.channels.messaging.service import NotSent, Service, is_recent
from bot.channels.messaging.settings import Setting
from bot.channels.messaging.slack_deliveries import command, event, pressed

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
            return command(delivery.form(), self.given["language"])
        if delivery.path.endswith("/interact"):
            return pressed(delivery.form())
        return event(delivery.json())

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
        digest = hmac_sha256(self.given["signing_secret"], signed)
        expect(delivery.header("x-slack-signature"), f"v0={digest}", "signature")

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
    if part.picture is not None:
        image = {
            "type": "image",
            "image_url": part.picture.address,
            "alt_text": part.picture.description,
        }
        shown.append(image)
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


class SlackInput(MessagingInput):
    """Slack as a channel."""

    SERVICE = Slack
