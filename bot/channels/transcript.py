"""What was said in a conversation, read from Rasa's tracker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import rendering

Message = dict[str, Any]


@dataclass(slots=True)
class Turn:
    """What a person said, if anything, and what the bot answered."""

    said: str | None = None
    message_id: str | None = None
    answers: list[Message] = field(default_factory=list)


def turns(tracker: DialogueStateTracker | None) -> list[Turn]:
    """The turns of the latest session, oldest first."""
    found = [Turn()]
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            found.append(Turn(event.text, event.message_id))
        elif isinstance(event, BotUttered):
            found[-1].answers.append(_message(event))
    return found


def _message(event: BotUttered) -> Message:
    return {
        "text": event.text or "",
        "buttons": event.data.get("buttons") or [],
        "data": event.data.get("custom") or {},
    }


def as_rendered(message: Message) -> rendering.Message:
    """A message of a conversation as it was before it was carried."""
    buttons = (rendering.Button(b["title"], b["payload"]) for b in message["buttons"])
    return rendering.Message(message["text"], tuple(buttons), message["data"])
