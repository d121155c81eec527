"""How long a routine call takes: what is read aloud, and the caller's short answers."""

from __future__ import annotations

import re

import pytest

from frontdesk.script import Screen, Screens, Script
from tests.frontdesk.walking import begun, played, told

WORDS_A_MINUTE = 160  # somebody who reads aloud at a steady pace
SECONDS_AN_ANSWER = 2.0
# Digits are said one by one; letters before and after an apostrophe are one word.
_WORD = re.compile(r"\d|[^\W\d_]+(?:[’'][^\W\d_]+)*")

# The story as a caller tells it when asked what, where and since when; what else they
# say; and the most seconds that the call may take. Most of its words are safety
# questions and warning signs: no call can be shorter than those.
BACK = "My lower back has been aching for two weeks"
LEG = "Pain down my leg to below the knee for a month"
BUTTOCK = "Pain in my left buttock for three weeks, worse when I sit"
MAN = {"sex": "male", "radiation": "none"}
CALLS = {
    "back": (BACK, MAN, 210),
    "back of a woman who may have periods": (BACK, MAN | {"sex": "female"}, 220),
    "leg": (LEG, MAN | {"main_site": "leg", "radiation": "below_knee"}, 240),
    "buttock": (BUTTOCK, MAN, 240),
}


def words_aloud(screen: Screen) -> int:
    """How many words of a screen the receptionist reads to the caller."""
    read = [group for group in screen.groups if not group.folded]
    signs = [text for group in read for text in (group.heading, *group.lines)]
    lines = [line.text for line in screen.lines]
    return sum(len(_WORD.findall(text)) for text in (*screen.say, *lines, *signs))


def seconds(seen: list[Screen]) -> float:
    """The length of a call: its words at a steady pace, an answer on each screen."""
    answered = [screen for screen in seen if screen.kind != "done"]
    count = sum(words_aloud(screen) for screen in answered)
    return count / WORDS_A_MINUTE * 60 + len(answered) * SECONDS_AN_ANSWER


@pytest.mark.parametrize("case", CALLS)
def test_a_routine_call_takes_no_longer_than_it_must(
    script: Script, screens: Screens, case: str
) -> None:
    said, answers, most = CALLS[case]

    _, seen = played(script, screens, begun(script), told(said, answers))

    assert seen[-1].id == "handed_over"
    assert seconds(seen) < most, {s.id: words_aloud(s) for s in seen}


@pytest.mark.parametrize("case", CALLS)
def test_the_warning_signs_are_read_in_every_routine_call(
    script: Script, screens: Screens, case: str
) -> None:
    said, answers, _ = CALLS[case]

    _, seen = played(script, screens, begun(script), told(said, answers))

    net = next(screen for screen in seen if screen.id == "net")
    assert sum(len(group.lines) for group in net.groups) == sum(
        len(signs.signs) for signs in screens.words.warning_signs.values()
    )


def test_a_list_is_introduced_once_and_staff_are_told_that_silence_is_no_answer(
    script: Script, screens: Screens
) -> None:
    _, seen = played(script, screens, begun(script), told("my back hurts", {}))

    for screen in seen:
        if screen.kind == "question" and screen.lines:
            assert len(screen.say) == 1
            assert screens.phrase("list_how") in screen.do
