"""Rasa's own evaluation of the language model, with its thresholds, as a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu.cross_validate import main


def test_the_held_out_messages_pass_rasas_evaluation(
    production_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    assert "taken for" in capsys.readouterr().out
    assert (tmp_path / "intent_report.json").is_file()


def test_cross_validation_of_a_sample_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--folds", "2", "--sample", "2850", "--out", str(tmp_path)]) == 0
    assert "taken for" in capsys.readouterr().out


def test_a_model_below_the_thresholds_fails(
    production_model: Path, tmp_path: Path
) -> None:
    unreachable = tmp_path / "thresholds.yml"
    unreachable.write_text("accuracy: 1.01\n", encoding="utf-8")
    arguments = ["--out", str(tmp_path), "--thresholds", str(unreachable)]
    assert main(arguments) == 1
