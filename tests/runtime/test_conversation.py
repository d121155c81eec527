"""Messages arrive whole: text, buttons and data together."""

from __future__ import annotations

import pytest
from rasa.core.agent import Agent

from bot.runtime.agent import load_agent
from bot.runtime.conversation import Conversation


async def test_a_message_keeps_its_paragraphs_buttons_and_data(
    tiny_agent: Agent,
) -> None:
    assert await Conversation(tiny_agent, "x").say("hello") == [
        {
            "text": "First paragraph.\n\nDoes it hurt?",
            "buttons": [
                {"title": "Yes", "payload": '/affirm{"q": "hurt"}'},
                {"title": "Count", "payload": "/count"},
            ],
            "data": {"kind": "question", "question": {"id": "hurt"}},
        }
    ]


async def test_two_people_do_not_share_a_conversation(tiny_agent: Agent) -> None:
    await Conversation(tiny_agent, "one").say("hello")
    [answer] = await Conversation(tiny_agent, "two").say("count")
    assert answer["text"] == "0 asked"


def test_a_missing_model_is_an_error_that_names_it(tmp_path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.tar\.gz"):
        load_agent(tmp_path / "nowhere.tar.gz")
