"""Red flags and emergencies: heard in many words, and never made out of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.understanding.reading import table
from understanding import Listener

_RED_FLAGS = table("red_flags.yml")
_EMERGENCIES = table("emergencies.yml")


def _rows(themes: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, messages in themes.items():
        for message in messages:
            yield name, message


def _status(listener: Listener, message: str, finding: str) -> str | None:
    said = {s.finding: s.status for s in listener.hear(message).statements}
    return said.get(finding)


@pytest.mark.parametrize(("finding", "message"), _rows(_RED_FLAGS["reported"]))
def test_a_reported_red_flag_is_heard(
    listener: Listener, finding: str, message: str
) -> None:
    assert _status(listener, message, finding) == "present"


@pytest.mark.parametrize(("finding", "message"), _rows(_RED_FLAGS["denied"]))
def test_a_denied_red_flag_is_heard_as_denied(
    patterns: Listener, finding: str, message: str
) -> None:
    assert _status(patterns, message, finding) == "absent"


def test_the_second_ear_leaves_one_denial_in_thirty_open_and_turns_none_round(
    listener: Listener,
) -> None:
    """What is left open is asked about, which a denial too many would not be."""
    rows = list(_rows(_RED_FLAGS["denied"]))
    heard = [_status(listener, message, finding) for finding, message in rows]
    assert set(heard) <= {"absent", None}
    assert heard.count(None) <= len(rows) / 30


@pytest.mark.parametrize(("finding", "message"), _rows(_RED_FLAGS["not claimed"]))
def test_a_red_flag_nobody_claims_is_not_heard_as_present(
    listener: Listener, finding: str, message: str
) -> None:
    assert _status(listener, message, finding) in (None, "absent")


@pytest.mark.parametrize(("finding", "message"), _rows(_RED_FLAGS["not denied"]))
def test_what_only_holds_a_no_is_no_sure_denial(
    listener: Listener, finding: str, message: str
) -> None:
    denied = [s for s in listener.hear(message).statements if s.status == "absent"]
    assert finding not in {s.finding for s in denied if s.certain}


@pytest.mark.parametrize(("emergency", "message"), _rows(_EMERGENCIES["heard"]))
def test_an_emergency_that_is_not_ours_is_heard(
    listener: Listener, emergency: str, message: str
) -> None:
    assert emergency in listener.hear(message).emergencies


@pytest.mark.parametrize(("emergency", "message"), _rows(_EMERGENCIES["not heard"]))
def test_what_only_sounds_like_an_emergency_is_none(
    listener: Listener, emergency: str, message: str
) -> None:
    assert emergency not in listener.hear(message).emergencies


def test_a_misspelt_red_flag_is_suggested_and_not_assumed(listener: Listener) -> None:
    heard = listener.hear("I am incontinnent")
    assert heard.statements == ()
    assert [(s.meant, s.finding, s.status) for s in heard.suggestions] == [
        ("incontinent", "bladder_change", "present")
    ]


@pytest.mark.parametrize(
    "message",
    [
        "no bladder problems. I can't pee since this morning",
        "I don't have any numbness down there. Numb between my legs when I sit up",
        "no weakness in my legs but my left leg gives way",
        "never had a fever. had a fever of 39 last night",
        "my bowels are fine, I soiled myself on Monday",
    ],
)
def test_a_red_flag_reported_and_denied_is_read_with_caution_and_named(
    listener: Listener, message: str
) -> None:
    heard = listener.hear(message)
    assert len(heard.contradicted) == 1
    said = {s.finding: s.status for s in heard.statements}
    assert said[heard.contradicted[0]] == "present"


@pytest.mark.parametrize(
    "message",
    [
        "no bladder problems, no numbness",
        "I said no fever, actually I do have a fever",
        "numb between my legs, no fever",
        "I can't pee and I can't poo",
    ],
)
def test_what_goes_together_or_is_put_right_is_no_contradiction(
    listener: Listener, message: str
) -> None:
    assert listener.hear(message).contradicted == ()


def test_a_denial_that_was_only_inferred_can_be_told_apart(listener: Listener) -> None:
    plain = {s.finding: s for s in listener.hear("no fever").statements}
    listed = {s.finding: s for s in listener.hear("no pain, fever, rash").statements}
    assert plain["fever"].certain
    assert listed["fever"].status == "absent"
    assert not listed["fever"].certain


def test_bleeding_is_heard_by_a_pregnancy_known_before(listener: Listener) -> None:
    text = "I'm bleeding a bit"
    assert listener.hear(text).statements == ()
    heard = listener.hear(text, known=("pregnancy",))
    said = {s.finding: s.status for s in heard.statements}
    assert said == {"vaginal_bleeding": "present"}


def test_a_misspelt_place_is_heard(listener: Listener) -> None:
    heard = listener.hear("my hamstrng hurts when I run")
    said = {s.finding for s in heard.statements}
    assert {"site_posterior_thigh", "worse_running"} <= said
    assert heard.suggestions == ()


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("my back hurts since March", 36),
        ("low back pain since last summer", 19),
        ("sore buttock since before Christmas", 48),
        ("sciatica since November", 1),
    ],
)
def test_a_month_is_counted_to_the_day_given(
    listener: Listener, text: str, weeks: float
) -> None:
    heard = listener.hear(text, today=date(2026, 11, 22))
    said = [s.value for s in heard.statements if s.finding == "duration_weeks"]
    assert said == [pytest.approx(weeks, abs=1)]


def test_without_a_day_a_month_tells_no_length(listener: Listener) -> None:
    heard = listener.hear("my back hurts since March")
    assert "duration_weeks" not in {s.finding for s in heard.statements}


def test_a_year_is_counted_to_the_day_given(listener: Listener) -> None:
    heard = listener.hear("since 2016", today=date(2018, 6, 1))
    assert [(s.finding, s.value) for s in heard.statements] == [("duration_weeks", 104)]


def test_a_statement_points_at_its_words(listener: Listener) -> None:
    text = "My back hurts. I can't pee."
    statements = {s.finding: s for s in listener.hear(text).statements}
    bladder = statements["bladder_change"]
    assert text[bladder.start : bladder.end] == "can't pee"


def test_nothing_is_heard_in_nothing(listener: Listener) -> None:
    heard = listener.hear("  ?! \n")
    assert heard.statements == ()
    assert heard.reply is None
