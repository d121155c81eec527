"""Buttons and lists as Twilio's Content API takes them for WhatsApp.

Within a conversation they need no approval. A content is kept at Twilio, so it is made
of our standard questions alone and never of anything a person said.
"""

from __future__ import annotations

from bot.actions.parts import SPEAKERS
from bot.channels.messaging.delivery import JsonObject
from bot.channels.messaging.parts import Part

MOST_REPLY_BUTTONS = 3
LONGEST_REPLY_TITLE = 20
LONGEST_BODY = 1024
LONGEST_DESCRIPTION = 72


def content_for(part: Part, language: str) -> JsonObject | None:
    """The types of a content, None when the part can only be text."""
    if not part.options or not part.is_standard or len(part.text) > LONGEST_BODY:
        return None
    short = all(len(option.label) <= LONGEST_REPLY_TITLE for option in part.options)
    if len(part.options) <= MOST_REPLY_BUTTONS and short:
        actions = [{"title": o.label, "id": o.token} for o in part.options]
        return {"twilio/quick-reply": {"body": part.text, "actions": actions}}
    items = [
        {
            "item": option.label,
            "id": option.token,
            "description": _description(option.title, option.label),
        }
        for option in part.options
    ]
    return {
        "twilio/list-picker": {
            "body": part.text,
            "button": SPEAKERS[language].statement("messaging_pick").text,
            "items": items,
        }
    }


def _description(title: str, label: str) -> str:
    """The title in full where the label is not, as far as there is room."""
    if title == label:
        return ""
    fits = len(title) <= LONGEST_DESCRIPTION
    return title if fits else title[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
