"""Messages for Teams: adaptive cards, and plain text where they are not taken.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards
"""

from __future__ import annotations

from bot.channels.messaging.delivery import JsonObject
from bot.channels.messaging.parts import Part

_IN_A_ROW = 5  # more are left out by Microsoft's renderers, unless told to show them
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
    actions = [
        {
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
        for option in part.options
    ]
    rows = [
        {"type": "ActionSet", "actions": actions[at : at + _IN_A_ROW]}
        for at in range(0, len(actions), _IN_A_ROW)
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
