"""The open cases on the real bot with its trained language understanding."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evaluation.command_line import main

CASES = Path(__file__).parents[2] / "evaluation" / "cases"
NO_THRESHOLDS = "vignettes: {}\nmessages: {}\n"


@pytest.fixture(scope="module")
def reports(
    production_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Both reports, over case files somewhere else on the disk."""
    folder = tmp_path_factory.mktemp("evaluation")
    for name in ("vignettes", "messages"):
        shutil.copy(CASES / f"{name}.yml", folder / f"other_{name}.yml")
    (folder / "thresholds.yml").write_text(NO_THRESHOLDS, encoding="utf-8")
    arguments = ["run", "--thresholds", str(folder / "thresholds.yml")]
    arguments += ["--out", str(folder / "out")]
    for name in ("vignettes", "messages"):
        arguments += [f"--{name}", str(folder / f"other_{name}.yml")]
    assert main(arguments) == 0
    return {
        name: json.loads((folder / "out" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("vignettes", "messages")
    }


def test_every_emergency_gets_emergency_advice(reports: dict[str, Any]):
    assert reports["vignettes"]["listed"]["missed_emergencies"] == []


def test_no_advice_is_unsafe(reports: dict[str, Any]):
    assert reports["vignettes"]["listed"]["unsafe"] == []


def test_every_talk_comes_to_an_advice(reports: dict[str, Any]):
    failures = {
        case["id"]: case["failure"]
        for case in reports["vignettes"]["cases"]
        if case["failure"]
    }
    assert failures == {}


def test_the_same_case_gives_the_same_talk(reports: dict[str, Any]):
    assert reports["vignettes"]["listed"]["unstable"] == []


def test_no_red_flag_is_heard_as_its_opposite(reports: dict[str, Any]):
    assert reports["messages"]["listed"]["red_flag_inverted"] == []


def test_the_report_names_what_was_run(reports: dict[str, Any]):
    about = reports["vignettes"]["about"]
    assert about["cases"] == 29
    assert len(about["knowledge_versions"]) == 1
    assert about["model"].endswith(".tar.gz")
