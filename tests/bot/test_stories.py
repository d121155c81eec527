"""The rules predict what the stories of test_stories.yml expect."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.test import WrongPredictionException
from rasa.core.test import test as play

STORIES = Path(__file__).with_name("test_stories.yml")


async def test_the_stories_are_predicted_as_written(
    agent: Agent, tmp_path: Path
) -> None:
    report = await play(
        str(STORIES),
        agent,
        out_directory=str(tmp_path),
        fail_on_prediction_errors=True,
    )
    assert report["report"]["conversation_accuracy"]["accuracy"] == 1.0


async def test_a_story_that_is_not_predicted_fails(
    agent: Agent, tmp_path: Path
) -> None:
    wrong = tmp_path / "test_wrong.yml"
    wrong.write_text(STORIES.read_text().replace("action_go_back", "action_stop"))
    with pytest.raises(WrongPredictionException):
        await play(
            str(wrong),
            agent,
            out_directory=str(tmp_path),
            fail_on_prediction_errors=True,
        )
