"""Messages for Teams: adaptive cards, and plain text where they are not taken.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.messaging.delivery import JsonObject
from bot.channels.messaging.parts import Option, Part

_IN_A_ROW = 5  # more are left out by Microsoft's renderer, unless told to show them
_LETTERS_IN_A_ROW = 40  # and what is wider than the card is cut off; four around each
_AROUND = 4
_CARD = "application/vnd.microsoft.card.adaptive"


def card_activity(part: Part) -> JsonObject:
    """A card of plain text (a text run knows no formatting) with its answers."""
    lines: list[JsonObject] = [
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": line or " "}],
            "spacing": "Small",
        }
        for line in part.text.split("\n")
    ]
    rows: list[JsonObject] = [
        {"type": "ActionSet", "actions": [_action(option) for option in row]}
        for row in _in_rows(part.options)
    ]
    if part.picture is not None:
        image = {
            "type": "Image",
            "url": part.picture.address,
            "altText": part.picture.description,
            "size": "Stretch",
        }
        lines.append(image)
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": part.alone,
        "body": [*lines, *rows],
    }
    return {
        "type": "message",
        "summary": part.heading or part.text.split("\n")[0],
        "attachments": [{"contentType": _CARD, "content": card}],
    }


def _action(option: Option) -> JsonObject:
    return {
        "type": "Action.Submit",
        "title": option.label,
        "data": {
            "answer": option.token,
            # Shows in the chat what was chosen.
            "msteams": {
                "type": "messageBack",
                "displayText": option.title,
                "text": option.title,
            },
        },
    }


def _in_rows(options: Iterable[Option]) -> list[list[Option]]:
    """As many side by side as a phone can show, at least one."""
    rows: list[list[Option]] = []
    room = 0
    for option in options:
        width = len(option.label) + _AROUND
        if width > room or len(rows[-1]) == _IN_A_ROW:
            rows.append([])
            room = _LETTERS_IN_A_ROW
        rows[-1].append(option)
        room -= width
    return rows


def text_activity(part: Part) -> JsonObject:
    """The same without a card; its answers are numbered."""
    activity: JsonObject = {
        "type": "message",
        "text": part.alone,
        "textFormat": "plain",
    }
    if part.heading and not part.urgent:
        activity["summary"] = part.heading
    return activity
