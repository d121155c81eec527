"""What all tests share: Rasa without TensorFlow, and quiet, as in production."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from bot.runtime import bootstrap

if TYPE_CHECKING:
    from rasa.core.agent import Agent

bootstrap.before_rasa()

# The same random cases in every run, however slow and busy the machine is.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

FAST = "config.fast.yml"


@pytest.fixture(scope="session", autouse=True)
def logs_without_words() -> None:
    """Rasa logs in the tests as it does while people talk to the bot."""
    from bot.runtime import logs

    logs.for_conversations()


@pytest.fixture(scope="session")
def fast_model() -> Path:
    """The bot with the fast pipeline, for what is not about language."""
    from bot.runtime.training import trained_model

    return trained_model(FAST)


@pytest.fixture(scope="session")
def production_model() -> Path:
    """The bot with the production pipeline."""
    from bot.runtime.training import trained_model

    return trained_model()


TINY_BOT = Path(__file__).resolve().parent / "tiny_bot"
TINY_ACTIONS = "tests.tiny_bot.actions"


@pytest.fixture(scope="session")
def tiny_model() -> Path:
    """A bot of four actions that say, count and fail: for what runs any bot."""
    from bot.runtime.training import trained_model

    return trained_model(root=TINY_BOT)


@pytest.fixture
def tiny_agent(tiny_model: Path, tmp_path: Path) -> Agent:
    """The tiny bot with a store of its own."""
    from bot.runtime.agent import load_agent
    from bot.runtime.conversations import ConversationStore

    store = ConversationStore.in_file(tmp_path / "conversations.db")
    return load_agent(tiny_model, store=store, actions=TINY_ACTIONS)
