"""What goes wrong at the start is told in a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge
from bot.runtime import training
from bot.runtime.command_line import main
from knowledge.errors import KnowledgeError, Problem


def test_broken_knowledge_is_told_with_file_and_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise KnowledgeError([Problem("red_flags/x.yml", "[2].when", "no such id")])

    monkeypatch.delitem(sys.modules, "bot.actions.parts", raising=False)
    monkeypatch.setattr(knowledge, "load", broken)
    for command in ("serve", "talk"):
        assert main([command, "--data", str(tmp_path)]) == 1
        told = capsys.readouterr().err
        assert "red_flags/x.yml: [2].when: no such id" in told
        assert "Traceback" not in told


def test_broken_clinic_settings_are_told_without_a_traceback(tmp_path: Path) -> None:
    settings = tmp_path / "clinic.yml"
    settings.write_text("emergency_number: [\n")
    done = subprocess.run(
        [sys.executable, "-m", "bot.runtime", "talk", "--data", str(tmp_path)],
        cwd=training.ROOT,
        env={**os.environ, "BACKTALK_CLINIC": str(settings)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1
    assert "clinic.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_training_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(config: str) -> None:
        raise training.TrainingFailed(f"Training with {config} did not give a model.")

    monkeypatch.setattr(training, "trained_model", failing)
    assert main(["talk", "--data", str(tmp_path)]) == 1
    assert "did not give a model" in capsys.readouterr().err


def test_serving_others_without_a_secret_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BACKTALK_SECRET", raising=False)
    assert main(["serve", "--host", "0.0.0.0", "--data", str(tmp_path)]) == 1
    assert "Set BACKTALK_SECRET" in capsys.readouterr().err


def test_ctrl_c_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(config: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "model_path", interrupted)
    assert main(["talk", "--data", str(tmp_path)]) == 130
