"""The work grows with the length of a message, not with its square."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from understanding import Listener

_SHORT, _LONG = 1000, 4000
# Four times the text is four times the work; what is fixed per message makes it less,
# and lists that are looked through a little more.
_GROWTH = 6.0

_DENSE = (
    "I have pain in my left buttock that goes down the back of my thigh to my knee and "
    "my foot is numb, worse when sitting, and walking helps but bending kills me, no "
    "fever, no weakness, bladder and bowels fine, but it started 3 weeks ago. ",
    "i have pain in my left buttock that goes down the back of my thigh to my knee and "
    "my foot is numb worse when sitting and walking helps but bending kills me ",
    "back ",
    "numb leg ",
    "left leg right leg ",
    "leg not leg ",
    "can't feel down there and ",
    "no fever but it leaks ",
    "sit hurts ",
    "walk and sit and ",
    "no numb, ",
    "doesn't numb 90, ",
    "perhaps spots 30 osteopenia, ",
    "my mum has ",
    "my mum can't pee and neither can I ",
    "used to be numb ",
    "like I've been hit by a bus ",
    "if I get numb ",
    "3 weeks not 2 ",
    "I'm 40 ",
    "lost weight dieting ",
    "numb bum from sitting ",
    "actually left ",
)


def _work(listener: Listener, text: str) -> int:
    """How many calls it takes to hear a text: the same on every machine."""
    calls = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before: Callable[..., Any] | None = sys.getprofile()
    sys.setprofile(count)
    try:
        listener.hear(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("dense", _DENSE)
def test_four_times_the_text_is_not_sixteen_times_the_work(
    listener: Listener, dense: str
) -> None:
    short = (dense * _SHORT)[:_SHORT]
    long = (dense * _LONG)[:_LONG]
    listener.hear(dense)
    assert _work(listener, long) <= _GROWTH * _work(listener, short)
