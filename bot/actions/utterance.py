"""The latest message, as a person's words or as a tapped button."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from bot.lateness import is_late

_PAYLOAD = re.compile(r"/([a-z_]+)\s*(@[0-9.]+)?\s*(\{.*\})?\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What was sent: `text` as typed, or `button` with the parts of its payload.

    `late` words were written before the question that waits, so they do not answer it.
    """

    text: str = ""
    intent: str | None = None
    tapped: bool = False
    button: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None
    late: bool = False


def latest_utterance(tracker: Tracker) -> Utterance:
    """The latest message of the conversation."""
    latest: Mapping[str, Any] = tracker.latest_message or {}
    text = latest.get("text") or ""
    intent = (latest.get("intent") or {}).get("name")
    payload = _PAYLOAD.match(text.strip())
    if payload is None or payload[1] != intent:
        # A stray slash does not make somebody's words a button.
        return Utterance(
            text=text.lstrip("/ "),
            intent=intent,
            id=latest.get("message_id"),
            late=is_late(latest.get("metadata")),
        )
    return Utterance(
        intent=intent,
        tapped=True,
        button=_parts(latest.get("entities") or ()),
        id=latest.get("message_id"),
    )


def _parts(entities: Any) -> dict[str, str]:
    """The payload's parts that are plain text; whatever else was sent is no answer."""
    sent = [(entity["entity"], entity.get("value")) for entity in entities]
    names = [name for name, _ in sent]
    return {
        name: value
        for name, value in sent
        if isinstance(value, str) and names.count(name) == 1
    }
