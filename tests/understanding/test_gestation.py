"""The week of a pregnancy is heard where nothing else is counted in weeks."""

from __future__ import annotations

import pytest

from understanding import Asked, Listener


def _findings(listener: Listener, text: str, asked: Asked | None = None) -> set[str]:
    return {s.finding for s in listener.hear(text, asked).statements}


@pytest.mark.parametrize(
    "text",
    [
        "26 weeks and the stairs are murder",
        "35 weeks, hips killing me, number two on the way",
        "36+5, left bum cheek",
        "bowels fine, 28 wks",
    ],
)
def test_a_week_by_itself_tells_a_pregnancy_and_no_duration(
    listener: Listener, text: str
) -> None:
    assert "pregnancy" in _findings(listener, text)
    assert "duration_weeks" not in _findings(listener, text)


@pytest.mark.parametrize(
    "text",
    [
        "sore for 26 weeks",
        "sciatica 26 weeks now",
        "20 weeks of physio and no better",
        "hip replaced 20 weeks ago",
        "6 weeks and I can't turn over in bed",
        "34 yo male, 20 weeks, back pain",
        "six months on from a discectomy",
    ],
)
def test_weeks_of_something_else_tell_none(listener: Listener, text: str) -> None:
    assert "pregnancy" not in _findings(listener, text)


def test_a_length_that_was_asked_for_is_one(listener: Listener) -> None:
    asked = Asked("duration", "number", ("duration_weeks",), ())
    assert _findings(listener, "26 weeks", asked) == {"duration_weeks"}
