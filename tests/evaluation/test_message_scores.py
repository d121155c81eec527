"""What counts as heard, missed, inverted or made up: one message at a time."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.crosswalk import load_crosswalk
from evaluation.message_report import message_report
from evaluation.message_scores import MessageScore, score_message
from evaluation.messages import LabelledMessage
from evaluation.talk import Heard
from knowledge.case import Status

YES = (Status.PRESENT, None)
NO = (Status.ABSENT, None)


def scored(
    findings: dict[str, Any],
    heard: Heard,
    *,
    arguable: dict[str, Any] | None = None,
    intent: str = "deny",
    got: str = "deny",
    asked_back: tuple[str, ...] = (),
) -> MessageScore:
    """The score of a message that states these findings."""
    message = LabelledMessage(
        id="m-1",
        text="…",
        findings=findings,
        arguable=arguable or {},
        intent=intent,
        basis="post",
    )
    return score_message(message, got, heard, load_crosswalk(), asked_back)


def names(statements: Any) -> list[str]:
    """The findings of some expected pairs."""
    return [entry.finding for entry in statements]


def test_a_pair_heard_as_labelled_is_found():
    result = scored({"worse_sitting": True}, {"worse_sitting": YES})
    assert names(result.found) == ["worse_sitting"]
    assert not result.missing
    assert not result.extra


def test_a_pair_heard_the_wrong_way_is_both_missing_and_extra():
    result = scored({"worse_sitting": True}, {"worse_sitting": NO})
    assert names(result.missing) == ["worse_sitting"]
    assert list(result.extra) == ["worse_sitting"]


@pytest.mark.parametrize("heard", [{}, {"fatigue": YES}])
def test_what_is_arguable_may_be_heard_or_not(heard):
    result = scored({}, heard, arguable={"fatigue": True})
    assert not result.found
    assert not result.missing
    assert not result.extra


@pytest.mark.parametrize(
    ("onset", "is_right"),
    [("sudden", True), ("after_lifting", True), ("after_fall", False)],
)
def test_either_of_two_fair_values_is_right(onset, is_right):
    heard = {"onset": (Status.PRESENT, onset)}
    result = scored({"onset": "sudden"}, heard, arguable={"onset": "after_lifting"})
    assert bool(result.found) == is_right
    assert bool(result.extra) != is_right


def test_hearing_unsure_is_hearing_nothing():
    result = scored({"weakness": True}, {"weakness": (Status.UNSURE, None)})
    assert names(result.missing) == ["weakness"]
    assert not result.extra


@pytest.mark.parametrize(("weeks", "is_right"), [(4.3, True), (4.8, True), (5, False)])
def test_a_duration_may_differ_by_a_fifth(weeks, is_right):
    result = scored({"duration_weeks": 4}, {"duration_weeks": (Status.PRESENT, weeks)})
    assert bool(result.found) is is_right


def test_every_place_named_is_a_pair_of_its_own():
    result = scored({"location": ["buttock", "groin"]}, {"site_groin": YES})
    assert names(result.found) == ["site_groin"]
    assert names(result.missing) == ["site_buttock"]


@pytest.mark.parametrize(("place", "extra"), [("groin", []), ("calf", ["main_site"])])
def test_a_worst_place_may_be_heard_when_it_is_one_of_the_places(place, extra):
    heard = {
        "site_groin": YES,
        "site_buttock": YES,
        "main_site": (Status.PRESENT, place),
    }
    result = scored({"location": ["buttock", "groin"]}, heard)
    assert list(result.extra) == extra


def test_a_place_nobody_named_is_one_mistake_even_when_heard_as_the_worst():
    heard = {"site_leg": YES, "main_site": (Status.PRESENT, "leg")}
    assert list(scored({"side": "right"}, heard).extra) == ["site_leg"]


def test_a_worst_place_other_than_the_labelled_one_is_a_mistake_of_its_own():
    heard = {"site_leg": YES, "main_site": (Status.PRESENT, "leg")}
    result = scored({"location": ["leg", "groin"], "main_location": "groin"}, heard)
    assert list(result.extra) == ["main_site"]


def test_a_worst_place_that_is_labelled_must_be_heard():
    result = scored({"main_location": "groin"}, {"site_groin": YES})
    assert names(result.missing) == ["main_site"]
    assert not result.extra


def test_a_place_that_does_not_hurt_has_no_word_in_the_labels():
    heard = {"site_buttock": YES, "site_low_back": NO}
    assert not scored({"location": ["buttock"]}, heard).extra


def test_a_painful_place_heard_as_spared_is_missing():
    result = scored({"location": ["low_back"]}, {"site_low_back": NO})
    assert names(result.missing) == ["site_low_back"]


def test_what_a_fact_implies_may_be_heard():
    heard = {"worse_sitting_hard_surface": YES, "worse_sitting": YES}
    assert not scored({"worse_sitting_hard_surface": True}, heard).extra


def test_findings_without_a_word_in_the_vocabulary_do_not_count():
    heard = {"severe_pain": YES, "age_years": (Status.PRESENT, 61.0)}
    result = scored({}, heard)
    assert not result.extra


def test_facts_that_are_not_modelled_do_not_count():
    result = scored({"age_over_50_new_pain": True}, {})
    assert not result.missing


def test_a_red_flag_not_heard_is_missed_and_not_inverted():
    result = scored({"bladder_change": True}, {})
    assert result.red_flags_missed == ("bladder_change",)
    assert result.red_flags_inverted == ()


def test_a_red_flag_heard_as_denied_is_missed_and_inverted():
    result = scored({"bladder_change": True}, {"bladder_change": NO})
    assert result.red_flags_missed == ("bladder_change",)
    assert result.red_flags_inverted == ("bladder_change",)


def test_a_denied_red_flag_heard_as_present_is_inverted():
    result = scored({"bladder_change": False}, {"bladder_change": YES})
    assert result.red_flags_missed == ()
    assert result.red_flags_inverted == ("bladder_change",)


def test_a_red_flag_asked_back_stays_missed_and_is_told_beside():
    result = scored({"bladder_change": True}, {}, asked_back=("bladder_change",))
    assert result.red_flags_missed == ("bladder_change",)
    assert result.red_flags_asked_back == ("bladder_change",)
    assert result.asked_in_vain == ()


def test_what_nobody_reported_is_asked_back_in_vain():
    result = scored(
        {"bladder_change": False}, {}, asked_back=("bladder_change", "fever")
    )
    assert result.red_flags_asked_back == ()
    assert result.asked_in_vain == ("bladder_change", "fever")


def test_our_finer_intents_read_as_theirs():
    assert scored({}, {}, intent="ask_question", got="ask_why").is_intent_right
    assert scored({}, {}, intent="goodbye", got="stop").is_intent_right
    assert not scored({}, {}, intent="deny", got="nlu_fallback").is_intent_right


def test_the_report_counts_pairs_over_all_messages():
    scores = [
        scored({"fever": False, "weight_loss": False}, {"fever": NO}),
        scored({"weakness": True}, {"weakness": YES, "rash": YES}, got="affirm"),
    ]
    metrics = message_report(scores, {"cases": 2})["metrics"]
    counts = {
        name: (metrics[name]["k"], metrics[name]["n"])
        for name in (
            "intent_accuracy",
            "finding_precision",
            "finding_recall",
            "finding_f1",
            "negation_accuracy",
            "red_flag_missed",
            "red_flag_inverted",
        )
    }
    assert counts == {
        "intent_accuracy": (1, 2),
        "finding_precision": (2, 3),
        "finding_recall": (2, 3),
        "finding_f1": (2, 3),
        "negation_accuracy": (1, 2),
        "red_flag_missed": (0, 1),
        "red_flag_inverted": (0, 3),
    }
    assert metrics["confusions"] == [
        {"expected": "deny", "got": "affirm", "count": 1, "ids": ["m-1"]}
    ]
    assert set(metrics["splits"]["basis"]) == {"post"}
