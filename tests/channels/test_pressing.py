"""What cannot wait is told from what can, and only once."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.channels.pressing import CHARACTERS_PER_MINUTE, Pressing, warning_signs
from bot.languages import AS_USUAL, Languages

SPANISH = Languages(answered="es", written="es")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("i cannot feel anything between my legs", AS_USUAL),
        ("not sure if i am numb down there", AS_USUAL),
        ("crushing pain in my chest", AS_USUAL),
        ("i want to kill myself", AS_USUAL),
        ("i cannot feel anything between my legs", SPANISH),
    ],
)
def test_warning_signs_are_heard(text: str, languages: Languages) -> None:
    assert warning_signs(text, languages)


@pytest.mark.parametrize(
    "text", ["my back hurts", "no numbness between my legs", "hm", "2", ""]
)
def test_nothing_else_is(text: str) -> None:
    assert not warning_signs(text, AS_USUAL)


def test_the_same_again_is_not_new() -> None:
    pressing = Pressing()

    def is_new(key: str, *named: str) -> bool:
        return pressing.is_new(key, "x", lambda: frozenset(named))

    assert is_new("a", "numb")
    assert not is_new("a", "numb")
    assert is_new("a", "numb", "weak")
    assert is_new("b", "numb")
    assert not is_new("b")
    pressing.forget("a")
    assert is_new("a", "numb")


def test_of_one_person_only_so_much_is_heard_at_once() -> None:
    pressing, heard = Pressing(), Counter[str]()

    def hear(key: str) -> frozenset[str]:
        heard[key] += 1
        return frozenset()

    for _ in range(1000):
        pressing.is_new("flood", "x" * 4000, lambda: hear("flood"))
    pressing.is_new("somebody else", "x" * 4000, lambda: hear("somebody else"))
    assert heard["flood"] <= 2 * CHARACTERS_PER_MINUTE // 4000
    assert heard["somebody else"] == 1
