"""Plays a conversation with the real actions, without a trained model.

The intent is given with each message; rules.yml says which action it leads to.
"""

from __future__ import annotations

import asyncio
import json
from itertools import count
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from bot.actions import memory
from bot.actions.interview import Interview
from bot.languages import AS_USUAL, Languages
from knowledge import Status

ROOT = Path(__file__).resolve().parents[2]
LISTEN = "action_validate_slot_mappings"
Messages = list[dict[str, Any]]


def read(path: str) -> Any:
    """A YAML file of the project."""
    return YAML(typ="safe", pure=True).load(ROOT / path)


def action_of_intent() -> dict[str, str]:
    """What rules.yml does with each intent."""
    rules = read("bot/data/rules.yml")["rules"]
    by_intent = {
        step["intent"]: action["action"] for step, action in (r["steps"] for r in rules)
    }
    return {**by_intent, "back": "action_back"}


ACTIONS = action_of_intent()
EXECUTOR = ActionExecutor()
EXECUTOR.register_package("bot.actions")


def tracker(
    slots: dict[str, Any],
    text: str,
    intent: str | None,
    message_id: str | None,
    languages: Languages = AS_USUAL,
) -> Tracker:
    """A tracker after this message, as Rasa sends it to an action."""
    _, brace, parts = text.partition("{")
    entities = json.loads(brace + parts) if text.startswith("/") and brace else {}
    return Tracker(
        sender_id="someone",
        slots=slots,
        latest_message={
            "text": text,
            "intent": {"name": intent},
            "entities": [{"entity": k, "value": v} for k, v in entities.items()],
            "message_id": message_id,
            "metadata": languages.to_metadata(),
        },
        events=[],
        paused=False,
        followup_action=None,
        active_loop={},
        latest_action_name=None,
    )


class Played:
    """One person's conversation, message by message."""

    def __init__(self, languages: Languages = AS_USUAL) -> None:
        self.languages = languages
        self.slots: dict[str, Any] = {}
        self.heard: Messages = []
        self._numbers = count(1)

    @property
    def interview(self) -> Interview:
        """What the bot remembers."""
        record = self.slots.get(memory.SLOT)
        return memory.from_json(record) if record else Interview()

    @property
    def pending(self) -> str | None:
        """The question that waits for an answer."""
        pending = self.interview.pending
        return pending.question if pending else None

    def status(self, finding: str) -> Status | None:
        """What the bot has noted of a finding."""
        return self.interview.case.status(finding)

    def say(self, text: str, intent: str | None = "describe_symptoms") -> Messages:
        """The bot's messages after something typed or a payload."""
        if text.startswith("/"):
            intent = text[1:].partition("{")[0]
        number = str(next(self._numbers))
        self.heard = self.run(LISTEN, text, intent, number)
        if intent is None:
            return self.heard
        return self.heard + self.run(ACTIONS[intent], text, intent, number)

    def tap(
        self, option: str, rest: str | None = None, question: str | None = None
    ) -> Messages:
        """The bot's messages after a button, of the pending question by default."""
        answer = {"q": question or self.pending, "o": option}
        if rest:
            answer["rest"] = rest
        return self.say(f"/answer{json.dumps(answer)}")

    def run(
        self, action: str, text: str, intent: str | None, message_id: str | None
    ) -> Messages:
        """Runs one action; its events change the slots as in Rasa."""
        told = tracker(dict(self.slots), text, intent, message_id, self.languages)
        state = told.current_state()
        state["sender_id"] = "someone"
        call = {
            "next_action": action,
            "sender_id": "someone",
            "tracker": state,
            "domain": {},
        }
        answer = asyncio.run(EXECUTOR.run(json.loads(json.dumps(call))))
        answer = json.loads(json.dumps(answer))
        for event in answer["events"]:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        return answer["responses"]

    def until(self, question: str) -> Messages:
        """Says no to everything until this question is asked."""
        messages: Messages = []
        while self.pending != question:
            assert self.pending is not None, f"{question} is never asked"
            messages = self.deny()
        return messages

    def until_advised(self) -> Messages:
        """Says no to everything until there is no question left."""
        messages: Messages = []
        while self.pending is not None:
            messages = self.deny()
        return messages

    def deny(self) -> Messages:
        """No to the pending question, or "not sure" where there is no no."""
        pending = self.interview.pending
        kind = pending.kind if pending else ""
        return self.tap({"multiple": "none", "single": "no"}.get(kind, "unsure"))


def begun(opening: str = "pain in my left buttock") -> Played:
    """A conversation in which something was described."""
    played = Played()
    played.say("hello", "greet")
    played.say("/begin")
    played.say(opening)
    return played


def kinds(messages: Messages) -> list[str]:
    """What sorts of messages these are."""
    return [message["custom"].get("kind", "") for message in messages]


def abouts(messages: Messages) -> list[str]:
    """What the statements among these messages are about."""
    return [m["custom"]["about"] for m in messages if "about" in m["custom"]]


def questions(messages: Messages) -> list[str]:
    """The questions asked in these messages."""
    return [
        m["custom"]["question"]["id"]
        for m in messages
        if m["custom"].get("kind") == "question"
    ]


def speaks_safety_net(messages: Messages) -> bool:
    """Whether these messages say when to get help at once."""
    text = " ".join(message["text"] for message in messages)
    return "999" in text and "legs" in text
