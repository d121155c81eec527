"""What one message adds to the case, and what it must never add."""

from __future__ import annotations

import pytest

from bot.actions.alarm import sound
from bot.actions.interview import Interview, Pending
from bot.actions.parts import KB
from bot.actions.recording import record
from bot.actions.utterance import Utterance
from knowledge import Answer, How, SaidBy, Status
from understanding import Heard
from understanding.model import Statement

SCREEN = KB.questions["cauda_equina_screen"]


def asked(question: str, *findings: str) -> Interview:
    """An interview in which this question waits for its answer."""
    record = KB.questions[question]
    pending = Pending(
        question=question, kind=record.kind, findings=findings or record.findings
    )
    return Interview().asking(pending)


def tapped(interview: Interview, **button: str) -> Interview:
    """The interview after a button of a question."""
    return record(interview, Utterance(intent="answer", tapped=True, button=button))


def typed(interview: Interview, text: str, intent: str = "describe_symptoms"):
    """The interview after some words."""
    return record(interview, Utterance(text=text, intent=intent))


def states(interview: Interview) -> dict[str, str]:
    """The status of every finding that has one."""
    return {f: a.status.value for f, a in interview.case.current.items()}


# --- buttons  ---


def test_none_of_these_denies_every_finding_asked() -> None:
    heard = tapped(asked(SCREEN.id), q=SCREEN.id, o="none")
    assert states(heard) == dict.fromkeys(SCREEN.findings, "absent")


@pytest.mark.parametrize("option", ["unsure", "declined"])
def test_unsure_and_declined_are_noted_as_such(option: str) -> None:
    heard = tapped(asked(SCREEN.id), q=SCREEN.id, o=option)
    assert states(heard) == dict.fromkeys(SCREEN.findings, option)


def test_ticking_one_box_says_nothing_of_the_others() -> None:
    heard = tapped(asked(SCREEN.id), q=SCREEN.id, o="bowel_change")
    assert states(heard) == {"bowel_change": "present"}
    assert heard.pending and "bowel_change" not in heard.pending.findings


@pytest.mark.parametrize("rest", ["absent", "unsure"])
def test_only_these_settles_the_others_as_the_person_said(rest: str) -> None:
    heard = tapped(
        asked(SCREEN.id), q=SCREEN.id, o="bowel_change+saddle_numbness", rest=rest
    )
    expected = dict.fromkeys(SCREEN.findings, rest)
    expected |= {"bowel_change": "present", "saddle_numbness": "present"}
    assert states(heard) == expected
    assert heard.pending is None


def test_none_of_these_says_nothing_of_what_was_answered_before() -> None:
    first = tapped(asked(SCREEN.id), q=SCREEN.id, o="bowel_change")
    second = tapped(first, q=SCREEN.id, o="none")
    assert second.case.status("bowel_change") is Status.PRESENT
    assert second.case.status("saddle_numbness") is Status.ABSENT


def test_a_choice_and_a_number_carry_their_value() -> None:
    assert tapped(asked("sex"), q="sex", o="female").case.value("sex") == "female"
    weeks = tapped(asked("duration"), q="duration", o="0.4")
    assert weeks.case.value("duration_weeks") == 0.4


def test_none_is_a_choice_where_the_question_offers_it() -> None:
    heard = tapped(asked("radiation"), q="radiation", o="none")
    assert heard.case.value("radiation") == "none"


def test_the_button_of_another_question_changes_nothing() -> None:
    before = asked(SCREEN.id)
    heard = tapped(before, q="illness_screen", o="none")
    assert heard.case == before.case
    assert heard.news.stale


def test_a_double_click_on_an_answered_question_changes_nothing() -> None:
    once = tapped(asked("age"), q="age", o="41")
    twice = tapped(once, q="age", o="17")
    assert twice.case == once.case


@pytest.mark.parametrize(
    ("question", "button"),
    [
        ("age", {"o": "-3"}),
        ("age", {"o": "500"}),
        ("age", {"o": "nan"}),
        ("age", {"o": "inf"}),
        ("age", {"o": ""}),
        ("age", {}),
        ("sex", {"o": "horse"}),
        ("sex", {"o": "yes"}),
        ("cauda_equina_screen", {"o": "yes"}),
        ("cauda_equina_screen", {"o": "no"}),
        ("cauda_equina_screen", {"o": "fever"}),
        ("cauda_equina_screen", {"o": "fever", "rest": "absent"}),
        ("cauda_equina_screen", {"o": "bowel_change+site_foot"}),
        ("cauda_equina_screen", {"o": "__class__"}),
        ("cauda_equina_screen", {"o": "", "rest": "present"}),
        ("breathless_with_swollen_leg", {"o": "none"}),
    ],
)
def test_a_payload_made_by_hand_sets_no_finding(question: str, button: dict) -> None:
    heard = tapped(asked(question), q=question, **button)
    assert states(heard) == {}
    assert heard.pending is not None


# --- words  ---


def test_words_are_kept_with_who_said_them_when_and_how() -> None:
    interview = Interview().next_turn("1").next_turn("2")
    heard = typed(interview, "pain in my left buttock")
    buttock = heard.case.current["site_buttock"]
    assert (buttock.how, buttock.said_by, buttock.turn, buttock.words) == (
        How.TYPED,
        SaidBy.PATIENT,
        2,
        "pain in my left buttock",
    )


def test_no_to_a_list_of_red_flags_denies_all_of_them() -> None:
    heard = typed(asked(SCREEN.id), "no, none of these", "deny")
    assert states(heard) == dict.fromkeys(SCREEN.findings, "absent")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no, stop", "stop"),
        ("no", "goodbye"),
        ("no, why do you ask?", "ask_why"),
        ("no, go back", "go_back"),
        ("no, start again", "restart"),
        ("no, what is that?", "ask_question"),
        ("no", "hand_over"),
    ],
)
def test_a_no_beside_the_question_denies_nothing(text: str, intent: str) -> None:
    assert states(typed(asked(SCREEN.id), text, intent)) == {}


def test_the_classifier_alone_can_say_unsure_but_never_no() -> None:
    gibberish = "hmm qwrt"
    unsure = typed(asked(SCREEN.id), gibberish, "unsure")
    assert states(unsure) == dict.fromkeys(SCREEN.findings, "unsure")
    assert {a.how for a in unsure.case.answers} == {How.INFERRED}
    assert states(typed(asked(SCREEN.id), gibberish, "deny")) == {}
    assert states(typed(asked(SCREEN.id), gibberish, "affirm")) == {}


def test_a_red_flag_is_heard_while_something_else_is_asked() -> None:
    heard = typed(asked("age"), "I have wet myself twice since yesterday")
    assert heard.case.status("bladder_change") is Status.PRESENT
    assert heard.pending and heard.pending.question == "age"


def test_findings_count_whatever_was_meant_by_the_message() -> None:
    for intent in ("chitchat", "out_of_scope", "nlu_fallback", "stop", "greet"):
        heard = typed(Interview(), "I have no feeling between my legs", intent)
        assert heard.case.status("saddle_numbness") is Status.PRESENT, intent


def test_somebody_elses_findings_are_a_carers_statements() -> None:
    heard = typed(Interview(), "my dad is 80 and his lower back hurts")
    assert {a.said_by for a in heard.case.answers} == {SaidBy.CARER}
    later = tapped(heard.asking(asked("sex").pending), q="sex", o="male")
    assert later.case.current["sex"].said_by is SaidBy.CARER


def test_the_last_word_within_a_message_counts() -> None:
    left = Answer(finding="side", status=Status.PRESENT, value="left")
    right = Answer(finding="side", status=Status.PRESENT, value="right")
    known = Interview().answering([left])
    assert known.answering([right, left]).case.value("side") == "left"


def test_saying_the_same_again_adds_nothing() -> None:
    once = typed(Interview(), "pain in my left buttock")
    assert typed(once, "pain in my left buttock").case == once.case


def test_a_short_correction_is_about_the_question_before() -> None:
    age = tapped(asked("age"), q="age", o="41")
    sex = age.asking(asked("sex").pending)
    corrected = typed(sex, "sorry, I meant 14", "correct_previous_answer")
    assert corrected.case.value("age_years") == 14


# --- after an emergency that is not ours ---


def test_a_no_after_a_crisis_message_denies_none_of_the_red_flags_that_waited() -> None:
    crisis = sound(typed(asked(SCREEN.id), "I want to kill myself", "emergency_other"))
    assert crisis.messages
    after = typed(crisis.interview, "no", "deny")
    assert states(after) == {}


def test_consent_to_go_on_denies_none_of_the_red_flags_that_wait() -> None:
    heard = typed(asked(SCREEN.id), "no problem, go on", "begin")
    assert states(heard) == {}


def test_what_is_only_guessed_counts_where_nothing_is_known_and_replaces_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guessed = tuple(
        Statement(finding, "present", certain=False)
        for finding in ("worse_sitting", "worse_walking")
    )
    heard = Heard(guessed=guessed)
    monkeypatch.setattr("bot.actions.recording.listen", lambda *_: heard)
    denied = Answer(finding="worse_sitting", status=Status.ABSENT)
    after = typed(Interview().answering([denied]), "in words nobody foresaw")
    assert states(after) == {"worse_sitting": "absent", "worse_walking": "present"}
    assert after.case.current["worse_walking"].how is How.INFERRED
