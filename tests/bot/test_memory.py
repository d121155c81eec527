"""What is remembered between two messages comes back as it was."""

from __future__ import annotations

import json

import pytest

from bot.actions import memory
from bot.actions.interview import Doubt, Interview, News, Pending, Stage
from knowledge import Answer, Case, How, SaidBy, Status
from tests.bot.played import begun, tracker

ANSWERS = (
    Answer(finding="site_buttock", status=Status.PRESENT, turn=2, words="my bum"),
    Answer(finding="side", status=Status.PRESENT, value="left", turn=2, words="my bum"),
    Answer(
        finding="age_years",
        status=Status.PRESENT,
        value=41.0,
        turn=3,
        question="age",
        how=How.TAPPED,
        said_by=SaidBy.CARER,
    ),
    Answer(finding="fever", status=Status.DECLINED, turn=4, how=How.INFERRED),
    Answer(finding="side", status=Status.UNSURE, turn=5),
)

WHOLE = Interview(
    case=Case(ANSWERS),
    stage=Stage.RESULT,
    pending=Pending(
        question="sex",
        kind="choice",
        findings=("sex",),
        options=(("female", "Female"), ("male", "Male")),
        reopened=True,
        affirmed=True,
    ),
    asked=("age", "sex"),
    alarms=frozenset({"saddle_numbness", "bladder_change"}),
    advised="routine",
    misunderstood=2,
    speaker=SaidBy.CARER,
    turn=5,
    last_message="abc",
    acknowledged=4,
    supposed=frozenset({"fever"}),
    asked_back=frozenset({"weight_loss"}),
    news=News(
        answers=ANSWERS[-2:],
        known=("fever",),
        typed=True,
        stale=True,
        about_other=True,
        alarmed=True,
        elsewhere=("stroke",),
        doubt=Doubt(findings=("saddle_numbness",), phrase="did_you_mean", words="numb"),
        remark="which_of_them",
        supposed=True,
        problem=True,
    ),
)


@pytest.mark.parametrize("interview", [Interview(), WHOLE])
def test_an_interview_survives_json_unchanged(interview: Interview) -> None:
    over_the_wire = json.loads(json.dumps(memory.to_json(interview)))
    assert memory.from_json(over_the_wire) == interview


def test_a_new_conversation_starts_with_nothing() -> None:
    assert memory.recall(tracker({}, "hi", "greet", "1")) == Interview()


def test_two_new_conversations_do_not_share_anything() -> None:
    one = memory.recall(tracker({}, "hi", "greet", "1"))
    said = Answer(finding="fever", status=Status.PRESENT)
    memory.remember(one.answering([said]))
    assert memory.recall(tracker({}, "hi", "greet", "1")).case == Case()


@pytest.mark.parametrize("rubbish", ["words", [1], {"stage": "elsewhere"}, {"a": 1}])
def test_what_is_no_interview_is_not_taken_for_one(rubbish: object) -> None:
    slots = {memory.SLOT: rubbish}
    with pytest.raises(memory.InterviewUnreadable):
        memory.recall(tracker(slots, "hi", "greet", "1"))


def test_a_whole_interview_stays_small_enough_to_be_sent_with_every_call() -> None:
    played = begun()
    played.until_advised()
    assert len(json.dumps(played.slots)) < 8000
