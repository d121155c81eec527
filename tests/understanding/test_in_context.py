"""A red flag is heard, and a denial respected, whatever is said around it."""

from __future__ import annotations

import pytest

from tests.understanding.reading import table
from understanding import Asked, Listener

_RED_FLAGS = table("red_flags.yml")
# Told of another person beside one's own complaint, these are rightly not claimed.
_OF_OTHERS = {"my husband passed out", "dad has collapsed"}

_AROUND_A_RED_FLAG = (
    "no fever but {}",
    "yes, {}",
    "My back has been bad for weeks and now {}",
    "{}, should I be worried?",
    "{}. Is this normal?",
    "I don't want to waste your time but {}",
    "it's not just the pain, {}",
    "not sure if it matters but {}",
    "{} but my leg feels fine",
    "{}. My dad had cancer.",
    "never had this before: {}",
    "doctor said it's nothing but {}",
    "the pain isn't too bad today but {}",
)
_AROUND_A_DENIAL = (
    "Hi, I'm 45. {}",
    "My back hurts but {}",
    "{}, just the pain in my back",
    "yes it hurts, {}",
    "pain down my left leg, {}",
    "{} and I'm 50",
    "{}, thanks",
    "worse when sitting, {}",
)


def _wrong(listener: Listener, theme: str, frame: str, status: str) -> list[str]:
    wrong = []
    for finding, messages in _RED_FLAGS[theme].items():
        for message in messages:
            if message in _OF_OTHERS:
                continue
            heard = listener.hear(frame.format(message))
            said = {s.finding: s.status for s in heard.statements}
            if said.get(finding) != status:
                wrong.append(frame.format(message))
    return wrong


@pytest.mark.parametrize("frame", _AROUND_A_RED_FLAG)
def test_a_red_flag_is_heard_within(listener: Listener, frame: str) -> None:
    assert _wrong(listener, "reported", frame, "present") == []


@pytest.mark.parametrize("frame", _AROUND_A_DENIAL)
def test_a_denial_is_respected_within(listener: Listener, frame: str) -> None:
    assert _wrong(listener, "denied", frame, "absent") == []


_AGE = Asked("age", "number", ("age_years",))


@pytest.mark.parametrize(
    "text", ['{"a":1}', '[45, "no"]', '{"saddle_numbness": "no", "fever": "none"}']
)
def test_text_made_for_programs_answers_nothing(listener: Listener, text: str) -> None:
    heard = listener.hear(text, _AGE)
    assert heard.statements == () and heard.reply is None


def test_a_red_flag_is_heard_in_text_made_for_programs_too(listener: Listener) -> None:
    heard = listener.hear(
        '{"text": "I cannot feel anything when I wipe", "age": 3}', _AGE
    )
    assert [s.finding for s in heard.statements] == ["saddle_numbness"]


@pytest.mark.parametrize(
    "reply",
    [
        "not any one of those but all of them",
        "apart from that nothing",
        "👎👍",
        "no, no, no, yes, no",
        "nothing works",
        "nothing has been working since",
        "nothing like that until today",
        "no more than usual",
        "no to the first two",
        "mostly no",
        "no never had anything like this",
    ],
)
def test_what_may_hold_an_exception_denies_no_list(
    listener: Listener, reply: str
) -> None:
    findings = ("saddle_numbness", "bladder_change", "bowel_change")
    heard = listener.hear(reply, Asked("screen", "multiple", findings))
    assert "absent" not in {s.status for s in heard.statements if s.certain}


@pytest.mark.parametrize(
    "reply",
    ["none apart from the pain", "no, only pain", "no, yes I'm sure", "not yet"],
)
def test_a_list_is_denied_where_only_pain_is_left_out(
    listener: Listener, reply: str
) -> None:
    findings = ("saddle_numbness", "bladder_change", "bowel_change")
    heard = listener.hear(reply, Asked("screen", "multiple", findings))
    assert {s.finding for s in heard.statements if s.status == "absent"} == {*findings}


@pytest.mark.parametrize(
    "text",
    [
        "good stream before, now a trickle",
        "I can tell when I need to go but can't start",
        "my bladder is fine apart from leaking",
        "bladder fine, mostly",
        "I don't have any numbness between my legs, well a bit",
        "I can feel when I wipe but only on one side",
        "never had numbness down there until now",
        "bowels are normal for me these days, I just don't feel them",
    ],
)
def test_a_red_flag_denied_with_a_reserve_is_no_certain_denial(
    listener: Listener, text: str
) -> None:
    red_flags = {"bladder_change", "bowel_change", "saddle_numbness"}
    said = [s for s in listener.hear(text).statements if s.finding in red_flags]
    assert said
    assert not any(s.status == "absent" and s.certain for s in said)
