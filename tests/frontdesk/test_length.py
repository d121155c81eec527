"""How long a routine call takes: see `length` for what is counted."""

from __future__ import annotations

from collections import Counter

import pytest

from frontdesk.script import Screens, Script
from tests.frontdesk.length import THREE_MINUTES, Length, routine_calls, summary
from tests.frontdesk.walking import begun, played, told

CALLS = 60
UNDER_THREE_MINUTES = 0.99
LONGEST = 195
MOST_KEYS = 40
BACK = "My lower back has been aching for two weeks"
STAGES = ("identity", "callback", "speaker", "story", "net")


@pytest.fixture(scope="module")
def lengths(script: Script, screens: Screens) -> list[Length]:
    return routine_calls(script, screens, CALLS)


def test_a_routine_call_takes_under_three_minutes(lengths: list[Length]) -> None:
    seconds = [length.seconds for length in lengths]
    under = sum(s < THREE_MINUTES for s in seconds)

    assert under >= UNDER_THREE_MINUTES * len(lengths), summary(lengths)
    assert max(seconds) < LONGEST, summary(lengths)


def test_a_routine_call_takes_few_keys_beside_free_text(lengths: list[Length]) -> None:
    assert max(length.keys for length in lengths) < MOST_KEYS, summary(lengths)


def test_no_routine_call_is_short_by_leaving_out_safety(
    lengths: list[Length], script: Script
) -> None:
    asked_of_all = [
        question.id
        for question in script.kb.questions.values()
        if question.is_safety and question.when is None
    ]

    for length in lengths:
        assert {*STAGES, *asked_of_all} <= length.aloud.keys()


def test_the_warning_signs_are_read_in_every_routine_call(
    script: Script, screens: Screens
) -> None:
    _, seen = played(script, screens, begun(script), told(BACK, {}))

    net = next(screen for screen in seen if screen.id == "net")
    assert Counter(line for group in net.groups for line in group.lines) == Counter(
        screens.fill(sign, review="3 weeks")
        for signs in screens.words.warning_signs.values()
        for sign in signs.signs
    )


def test_a_list_is_introduced_once_and_staff_are_told_that_silence_is_no_answer(
    script: Script, screens: Screens
) -> None:
    _, seen = played(script, screens, begun(script), told("my back hurts", {}))

    for screen in seen:
        if screen.kind == "question" and screen.lines:
            assert len(screen.say) == 1
            assert screens.phrase("list_how") in screen.do
