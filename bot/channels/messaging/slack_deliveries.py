"""What a delivery of Slack holds: an event, a slash command, or a pressed button."""

from __future__ import annotations

import json
from typing import Any

from bot.actions.parts import SPEAKERS
from bot.channels.messaging.delivery import (
    Incoming,
    JsonObject,
    Kind,
    Received,
    Rejected,
    list_of,
    part_of,
    text_of,
)


def event(body: JsonObject) -> Received:
    """A message, or the question whether this address is ours."""
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


def command(form: dict[str, str], language: str) -> Received:
    """The slash command: what it says is answered in a direct message.

    Raises:
        Rejected: when the form is no command.
    """
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


def pressed(form: dict[str, str]) -> Received:
    """The buttons that were pressed.

    Raises:
        Rejected: when the form holds none of Slack's.
    """
    try:
        payload: Any = json.loads(form.get("payload", ""))
    except (ValueError, RecursionError):
        raise Rejected(400, "no payload") from None
    person = text_of(part_of(payload, "user").get("id"))
    if part_of(payload).get("type") != "block_actions" or not person:
        return Received()
    message, channel = part_of(payload, "message"), part_of(payload, "channel")
    found = []
    for action in list_of(payload.get("actions")):
        at, token = text_of(action.get("action_ts")), text_of(action.get("value"))
        if token and _time(at):
            found.append(
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
    return Received(incoming=tuple(found))


def _time(timestamp: str) -> float | None:
    """Slack's times: seconds and microseconds, None for anything else."""
    whole, _, rest = timestamp.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit():
        return None
    return float(timestamp) if len(timestamp) < 24 else None


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
