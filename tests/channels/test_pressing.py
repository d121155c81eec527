"""What cannot wait is told from what can, and only once."""

from __future__ import annotations

import pytest

from bot.channels.pressing import Pressing, warning_signs
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
    numb, weak = frozenset({"numb"}), frozenset({"numb", "weak"})
    assert pressing.is_new("a", numb)
    assert not pressing.is_new("a", numb)
    assert pressing.is_new("a", weak)
    assert pressing.is_new("b", numb)
    assert not pressing.is_new("b", frozenset())
    pressing.forget("a")
    assert pressing.is_new("a", numb)
