"""Prints a conversation with the tiny bot as JSON: `… recorded MODEL [URL]`.

With a URL the actions run on the action server there, with Rasa's own agent; without
one they run in process. What is printed holds no times and no ids.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.runtime import bootstrap

SAID = ("hello", '/affirm{"q": "hurt"}', "crash", "count", "refuse", "silence", "zzz")


async def record(agent: Any) -> dict[str, Any]:
    """What is said, and the events that are left behind."""
    from bot.runtime.conversation import Conversation

    conversation = Conversation(agent, "recorded")
    answers = [await conversation.say(text) for text in SAID]
    tracker = await agent.tracker_store.retrieve_full_tracker("recorded")
    return {
        "answers": answers,
        "events": [_timeless(event.as_dict()) for event in tracker.events],
    }


def _timeless(event: Any) -> Any:
    if isinstance(event, dict):
        varying = ("timestamp", "message_id", "model_id")
        return {k: _timeless(v) for k, v in event.items() if k not in varying}
    return event


def agent_with_server(model: Path, url: str) -> Any:
    """Stock Rasa: its own agent, its own store, actions over HTTP."""
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig

    return Agent.load(model, action_endpoint=EndpointConfig(url=url))


def main(model: str, url: str | None = None) -> None:
    bootstrap.before_rasa(Path(model))
    from bot.runtime import logs
    from bot.runtime.agent import load_agent

    logs.for_conversations()
    if url:
        agent = agent_with_server(Path(model), url)
    else:
        agent = load_agent(Path(model), actions="tests.tiny_bot.actions")
    print(json.dumps(asyncio.run(record(agent))))


if __name__ == "__main__":
    main(*sys.argv[1:])
