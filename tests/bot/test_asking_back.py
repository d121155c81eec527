"""A warning sign told in words no pattern foresees is asked back, once, never noted."""

from __future__ import annotations

import pytest

from bot.actions import parts
from bot.actions.ambiguous import asking_back
from knowledge import Answer, Status
from tests.bot.played import Played, abouts, begun
from understanding import Heard

UNFORESEEN = "it only comes in drops when I stand at the pot for ages"
SIGN = "bladder_change"
DESCRIBING = "describe_symptoms"


def asks_back(messages) -> bool:
    return "perhaps_said" in abouts(messages)


@pytest.fixture
def asked() -> Played:
    played = begun("my low back hurts")
    heard = parts.LISTENER.hear(UNFORESEEN)
    assert SIGN in (*heard.likely, *heard.perhaps)
    messages = played.say(UNFORESEEN)
    assert asks_back(messages)
    return played


def test_it_is_asked_and_not_yet_noted(asked: Played) -> None:
    assert asked.status(SIGN) is None
    assert asked.interview.pending.findings == (SIGN,)


def test_a_yes_raises_the_alarm(asked: Played) -> None:
    messages = asked.say("yes", "affirm")
    assert asked.status(SIGN) is Status.PRESENT
    assert "999" in " ".join(message["text"] for message in messages)


def test_a_no_goes_on_and_is_not_asked_again(asked: Played) -> None:
    asked.say("no", "deny")
    assert asked.status(SIGN) is Status.ABSENT
    assert not asks_back(asked.say(UNFORESEEN))


def test_not_sure_is_kept_as_not_sure(asked: Played) -> None:
    asked.say("not sure", "unsure")
    assert asked.status(SIGN) is Status.UNSURE


def test_passing_over_the_question_does_not_put_it_anew_each_time(
    asked: Played,
) -> None:
    assert not asks_back(asked.say(UNFORESEEN))


def test_beside_an_alarm_nothing_is_asked_back() -> None:
    played = begun("my low back hurts")
    played.say("I am numb between my legs")
    assert not asks_back(played.say(UNFORESEEN))


def test_an_emergency_that_is_not_ours_comes_first_and_nothing_is_asked() -> None:
    played = begun("my low back hurts")
    messages = played.say(f"i feel like killing myself and {UNFORESEEN}")
    assert "emergency_other" in abouts(messages)
    assert not asks_back(messages)
    assert played.interview.asked_back == frozenset()


def test_an_emergency_known_by_its_wording_alone_is_not_held_up() -> None:
    played = begun("my low back hurts")
    messages = played.say(UNFORESEEN, "emergency_other")
    assert abouts(messages) == ["emergency_other"]
    assert played.interview.asked_back == frozenset()


@pytest.mark.parametrize("intent", ["restart", "stop", "goodbye", "hand_over"])
def test_a_suspicion_holds_up_nobody_who_wants_to_end(intent: str) -> None:
    assert not asks_back(begun("my low back hurts").say(UNFORESEEN, intent))


def test_a_carer_is_not_asked_whether_it_is_so_for_the_carer() -> None:
    played = begun("my husband has low back pain, he is 60")
    said = {m["custom"].get("about"): m["text"] for m in played.say(UNFORESEEN)}
    assert "you?" not in said["perhaps_said"]


def test_what_could_not_make_care_more_urgent_is_not_asked_back() -> None:
    harmless = Heard(perhaps=("osteoporosis",))
    before = begun("my low back hurts").interview
    assert asking_back(before, harmless, DESCRIBING) is before
    both = Heard(perhaps=("osteoporosis", "bowel_change"))
    urgent = asking_back(before, both, DESCRIBING)
    assert urgent.news.doubt.findings == ("bowel_change",)
    assert urgent.asked_back == {"bowel_change"}


def test_what_was_all_but_surely_told_is_asked_first() -> None:
    heard = Heard(likely=("bladder_change",), perhaps=("bowel_change",))
    asked = asking_back(begun("my low back hurts").interview, heard, DESCRIBING)
    assert asked.news.doubt.findings == ("bladder_change",)


@pytest.mark.parametrize("status", [Status.PRESENT, Status.DECLINED])
def test_what_was_told_or_declined_is_not_asked_back(status: Status) -> None:
    before = begun("my low back hurts").interview
    told = before.answering([Answer(finding=SIGN, status=status)])
    assert asking_back(told, Heard(perhaps=(SIGN,)), DESCRIBING) is told


def test_what_was_denied_before_is_asked_about_once_more() -> None:
    before = begun("my low back hurts").interview
    denied = before.answering([Answer(finding=SIGN, status=Status.ABSENT)])
    asked = asking_back(denied, Heard(perhaps=(SIGN,)), DESCRIBING)
    assert asked.asked_back == {SIGN}
