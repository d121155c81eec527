"""What counts as right, unsafe, late, early, named: one vignette at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation.crosswalk import load_crosswalk
from evaluation.vignette_report import vignette_report
from evaluation.vignette_scores import Score, score
from tests.evaluation.scripted import (
    INTRODUCTION,
    OPEN_QUESTION,
    ScriptedBot,
    advises,
    talk,
    vignette,
)

RED_FLAG = {"pattern": "red_flag", "suspected": "cauda_equina", "triage": "emergency"}


@pytest.fixture
def scored(tmp_path: Path):
    """The score of a case with these fields for an advice."""

    def judge(level: str, *, advice: dict[str, Any] | None = None, **fields) -> Score:
        case = vignette(tmp_path, **fields)
        message = advises(level, **(advice or {}))
        outcome = talk(ScriptedBot([INTRODUCTION], [OPEN_QUESTION], [message]), case)
        return score(case, outcome, load_crosswalk())

    return judge


@pytest.mark.parametrize(
    ("level", "triage"),
    [
        ("emergency", "emergency"),
        ("same_day", "urgent"),
        ("soon", "routine"),
        ("routine", "routine"),
        ("self_care", "self_care"),
    ],
)
def test_our_levels_read_as_their_triage(scored, level, triage):
    assert scored(level).got_triage == triage


def test_advice_in_triage_ok_is_exact(scored):
    result = scored("same_day", triage="routine", triage_ok=["urgent"])
    assert result.is_exact
    assert not result.is_over


def test_routine_advice_for_an_urgent_case_is_unsafe_and_under(scored):
    result = scored("routine", triage="urgent")
    assert result.is_unsafe
    assert result.is_under


def test_urgent_advice_for_an_emergency_is_under_but_not_unsafe(scored):
    result = scored("same_day", **RED_FLAG)
    assert result.is_under
    assert not result.is_unsafe
    assert not result.is_exact


def test_routine_advice_that_triage_ok_allows_is_not_unsafe(scored):
    result = scored("routine", triage="urgent", triage_ok=["routine"])
    assert not result.is_unsafe


def test_emergency_advice_for_a_routine_case_is_a_false_emergency(scored):
    result = scored("emergency", triage="routine")
    assert result.is_false_emergency
    assert result.is_over


def test_emergency_advice_in_triage_ok_is_no_false_emergency(scored):
    result = scored("emergency", triage="urgent", triage_ok=["emergency"])
    assert not result.is_false_emergency


def test_a_tied_pattern_counts_in_part(scored):
    tied = [["mechanical_low_back_pain", "disc_radiculopathy"]]
    result = scored("routine", advice={"ranked": tied})
    assert result.top1 == 0.5
    assert result.top3 == 1


def test_an_also_acceptable_pattern_counts(scored):
    ranked = {"ranked": [["disc_radiculopathy"]]}
    assert scored("routine", advice=ranked, also_acceptable=["sciatica"]).top1 == 1


def test_a_red_flag_named_counts_where_one_is_acceptable(scored):
    named = {"suspected": ["vascular"]}
    fields = {"also_acceptable": ["red_flag"], "triage": "urgent"}
    assert scored("same_day", advice=named, **fields).top1 == 1
    assert scored("same_day", **fields).top1 == 0


def test_the_cause_must_be_among_the_reasons(scored):
    assert scored(
        "emergency", advice={"suspected": ["cauda_equina"]}, **RED_FLAG
    ).suspected_named
    assert not scored(
        "emergency", advice={"suspected": ["vascular"]}, **RED_FLAG
    ).suspected_named


def test_red_flag_cases_have_no_pattern_to_find(scored):
    result = scored("emergency", **RED_FLAG)
    assert result.top1 is None
    assert scored("routine").suspected_named is None


def test_a_failed_talk_is_right_in_nothing(tmp_path: Path):
    case = vignette(tmp_path)
    result = score(case, talk(ScriptedBot(), case), load_crosswalk())
    assert not result.is_exact
    assert not result.is_under
    assert result.top1 == 0
    assert result.failure == "silence: the bot did not reply"


def test_the_report_counts_each_rate_over_the_cases_it_concerns(scored):
    scores = [
        scored("emergency", advice={"suspected": ["cauda_equina"]}, **RED_FLAG),
        scored("same_day", **RED_FLAG),
        scored("routine", advice={"ranked": [["mechanical_low_back_pain"]]}),
        scored("emergency", clarity="ambiguous"),
    ]
    metrics = vignette_report(scores, {"cases": len(scores)})["metrics"]
    counts = {
        name: (metrics[name]["k"], metrics[name]["n"])
        for name in (
            "emergency_sensitivity",
            "unsafe",
            "false_emergency",
            "triage_exact",
            "under_triage",
            "over_triage",
            "top1",
            "top1_clear",
            "suspected_named",
            "failures",
        )
    }
    assert counts == {
        "emergency_sensitivity": (1, 2),
        "unsafe": (0, 2),
        "false_emergency": (1, 2),
        "triage_exact": (2, 4),
        "under_triage": (1, 4),
        "over_triage": (1, 4),
        "top1": (1, 2),
        "top1_clear": (1, 1),
        "suspected_named": (1, 2),
        "failures": (0, 4),
    }


def test_the_report_has_every_key_of_the_protocol(scored):
    report = vignette_report([scored("routine")], {"cases": 1})
    assert set(report["metrics"]) >= {
        "emergency_sensitivity",
        "unsafe",
        "false_emergency",
        "triage_exact",
        "under_triage",
        "over_triage",
        "top1",
        "top3",
        "top1_clear",
        "top3_clear",
        "suspected_named",
        "failures",
        "questions_median_emergency",
        "questions_median_other",
        "questions_p90",
        "questions_max",
        "repeated_questions",
        "splits",
    }
    assert set(report["metrics"]["splits"]) == {
        "pattern",
        "kind",
        "clarity",
        "gold_basis",
    }
    assert set(report["cases"][0]) >= {
        "id",
        "expected",
        "got",
        "correct",
        "questions",
        "reasons",
        "failure",
    }


def test_what_went_wrong_is_listed_one_by_one(scored):
    report = vignette_report([scored("routine", **RED_FLAG)], {"cases": 1})
    assert report["listed"]["missed_emergencies"] == ["case-1"]
    assert report["listed"]["unsafe"] == ["case-1"]
    assert report["listed"]["cause_not_named"] == ["case-1"]
