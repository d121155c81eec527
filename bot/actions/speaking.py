"""The only caller of Rasa's dispatcher."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from rendering import Message


def say(dispatcher: CollectingDispatcher, messages: Iterable[Message]) -> None:
    """Says the messages in order, each with its buttons and its data for clients."""
    for message in messages:
        dispatcher.utter_message(
            text=message.text,
            buttons=[button.to_json() for button in message.buttons],
            json_message=message.data,
        )
