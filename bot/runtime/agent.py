"""Loads a trained model as an agent that runs its actions in this process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.runtime import bootstrap, speedups

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore


def load_agent(
    model: Path, *, store: TrackerStore | None = None, actions: str = "bot.actions"
) -> Agent:
    """The agent of a trained model.

    Args:
        model: The model archive, as `trained_model` gives it.
        store: Where conversations are kept; in memory when None.
        actions: The package of custom actions.

    Raises:
        FileNotFoundError: when there is no such model.
    """
    if not model.is_file():
        raise FileNotFoundError(f"There is no trained model at {model}.")
    bootstrap.before_rasa(model)
    # Imported here because `before_rasa` decides how Rasa is imported.
    from rasa.core.agent import Agent

    from bot.runtime import (
        answer_schema,
        event_classes,
        log_copies,
        memory,
        short_history,
        straight_graph,
    )
    from bot.runtime.in_process_actions import InProcessActions

    faster = speedups.enabled()
    if "schema" in faster:
        answer_schema.install()
    if "events" in faster:
        event_classes.install()
    if "logging" in faster:
        log_copies.install()
    if "graph" in faster:
        straight_graph.install()
    if "history" in faster:
        short_history.install()
    agent = Agent(action_endpoint=InProcessActions(actions))
    if store is not None:
        # Rasa's wrapper answers a store that fails with an empty conversation, which
        # would forget every finding in silence. A failing store must be heard.
        agent.tracker_store = store
    agent.load_model(model)
    if "memory" in faster:
        memory.settle()
    return agent
