"""What an activity of the Bot Framework says, and of whom."""

from __future__ import annotations

import html
import re
from datetime import datetime

from bot.channels.messaging.delivery import (
    Incoming,
    JsonObject,
    Kind,
    list_of,
    part_of,
    text_of,
)

_MENTION = re.compile(r"<at>.*?</at>", re.DOTALL)
# A quoted message: a placeholder in the text, or by older clients a block of HTML.
_QUOTED = re.compile(r"<quoted\b[^>]*>")
_QUOTED_BLOCK = re.compile(
    r"<blockquote\b[^>]*schema\.skype\.com/Reply[^>]*>.*?</blockquote>", re.DOTALL
)
_ITEM = re.compile(r"\bitemid=[\"']([^\"']{1,64})[\"']")
_TAG = re.compile(r"<[^>]*>")


def incoming_of(activity: JsonObject) -> Incoming | None:
    """What a person did; None for what is no concern of ours."""
    person = text_of(part_of(activity, "from").get("id"))
    conversation = part_of(activity, "conversation")
    where, id_ = text_of(conversation.get("id")), text_of(activity.get("id"))
    if not person or not where:
        return None
    address: JsonObject = {
        "service": text_of(activity.get("serviceUrl")).rstrip("/"),
        "conversation": where,
    }
    at = _time(text_of(activity.get("timestamp")))
    kind = activity.get("type")
    if kind == "conversationUpdate":
        ours = text_of(part_of(activity, "recipient").get("id"))
        added = [text_of(m.get("id")) for m in list_of(activity.get("membersAdded"))]
        private = _is_private(conversation)
        if ours not in added or not private:
            return None
        return Incoming(
            id=id_ or f"added {at}", person=person, address=address, kind=Kind.START
        )
    if kind not in ("message", "messageUpdate") or not id_:
        return None
    if not _is_private(conversation):
        return Incoming(id=id_, person=person, address=address, kind=Kind.ELSEWHERE)
    return _said(activity, id_, person, {**address, "reply_to": id_}, at)


def _said(
    activity: JsonObject, id_: str, person: str, address: JsonObject, at: float | None
) -> Incoming:
    if token := text_of(part_of(activity, "value").get("answer")):
        return Incoming(
            id=id_, person=person, address=address, kind=Kind.TAP, text=token, order=at
        )
    text, quoted = _written(activity)
    changed = activity.get("type") == "messageUpdate"
    kind = Kind.EDIT if changed else Kind.TEXT
    return Incoming(
        id=f"{id_} {at}" if changed else id_,
        person=person,
        address=address,
        kind=kind if text else Kind.WORDLESS,
        text=text,
        order=at,
        edited=id_ if changed else None,
        replied_to=quoted,
    )


def _written(activity: JsonObject) -> tuple[str, str | None]:
    """A person's own words, and the id of the message they have quoted, if any.

    The words of the quoted message, which are ours, must not be heard as theirs.
    """
    text = _MENTION.sub("", text_of(activity.get("text")))
    for attachment in list_of(activity.get("attachments")):
        content = text_of(attachment.get("content"))
        if block := _QUOTED_BLOCK.search(content):
            item = _ITEM.search(block[0])
            own = _TAG.sub(" ", _MENTION.sub("", _QUOTED_BLOCK.sub("", content)))
            return html.unescape(own).strip(), item[1] if item else None
    for entity in list_of(activity.get("entities")):
        if id_ := text_of(part_of(entity, "quotedReply").get("messageId")):
            return _QUOTED.sub("", text).strip(), id_
    return text.strip(), None


def _is_private(conversation: JsonObject) -> bool:
    """Whether only one person reads it; other channels than Teams do not say."""
    kind = conversation.get("conversationType")
    return kind in (None, "personal") and conversation.get("isGroup") is not True


def _time(text: str) -> float | None:
    """Seconds since 1970 of a time with its zone, as in 2026-11-21T16:00:00.123Z."""
    trimmed = re.sub(r"(\.\d{1,6})\d*", r"\1", text.replace("Z", "+00:00"))
    trimmed = re.sub(r"\.(\d+)", lambda m: "." + m[1].ljust(6, "0"), trimmed)
    try:
        return datetime.fromisoformat(trimmed).timestamp()
    except (ValueError, OverflowError):
        return None
