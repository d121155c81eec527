"""Gives Rasa the last turns of a long conversation, without what is long in them.

Why: at every turn Rasa replays, copies and featurizes the whole history, so that a
turn takes longer the longer somebody talks; the policies do so five times. And advice
is sent with a record of some 80 kB, which held a megabyte of memory for everybody who
had been given any.
Replaces: what `MessageProcessor._predict_next_with_tracker` is given to predict from
(rasa/core/processor.py:1097-1125). Rasa's policies look back a few turns at most, and
whatever else the bot knows is in slots, which are kept. What is stored stays complete.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

# So far back a button is still known as one.
TURNS_KEPT = 8
# More than any policy looks back (`max_history` in config.yml), with room to spare.
TURNS_PREDICTED_FROM = 3

_RECORD = "assessment"  # of the data of a message

stock = MessageProcessor._predict_next_with_tracker


def install() -> None:
    """Puts the replacement in force for the whole process."""
    MessageProcessor._predict_next_with_tracker = predict


def predict(
    processor: MessageProcessor, tracker: DialogueStateTracker
) -> PolicyPrediction:
    """The next action, judged by the last turns."""
    if tracker.followup_action:  # is taken from the tracker itself
        return stock(processor, tracker)
    return stock(processor, _last(tracker, TURNS_PREDICTED_FROM, TURNS_PREDICTED_FROM))


def shortened(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The same state of the same conversation, with its last turns as history.

    A tracker that is short, paused or inside a form is returned as it is.
    """
    # Twice as many may gather before they are cut back, so that most turns cut nothing.
    return _last(tracker, TURNS_KEPT, 2 * TURNS_KEPT - 1)


def _last(tracker: DialogueStateTracker, kept: int, most: int) -> DialogueStateTracker:
    """With the last `kept` turns as history if there are more than `most`."""
    events = list(tracker.events)
    start = _start(events, kept, most)
    if start == 0 or tracker.is_paused() or tracker.active_loop is not None:
        return tracker
    short = tracker.init_copy()
    short.model_id, short.assistant_id = tracker.model_id, tracker.assistant_id
    for name, slot in tracker.slots.items():
        if slot.has_been_set or slot.value != slot.initial_value:
            short.update(SlotSet(name, slot.value, timestamp=events[start].timestamp))
    for event in events[start:]:
        short.update(event)
    return short


def lightened(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The same tracker; the records of advice are left to what is stored of it."""
    for event in tracker.events:
        if isinstance(event, BotUttered) and _RECORD in (sent := _sent(event)):
            event.data = {**event.data, "custom": _without_record(sent)}
    return tracker


def _sent(event: BotUttered) -> dict[str, Any]:
    return event.data.get("custom") or {}


def _without_record(sent: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in sent.items() if key != _RECORD}


def _start(events: list[Event], kept: int, most: int) -> int:
    """Where the turns to keep begin: at the listening before the first of them."""
    turns = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= most:
        return 0
    for at in range(turns[-kept] - 1, -1, -1):
        event = events[at]
        if (
            isinstance(event, ActionExecuted)
            and event.action_name == ACTION_LISTEN_NAME
        ):
            return at
    return 0
