"""The real bot on the fast pipeline, one for all tests of the dialogue."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.runtime.agent import load_agent
from bot.runtime.conversation import Conversation

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def agent(fast_model: Path) -> Agent:
    """The bot."""
    return load_agent(fast_model)


@pytest.fixture
def somebody(agent: Agent) -> Callable[[], Conversation]:
    """Begins conversations that nobody else takes part in."""
    return lambda: Conversation(agent, f"somebody-{next(_NUMBERS)}")
