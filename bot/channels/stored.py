"""What a channel does with stored conversations: look at one, erase one."""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime.conversations import ConversationStore


class CannotErase(Exception):
    """The configured tracker store has no way to delete a conversation."""


async def last_turns(agent: Agent, sender: str) -> DialogueStateTracker | None:
    """The end of a conversation, to look at and not to change."""
    store = _store(agent)
    if isinstance(store, ConversationStore):
        return await store.latest(sender)
    return await store.retrieve(sender)


async def session(agent: Agent, sender: str) -> DialogueStateTracker | None:
    """The whole latest session of a conversation, to look at and not to change."""
    store = _store(agent)
    if isinstance(store, ConversationStore):
        return await store.session(sender)
    return await store.retrieve(sender)


def erase(agent: Agent, sender: str) -> None:
    """Deletes a conversation.

    Raises:
        CannotErase: when another store than ours is configured.
    """
    store = _store(agent)
    if not isinstance(store, ConversationStore):
        raise CannotErase
    store.erase(sender)


def _store(agent: Agent) -> TrackerStore:
    """The store itself, out of the wrapper that `rasa run` puts around it."""
    store: TrackerStore = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        return store._tracker_store
    return store
