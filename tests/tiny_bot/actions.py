"""Actions of the tiny bot: ask with buttons, count, fail, refuse, say nothing."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

Events = list[dict[str, Any]]


class Ask(Action):
    """Asks a question with buttons and options, and notes that it asked."""

    def name(self) -> str:
        return "action_ask"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Events:
        dispatcher.utter_message(
            text="First paragraph.\n\nDoes it hurt?",
            buttons=[
                {"title": "Yes", "payload": '/affirm{"q": "hurt"}'},
                {"title": "Count", "payload": "/count"},
            ],
            json_message={"kind": "question", "question": {"id": "hurt"}},
        )
        return [SlotSet("heard", [*(tracker.get_slot("heard") or []), "asked"])]


class Count(Action):
    """Says how often it has asked."""

    def name(self) -> str:
        return "action_count"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Events:
        dispatcher.utter_message(text=f"{len(tracker.get_slot('heard') or [])} asked")
        return []


class Crash(Action):
    """Fails, with a person's words in the error."""

    def name(self) -> str:
        return "action_crash"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Events:
        raise ValueError(tracker.latest_message["text"])


class Refuse(Action):
    """Declines to run, so that Rasa predicts something else."""

    def name(self) -> str:
        return "action_refuse"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Events:
        raise ActionExecutionRejection(self.name())


class Silent(Action):
    """Says nothing."""

    def name(self) -> str:
        return "action_silent"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Events:
        return []
