"""Text messages (SMS) and WhatsApp through Twilio.

Webhooks: https://www.twilio.com/docs/usage/webhooks/webhooks-security
Messages: https://www.twilio.com/docs/messaging/api/message-resource
Buttons and lists: https://www.twilio.com/docs/content
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

import aiohttp

from bot.channels.messaging.calls import Answer, call
from bot.channels.messaging.channel import MessagingInput
from bot.channels.messaging.delivery import (
    Delivery,
    Fate,
    Incoming,
    JsonObject,
    Kind,
    Received,
    Rejected,
)
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.proofs import expect
from bot.channels.messaging.service import Keeper, NotSent, Service
from bot.channels.messaging.settings import Setting
from bot.channels.messaging.twilio_signature import signature
from bot.channels.messaging.whatsapp_content import content_for

LONGEST_SMS = 1600
LONGEST_WHATSAPP = 1600
_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_ARRIVED = frozenset({"delivered", "read"})
_LOST = frozenset({"undelivered", "failed"})

SETTINGS = (
    Setting(
        name="account_sid",
        form=r"AC[0-9a-fA-F]{32}",
        where="Twilio Console, Account Info: Account SID, begins with AC.",
    ),
    Setting(
        name="auth_token",
        form=r"\S{16,}",
        where="Twilio Console, Account Info: Auth Token. Keep it in the environment.",
    ),
    Setting(
        name="messaging_service",
        form=r"MG[0-9a-fA-F]{32}",
        optional=True,
        where="The SID of a Messaging Service (MG…) to send through, if there is one. "
        "Without it people are answered from the number they wrote to.",
    ),
    Setting(
        name="public_url",
        is_address=True,
        where="The address Twilio reaches this server by, as in "
        "https://bot.clinic.example; signatures are made over it.",
    ),
    Setting(
        name="api_url",
        is_address=True,
        default="https://api.twilio.com",
        where="The address of Twilio's API.",
    ),
)


class TwilioSms(Service):
    """Text messages of one number."""

    NAME: ClassVar[str] = "sms"
    SETTINGS: ClassVar[tuple[Setting, ...]] = (
        *SETTINGS,
        Setting(
            name="mms",
            default=False,
            where="true: drawings are sent as picture messages, at their price, where "
            "both numbers are American or Canadian.",
        ),
    )
    ROUTES = ("/webhook", "/status")
    TELLS_FATE = True

    abilities = Abilities(longest=LONGEST_SMS, is_paid_by_length=True)

    def __init__(self, given: Mapping[str, Any], keeper: Keeper) -> None:
        super().__init__(given, keeper)
        account = given["account_sid"]
        self._auth = aiohttp.BasicAuth(account, given["auth_token"])
        self._messages = (
            f"{given['api_url']}/2010-04-01/Accounts/{account}/Messages.json"
        )
        self._status = f"{given['public_url']}/webhooks/{self.NAME}/status"

    async def receive(
        self, http: aiohttp.ClientSession, delivery: Delivery
    ) -> Received:
        """A message, or what became of one of ours."""
        form = delivery.form()
        self._verify(delivery, form)
        if form.get("AccountSid") != self.given["account_sid"]:
            raise Rejected(403, "another account")
        if delivery.path.endswith("/status"):
            return self._fate(form)
        if not all(form.get(name) for name in ("MessageSid", "From", "To")):
            raise Rejected(400, "no message")
        return Received(
            incoming=(self._incoming(form),), reply=_NOTHING, content_type="text/xml"
        )

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends one message; Twilio tells its fate by the id it is given here."""
        if part.picture is not None:
            media = part.picture.address
            return await self._post(http, address, Body=part.text, MediaUrl=media)
        return await self._post(http, address, Body=part.alone)

    def shows_pictures(self, address: JsonObject) -> bool:
        """Only between numbers of North America are there picture messages (MMS)."""
        numbers = (str(address["to"]), str(address["from"]))
        return bool(self.given["mms"]) and all(n.startswith("+1") for n in numbers)

    async def tidy(
        self, http: aiohttp.ClientSession, tidy: JsonObject, chosen: str
    ) -> None:
        """Nothing: what was sent to a phone stays there."""

    async def connect(self, http: aiohttp.ClientSession, address: str) -> str:
        """Asks Twilio for the account."""
        account = f"{self.given['api_url']}/2010-04-01/Accounts/"
        found = await call(
            http, "GET", f"{account}{self.given['account_sid']}.json", auth=self._auth
        )
        found.check(found.body.get("code", ""))
        return f"account is {found.body.get('status', 'known')}"

    async def _post(
        self, http: aiohttp.ClientSession, address: JsonObject, **content: str
    ) -> str | None:
        fields = {"To": address["to"], "StatusCallback": self._status, **content}
        if service := self.given["messaging_service"]:
            fields["MessagingServiceSid"] = service
        else:
            fields["From"] = address["from"]
        answer = await call(http, "POST", self._messages, data=fields, auth=self._auth)
        answer.check(answer.body.get("code", ""))
        sid = answer.body.get("sid")
        return sid if isinstance(sid, str) else None

    def _verify(self, delivery: Delivery, form: Mapping[str, str]) -> None:
        address = f"{self.given['public_url']}{delivery.path}"
        address += f"?{delivery.query}" if delivery.query else ""
        expected = signature(self.given["auth_token"], address, form)
        expect(delivery.header("x-twilio-signature"), expected, "signature")

    def _fate(self, form: Mapping[str, str]) -> Received:
        receipt, status = form.get("MessageSid", ""), form.get("MessageStatus")
        if status not in _ARRIVED | _LOST:
            return Received()
        return Received(fates=(Fate(receipt=receipt, arrived=status in _ARRIVED),))

    def _incoming(self, form: Mapping[str, str]) -> Incoming:
        tap = form.get("ListId") or form.get("ButtonPayload")
        text = form.get("Body", "").strip()
        kind = Kind.TEXT if text else Kind.WORDLESS
        return Incoming(
            id=form["MessageSid"],
            person=form["From"],
            address={"to": form["From"], "from": form["To"]},
            kind=Kind.TAP if tap else kind,
            text=tap or text,
            replied_to=form.get("OriginalRepliedMessageSid"),
            answered_by_service=bool(form.get("OptOutType")),
        )


class TwilioWhatsApp(TwilioSms):
    """WhatsApp messages of one number: lists and reply buttons, or numbered text."""

    NAME = "whatsapp"
    SETTINGS = (
        *SETTINGS,
        Setting(
            name="content_url",
            is_address=True,
            default="https://content.twilio.com",
            where="The address of Twilio's Content API, for buttons and lists.",
        ),
    )

    abilities = Abilities(longest=LONGEST_WHATSAPP, buttons=10, longest_title=24)

    async def send(
        self, http: aiohttp.ClientSession, address: JsonObject, part: Part
    ) -> str | None:
        """Sends buttons or a list where they go, else the same as text."""
        sid = await self._content(http, part)
        if sid is not None:
            try:
                return await self._post(http, address, ContentSid=sid)
            except NotSent as refusal:
                if not refusal.final:
                    raise
        return await super().send(http, address, part)

    def shows_pictures(self, address: JsonObject) -> bool:
        """Everywhere."""
        return True

    async def _content(self, http: aiohttp.ClientSession, part: Part) -> str | None:
        """The id of the buttons at Twilio, made there once; None if it must be text.

        What a person said never becomes part of it.
        """
        types = content_for(part, self.given["language"])
        if types is None:
            return None
        text = json.dumps(types, sort_keys=True)
        key = f"content {hashlib.sha256(text.encode()).hexdigest()[:32]}"
        if known := self.keeper.kept(key):
            return known
        made = await self._make(http, {"friendly_name": key, "types": types})
        sid = made.body.get("sid")
        if not made.is_good or not isinstance(sid, str):
            return None
        self.keeper.keep(key, sid)
        return sid

    async def _make(self, http: aiohttp.ClientSession, content: JsonObject) -> Answer:
        address = f"{self.given['content_url']}/v1/Content"
        content = {"language": self.given["language"], **content}
        return await call(http, "POST", address, json=content, auth=self._auth)


class SmsInput(MessagingInput):
    """Text messages as a channel."""

    SERVICE = TwilioSms


class WhatsAppInput(MessagingInput):
    """WhatsApp as a channel."""

    SERVICE = TwilioWhatsApp
