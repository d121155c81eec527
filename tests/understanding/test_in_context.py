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
    ],
)
def test_what_may_hold_an_exception_denies_no_list(
    listener: Listener, reply: str
) -> None:
    findings = ("saddle_numbness", "bladder_change", "bowel_change")
    heard = listener.hear(reply, Asked("screen", "multiple", findings))
    assert "absent" not in {s.status for s in heard.statements if s.certain}


@pytest.mark.parametrize(
    "text",
    [
        "good stream before, now a trickle",
        "I can tell when I need to go but can't start",
    ],
)
def test_what_was_well_and_is_taken_back_is_no_certain_denial(
    listener: Listener, text: str
) -> None:
    said = {s.finding: s for s in listener.hear(text).statements}
    assert (
        said["bladder_change"].status != "absent" or not said["bladder_change"].certain
    )
