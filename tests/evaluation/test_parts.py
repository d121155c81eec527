"""A whole evaluation from files to reports, with a scripted bot."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from evaluation.parts import MessagePart, VignettePart
from evaluation.talk import BotFailure, BotMessage
from evaluation.thresholds import THRESHOLDS_FILE
from knowledge.case import Status
from tests.evaluation.scripted import (
    INTRODUCTION,
    OPEN_QUESTION,
    ScriptedBot,
    ScriptedTalk,
    advises,
)

CASES = Path(__file__).parents[2] / "evaluation" / "cases"
MODEL = Path("model.tar.gz")


class CarelessBot(ScriptedBot):
    """Tells everybody the same, in other words each time."""

    def __init__(self) -> None:
        super().__init__()
        self._talks = 0

    def begin(self, name: str) -> ScriptedTalk:
        """A talk whose number shows in its advice."""
        self._talks += 1
        advice: BotMessage = {**advises("routine"), "text": f"advice {self._talks}"}
        self._replies = ([INTRODUCTION], [OPEN_QUESTION], [advice])
        return super().begin(name)


def test_vignettes_from_file_to_report(tmp_path: Path, capsys):
    part = VignettePart(
        [CASES / "vignettes.yml"],
        thresholds=THRESHOLDS_FILE,
        report=tmp_path / "deep" / "vignettes.json",
        transcripts=tmp_path / "talks",
        twice=True,
    )
    bot = ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [advises("routine")])
    missed = asyncio.run(part.run(bot, MODEL))

    report = json.loads((tmp_path / "deep" / "vignettes.json").read_text())
    assert len(report["cases"]) == 29
    assert report["metrics"]["emergency_sensitivity"]["k"] == 0
    assert report["metrics"]["stability"]["value"] == 1
    assert report["about"]["model"] == "model.tar.gz"
    assert set(report["listed"]["missed_emergencies"]) == {
        case["id"]
        for case in report["cases"]
        if case["expected"]["triage"] == "emergency"
    }
    assert "emergency_sensitivity is 0, below 1" in missed
    assert len(list((tmp_path / "talks").glob("*.txt"))) == 29
    talk = (tmp_path / "talks" / "ces-07.txt").read_text()
    assert "patient: I've had low back pain down my right leg" in talk
    output = capsys.readouterr()
    assert "emergency_sensitivity" in output.out
    assert "[29/29] dvt-01" in output.err


def test_a_bot_that_words_things_differently_each_time_is_not_stable(tmp_path: Path):
    part = VignettePart(
        [CASES / "vignettes.yml"],
        thresholds=THRESHOLDS_FILE,
        report=tmp_path / "vignettes.json",
        twice=True,
    )
    missed = asyncio.run(part.run(CarelessBot(), MODEL))
    assert "stability is 0, below 1" in missed


def test_messages_from_file_to_report(tmp_path: Path, capsys):
    part = MessagePart(
        [CASES / "messages.yml"],
        thresholds=THRESHOLDS_FILE,
        report=tmp_path / "messages.json",
    )
    bot = ScriptedBot(heard={"bladder_change": (Status.ABSENT, None)})
    missed = asyncio.run(part.run(bot, MODEL))

    report = json.loads((tmp_path / "messages.json").read_text())
    assert len(report["cases"]) == 66
    inverted = {row["id"] for row in report["listed"]["red_flag_inverted"]}
    assert inverted == {"op-073", "op-115"}
    assert any(row["got"] == "describe_symptoms" for row in _confusions(report))
    assert any(line.startswith("red_flag_inverted") for line in missed)
    assert "not heard: bladder_change" in capsys.readouterr().err


class BrokenBot(ScriptedBot):
    """Breaks down on every message."""

    async def intent(self, text: str) -> str:
        """Never comes to an intent."""
        raise BotFailure("it broke")


def test_a_breakdown_on_a_message_is_a_wrong_reading(tmp_path: Path):
    report = tmp_path / "messages.json"
    part = MessagePart(
        [CASES / "messages.yml"], thresholds=THRESHOLDS_FILE, report=report
    )
    asyncio.run(part.run(BrokenBot(), MODEL))
    metrics = json.loads(report.read_text())["metrics"]
    assert metrics["intent_accuracy"]["k"] == 0
    assert metrics["finding_recall"]["k"] == 0


def _confusions(report: dict) -> list[dict]:
    return report["metrics"]["confusions"]
