"""Local settings: numbers and windows; urgency can rise but never fall."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge
from knowledge import KnowledgeBase, Level
from rendering import ClinicError, Speaker, load_clinic, with_levels
from tests.rendering.cases import case_of

EXAMPLE = Path(__file__).parents[2] / "clinic.example.yml"


def written(folder: Path, text: str) -> Path:
    path = folder / "clinic.yml"
    path.write_text(text, encoding="utf-8")
    return path


def problem(kb: KnowledgeBase, path: Path) -> str:
    with pytest.raises(ClinicError) as caught:
        load_clinic(kb, path)
    return str(caught.value)


def test_without_settings_everything_is_as_in_the_united_kingdom(
    kb: KnowledgeBase,
) -> None:
    clinic = load_clinic(kb)

    assert clinic.emergency_number == "999"
    assert clinic.urgent_line == "NHS 111"
    assert clinic.levels == {}


def test_the_example_can_be_used_as_it_is(kb: KnowledgeBase) -> None:
    clinic = load_clinic(kb, EXAMPLE)

    assert clinic.clinic_name == "Riverside Practice"
    assert clinic.soon_days == 7
    assert clinic.levels == {"foot_drop": Level.EMERGENCY}


def test_what_is_left_out_keeps_its_default(kb: KnowledgeBase, tmp_path: Path) -> None:
    clinic = load_clinic(kb, written(tmp_path, "windows: {soon_days: 3}\n"))

    assert clinic.soon_days == 3
    assert clinic.review_weeks == load_clinic(kb).review_weeks
    assert clinic.emergency_number == "999"


def test_an_empty_file_changes_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = written(tmp_path, "# nothing yet\n")

    assert load_clinic(kb, path) == load_clinic(kb)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("levels: {saddle_numbness: routine}", "settings can only raise urgency"),
        ("levels: {sadle: emergency}", "there is no such red flag"),
        ("levels: {fever: now}", "'now' is not allowed; allowed: emergency"),
        ("windows: {soon_days: 30}", "30 is greater than the maximum of 14"),
        ("windows: {review_weeks: 12}", "12 is greater than the maximum of 4"),
        ("emergency_nummer: '112'", "allowed: abuse_line"),
        ("emergency_number: 999", "999 is not of type 'string'"),
        ("emergency_number: ''", "emergency_number"),
        ("- a list", "is not of type 'object'"),
        ("levels: {fever: emergency, fever: soon}", "duplicate key"),
    ],
)
def test_a_mistake_is_told(
    kb: KnowledgeBase, tmp_path: Path, text: str, told: str
) -> None:
    message = problem(kb, written(tmp_path, f"{text}\n"))

    assert "clinic.yml" in message
    assert told in message


def test_a_missing_file_is_told(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert "cannot be read" in problem(kb, tmp_path / "none.yml")


def test_no_red_flag_can_be_lowered(kb: KnowledgeBase, tmp_path: Path) -> None:
    for flag in kb.red_flags:
        for level in Level:
            if level.rank > flag.level.rank:
                path = written(tmp_path, f"levels: {{{flag.id}: {level.value}}}\n")
                assert "can only raise" in problem(kb, path)


def test_a_raised_red_flag_is_raised_in_the_engine(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    clinic = load_clinic(kb, written(tmp_path, "levels: {foot_drop: emergency}\n"))
    raised = with_levels(kb, clinic)
    case = case_of({"foot_drop": True, "age_years": 40.0})

    assert knowledge.assess(kb, case).level is Level.SAME_DAY
    assert knowledge.assess(raised, case).level is Level.EMERGENCY
    assert raised.version != kb.version


def test_what_would_change_the_advice_knows_the_raised_level(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    clinic = load_clinic(kb, written(tmp_path, "levels: {foot_drop: emergency}\n"))
    case = case_of({"site_low_back": True})

    levels = {
        change.answers[0].finding: change.level
        for change in knowledge.assess(with_levels(kb, clinic), case).changes
    }

    assert levels["foot_drop"] is Level.EMERGENCY


def test_settings_that_raise_nothing_leave_the_knowledge_alone(
    kb: KnowledgeBase,
) -> None:
    assert with_levels(kb, load_clinic(kb)) is kb


def test_numbers_and_windows_reach_the_person(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    text = (
        "emergency_number: '112'\nemergency_place: casualty\nwindows: {soon_days: 10}\n"
    )
    speaker = Speaker.load(kb, written(tmp_path, text))
    urgent = case_of({"saddle_numbness": True})
    child = case_of({"age_years": 12.0})

    emergency = speaker.emergency(knowledge.assess(kb, urgent), urgent)
    soon = speaker.assessment(knowledge.assess(kb, child), child)[0]

    assert emergency.text.startswith("Emergency: call 112 or go to casualty now.")
    assert emergency.data["assessment"]["call"]["number"] == "112"
    assert "within 10 days" in soon.text
