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
def test_a_red_flag_is_heard_within(patterns: Listener, frame: str) -> None:
    assert _wrong(patterns, "reported", frame, "present") == []


@pytest.mark.parametrize("frame", _AROUND_A_DENIAL)
def test_a_denial_is_respected_within(patterns: Listener, frame: str) -> None:
    assert _wrong(patterns, "denied", frame, "absent") == []


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
        "nothing much",
        "nothing too serious",
        "no yes",
        "no... actually yes",
        "no, a little",
        "no to the last one",
        "no to most",
        "no just when I cough",
        "no, just the bum thing",
        "none except the calf",
        "no, had it years ago",
        "no it was removed",
        "no i cant",
        "no it wont come",
        "no?",
        "fine i guess",
        "far from normal",
        "none are ok",
        "nothing feels right",
        "cant feel nothing",
        "not as such",
        "no, everything changed",
        "no... it comes and goes",
        "not sure about the rest, no more than before",
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
    [
        "none apart from the pain",
        "no, only pain",
        "no, yes I'm sure",
        "not yet",
        "no, only pain in my buttock",
        "no just lifted a box",
        "no, but I'm worried",
        "no it just started",
        "no, why?",
        "none that I know of",
        "no. I just want to know what it is",
        "not having any of these",
        "err no",
        "no change there",
        "no o",
    ],
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
    heard = listener.hear(text)
    said = [s for s in heard.statements if s.finding in red_flags]
    assert said or red_flags & {*heard.likely, *heard.perhaps}
    assert not any(s.status == "absent" and s.certain for s in said)


@pytest.mark.parametrize(
    "reply",
    [
        "not normal",
        "not ok",
        "no its not ok",
        "no it isn't fine",
        "normal? no",
        "fine apart from the burning",
        "all good just slow",
        "no i go a lot tho",
        "no, slower",
        "no i cant",
        "no not properly",
        "no not like before",
        "no only at night",
        "no just a bit",
        "hardly",
        "none since yesterday",
        "no pee",
        "no urine",
        "no... maybe",
    ],
)
def test_a_reply_that_says_more_than_no_denies_no_single_red_flag(
    listener: Listener, reply: str
) -> None:
    heard = listener.hear(reply, Asked("screen", "multiple", ("bladder_change",)))
    assert "absent" not in {s.status for s in heard.statements if s.certain}


@pytest.mark.parametrize(
    "reply",
    ["no", "no its fine", "no, all normal", "normal", "no i can pee fine", "no never"],
)
def test_a_plain_no_denies_a_single_red_flag(listener: Listener, reply: str) -> None:
    heard = listener.hear(reply, Asked("screen", "multiple", ("bladder_change",)))
    said = {s.finding: s for s in heard.statements}
    assert said["bladder_change"].status == "absent"
    assert said["bladder_change"].certain
    assert not heard.half_heard


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no fever today", "fever"),
        ("no fever with tablets", "fever"),
        ("no high fever", "fever"),
        ("not weak exactly", "weakness"),
        ("not too weak", "weakness"),
        ("no cancer anymore", "cancer_history"),
        ("no chest pain just tightness", "chest_pain"),
        ("I can stand on it for a second", "cannot_bear_weight"),
        ("haven't checked my temp", "fever"),
        ("no poo for a week", "bowel_change"),
        ("no stool 4 days", "bowel_change"),
        ("no weakness when sitting", "weakness"),
        ("no weakness, slow reaction", "weakness"),
        ("no weakness in the right", "weakness"),
        ("bladder ok when lying", "bladder_change"),
        ("bladder works if I press", "bladder_change"),
        ("peed fine yesterday", "bladder_change"),
        ("not passed out completely", "collapse"),
        ("no cancer, was cured", "cancer_history"),
    ],
)
def test_what_is_denied_for_now_or_in_part_is_no_certain_denial(
    listener: Listener, text: str, finding: str
) -> None:
    screen = Asked("screen", "multiple", (finding, "weight_loss"))
    said = [s for s in listener.hear(text, screen).statements if s.finding == finding]
    assert not any(s.status == "absent" and s.certain for s in said)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no fevers, sweats, or chills", "fever"),
        ("no lumps or bumps", "palpable_mass"),
        ("no history of cancer", "cancer_history"),
        ("never took steroids", "steroid_use"),
        ("no weakness, thanks", "weakness"),
        ("no serious accident", "major_trauma"),
        ("can feel everything when I wipe", "saddle_numbness"),
    ],
)
def test_what_is_denied_outright_is_certain(
    listener: Listener, text: str, finding: str
) -> None:
    heard = listener.hear(text, Asked("screen", "multiple", (finding, "rash")))
    said = [s for s in heard.statements if s.finding == finding]
    assert [(s.status, s.certain) for s in said] == [("absent", True)]


def test_options_are_picked_by_number_with_the_rest_denied(listener: Listener) -> None:
    findings = ("saddle_numbness", "bladder_change", "bowel_change")
    options = tuple((f, f) for f in findings)
    asked = Asked("screen", "multiple", findings, options)
    said = {
        s.finding: s.status for s in listener.hear("1 yes rest no", asked).statements
    }
    assert said == {
        "saddle_numbness": "present",
        "bladder_change": "absent",
        "bowel_change": "absent",
    }
    picked = listener.hear("2,3", asked).statements
    assert {s.finding for s in picked if s.status == "present"} == {
        "bladder_change",
        "bowel_change",
    }


def test_weak_alone_answers_a_question_about_weakness(listener: Listener) -> None:
    asked = Asked("screen", "multiple", ("weakness", "foot_drop"))
    said = {
        s.finding: s.status for s in listener.hear("only a bit weak", asked).statements
    }
    assert said["weakness"] == "present"
