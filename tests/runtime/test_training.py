"""The model is named for its sources and trained only when they changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.runtime import training
from tests.conftest import TINY_BOT


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the tiny bot's sources, without its models."""
    ignored = shutil.ignore_patterns("models", "__pycache__")
    shutil.copytree(TINY_BOT, tmp_path / "bot", ignore=ignored)
    return tmp_path / "bot"


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "bot/data/nlu.yml", "bot/data/rules.yml"]
)
def test_a_changed_source_asks_for_another_model(sources: Path, name: str) -> None:
    before = training.model_path(root=sources)
    with (sources / name).open("a") as source:
        source.write("# changed\n")
    assert training.model_path(root=sources) != before


def test_a_new_component_asks_for_another_model(sources: Path) -> None:
    before = training.model_path(root=sources)
    (sources / "bot" / "nlu").mkdir()
    (sources / "bot" / "nlu" / "new.py").write_text("")
    assert training.model_path(root=sources) != before


def test_touched_files_and_other_files_ask_for_no_other_model(sources: Path) -> None:
    before = training.model_path(root=sources)
    (sources / "domain.yml").touch()
    (sources / "actions.py").write_text("")
    (sources / "bot" / "data" / "__pycache__").mkdir()
    (sources / "bot" / "data" / "__pycache__" / "x.pyc").write_text("")
    assert training.model_path(root=sources) == before


def test_a_model_that_is_there_is_not_trained_again(sources: Path) -> None:
    model = training.model_path(root=sources)
    model.parent.mkdir()
    model.write_text("already trained")
    assert training.trained_model(root=sources) == model
    assert model.read_text() == "already trained"


def test_sources_that_cannot_be_trained_are_an_error(sources: Path) -> None:
    (sources / "domain.yml").write_text("intents: {not: [a, domain]}")
    with pytest.raises(training.TrainingFailed, match=r"config\.yml"):
        training.trained_model(root=sources)
    assert not training.model_path(root=sources).exists()


def test_a_story_that_contradicts_a_rule_is_an_error(sources: Path) -> None:
    contradiction = "[{intent: greet}, {action: action_count}]"
    (sources / "bot" / "data" / "stories.yml").write_text(
        f'version: "3.1"\nstories:\n- story: other\n  steps: {contradiction}\n'
    )
    with pytest.raises(training.TrainingFailed):
        training.trained_model(root=sources)
