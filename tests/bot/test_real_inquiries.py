"""Questions asked of the bot as it is shipped, whatever they are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.runtime.agent import load_agent
from bot.runtime.conversation import Conversation
from knowledge.files import read_yaml

HELD_OUT = read_yaml(Path(__file__).parents[1] / "answering" / "held_out.yml")
ABOUT_US = [asked for asked in HELD_OUT if "topics" in asked][::3]
ELSEWHERE = [asked for asked in HELD_OUT if "topics" not in asked]


@pytest.fixture(scope="module")
def talk(production_model: Path):
    """Asks a question in the middle of an interview and gives what was answered."""
    agent = load_agent(production_model)

    async def ask(number: int, text: str) -> str | None:
        person = Conversation(agent, f"asks-{number}")
        await person.say("pain in my left buttock")
        data = [message["data"] for message in await person.say(text)]
        assert data, text
        found = [d["answer"]["topic"] for d in data if d.get("about") == "answer"]
        return found[0] if found else None

    return ask


async def test_hardly_any_answer_is_a_wrong_one(talk):
    right, wrong = 0, []
    for number, asked in enumerate(ABOUT_US):
        topic = await talk(number, asked["ask"])
        wanted = asked["topics"]
        if topic is None:
            continue
        if topic in wanted or ("compare" in wanted and topic.startswith("compare_")):
            right += 1
        else:
            wrong.append((asked["ask"], topic))
    print(f"{right} of {len(ABOUT_US)} answered right, {len(wrong)} wrong")
    assert right >= len(ABOUT_US) * 0.6
    assert len(wrong) <= (right + len(wrong)) * 0.05, wrong


async def test_what_is_not_ours_is_hardly_ever_answered(talk):
    answered = [
        asked["ask"]
        for number, asked in enumerate(ELSEWHERE, start=1000)
        if await talk(number, asked["ask"]) is not None
    ]
    assert len(answered) <= len(ELSEWHERE) * 0.05, answered
