"""A second reader's labels, scored as the bot is."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.agreement import agreement
from evaluation.command_line import main
from evaluation.crosswalk import load_crosswalk
from evaluation.errors import EvaluationFileError

CROSSWALK = load_crosswalk()
READERS = Path("evaluation/readers")
LABELS = """
- id: one
  text: no numbness, but my left leg is weak
  findings: {weakness: true, saddle_numbness: false}
  intent: describe_symptoms
  basis: written
- {id: two, text: hello, findings: {}, intent: greet, basis: written}
"""


def _pair(folder: Path, reader: str) -> tuple[Path, Path]:
    labels, read = folder / "labels.yml", folder / "reader.yml"
    labels.write_text(LABELS)
    read.write_text(reader)
    return labels, read


def test_a_reader_who_labels_alike_agrees_in_everything(tmp_path: Path) -> None:
    labels, _ = _pair(tmp_path, "")
    metrics = agreement(labels, labels, CROSSWALK)["metrics"]
    assert metrics["finding_f1"]["value"] == 1
    assert metrics["intent_accuracy"]["value"] == 1
    assert metrics["red_flag_missed"]["k"] == 0


def test_what_a_reader_misses_inverts_and_adds_is_counted_as_for_the_bot(
    tmp_path: Path,
) -> None:
    reader = """
- id: one
  findings: {saddle_numbness: true, fever: false}
  intent: describe_symptoms
- {id: two, findings: {}, intent: chitchat}
"""
    report = agreement(*_pair(tmp_path, reader), CROSSWALK)
    assert report["listed"] == {
        "red_flag_missed": [{"id": "one", "finding": "weakness"}],
        "red_flag_inverted": [{"id": "one", "finding": "saddle_numbness"}],
    }
    metrics = report["metrics"]
    assert metrics["finding_recall"]["k"] == 0
    assert metrics["finding_precision"]["n"] == 2
    assert metrics["intent_accuracy"]["k"] == 1


def test_a_reader_of_other_messages_is_refused_by_name(tmp_path: Path) -> None:
    reader = "- {id: one, findings: {}, intent: greet}\n"
    with pytest.raises(EvaluationFileError, match="two"):
        agreement(*_pair(tmp_path, reader), CROSSWALK)


def test_a_word_no_vocabulary_has_is_refused_by_name(tmp_path: Path) -> None:
    reader = """
- {id: one, findings: {wekness: true}, intent: describe_symptoms}
- {id: two, findings: {}, intent: greet}
"""
    with pytest.raises(EvaluationFileError, match="wekness"):
        agreement(*_pair(tmp_path, reader), CROSSWALK)


def test_the_command_prints_the_agreement_and_needs_no_bot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels, _ = _pair(tmp_path, "")
    assert main(["agreement", str(labels), str(labels)]) == 0
    assert "finding_f1" in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["15", "16", "17", "18"])
@pytest.mark.parametrize("kind", ["messages", "complete"])
def test_a_second_reader_has_read_every_message_of_the_sets(
    folder: str, kind: str
) -> None:
    labels = Path(f"evaluation/sets/{folder}/{kind}.yml")
    report = agreement(labels, READERS / folder / f"{kind}.yml", CROSSWALK)
    assert report["metrics"]["finding_f1"]["value"] > 0.8


@pytest.mark.parametrize("reader", ["1", "2", "3"])
def test_three_second_readers_have_read_every_open_message(reader: str) -> None:
    labels = Path("evaluation/cases/messages.yml")
    report = agreement(labels, READERS / "open" / f"{reader}.yml", CROSSWALK)
    assert report["about"]["cases"] == 66
