"""A file that does not fit the format says where, what, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.command_line import main
from evaluation.errors import EvaluationFileError
from evaluation.messages import read_messages
from evaluation.thresholds import read_thresholds, shortfalls
from evaluation.vignettes import read_vignettes

VIGNETTE = (
    "- {id: v-1, source: s, kind: patient_post, pattern: sciatica, triage: routine, "
    "clarity: clear, gold_basis: self_reported, age: 30, sex: male, opening: hi, "
    "facts: {}, answers: {}}\n"
)
MESSAGE = "- {id: m-1, text: hi, findings: {}, intent: greet, basis: post}\n"


def message_of(tmp_path: Path, content: str, read=read_messages) -> str:
    """The error that a file with this content gives."""
    path = tmp_path / "cases.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationFileError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "must be a list of cases"),
        ("id: m-1", "must be a list of cases"),
        ("- hello", "case 1: must be a mapping"),
        ("- {text: hi}", "case 1: needs an `id`"),
        (MESSAGE * 2, "case 2: the id 'm-1' is used twice"),
        ("- {id: a, id: b}", "line 1: is not valid YAML: found duplicate key"),
        ("- {id: a", "is not valid YAML"),
        (
            MESSAGE.replace("greet", "wave"),
            "m-1: intent: is 'wave'; allowed are descri",
        ),
        (MESSAGE.replace("text: hi", "text: 3"), "m-1: text: must be a text"),
        (MESSAGE.replace("{}, i", "[], i"), "m-1: findings: must be a mapping"),
        (MESSAGE.replace("{}, i", "3, i"), "m-1: findings: must be a mapping"),
    ],
)
def test_a_mistake_in_messages_is_named(tmp_path: Path, content: str, expected: str):
    assert expected in message_of(tmp_path, content)


def test_every_mistake_of_a_vignette_is_named_at_once(tmp_path: Path):
    error = message_of(
        tmp_path,
        "- {id: v-1, source: s, kind: rumour, pattern: red_flag, suspected: , "
        "triage: soon, clarity: clear, gold_basis: confirmed, age: 340, sex: female, "
        "opening: '', facts: {}, answers: {fever: [hot]}, triage_ok: urgent, "
        "also_acceptable: [flu]}",
        read_vignettes,
    )
    for expected in (
        "8 problems",
        "v-1: kind: is 'rumour'; allowed are case_report, patient_post",
        "v-1: suspected: is None; allowed are cauda_equina",
        "v-1: triage: is 'soon'; allowed are emergency, urgent, routine, self_care",
        "v-1: age: is 340; it must be a number from 0 to 120",
        "v-1: opening: must be a text that is not empty",
        "v-1: answers: fever: must be a text; put it in quotes",
        "v-1: triage_ok: must be a list of some of emergency",
        "v-1: also_acceptable: has 'flu'; allowed are low_back_pain",
    ):
        assert expected in error


def test_an_answer_that_looks_like_a_number_or_a_truth_is_what_people_say(
    tmp_path: Path,
):
    path = tmp_path / "cases.yml"
    path.write_text(
        VIGNETTE.replace(
            "answers: {}",
            "gold_note: '', answers: {duration_weeks: 3, weakness: false, onset: }",
        ),
        encoding="utf-8",
    )
    (vignette,) = read_vignettes(path)
    assert vignette.answers == {"duration_weeks": "3", "weakness": "no"}
    assert vignette.gold_note is None


def test_an_unknown_field_is_pointed_out_and_changes_nothing(tmp_path: Path):
    path = tmp_path / "cases.yml"
    path.write_text(MESSAGE.replace("basis", "mood: good, basis"), encoding="utf-8")
    (message,) = read_messages(path)
    assert str(message.ignored[0]).startswith("m-1: mood: is no field; fields are id,")


def test_line_breaks_in_a_text_are_blanks(tmp_path: Path):
    path = tmp_path / "cases.yml"
    path.write_text(MESSAGE.replace("hi", '"hi\n    there"'), encoding="utf-8")
    assert read_messages(path)[0].text == "hi there"


def test_a_missing_file_ends_the_command_without_loading_the_bot(tmp_path, capsys):
    assert main(["messages", str(tmp_path / "nowhere.yml")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_an_id_in_two_files_ends_the_command(tmp_path, capsys):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(MESSAGE, encoding="utf-8")
    assert main(["messages", str(tmp_path / "a.yml"), str(tmp_path / "b.yml")]) == 2
    assert "m-1: this id is already used" in capsys.readouterr().err


def test_both_parts_can_be_skipped():
    assert main(["run", "--vignettes", "none", "--messages", "none"]) == 0


def test_a_figure_outside_its_bounds_is_a_shortfall():
    metrics = {"top3": {"value": 0.75}, "failures": {"value": 0.1}, "questions": 9}
    bounds = {
        "top3": {"at_least": 0.8},
        "failures": {"at_most": 0},
        "questions": {"at_most": 10},
    }
    assert shortfalls(metrics, bounds) == [
        "top3 is 0.75, below 0.8",
        "failures is 0.1, above 0",
    ]


def test_a_figure_with_nothing_to_count_is_not_judged():
    assert shortfalls({"top3": {"value": None}}, {"top3": {"at_least": 0.8}}) == []


def test_a_threshold_that_bounds_nothing_is_named(tmp_path: Path):
    path = tmp_path / "thresholds.yml"
    path.write_text("vignettes: {top3: {over: 0.8}}", encoding="utf-8")
    with pytest.raises(EvaluationFileError, match=r"top3: must be \{at_least"):
        read_thresholds(path, "vignettes")
