"""What the second ear adds to what the patterns heard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from understanding.model import Heard, Statement
from understanding.second_ear.classifier import SecondEar

_WORD = re.compile(r"\w+")
# So few words beside a span of time say nothing of their own: "yes, since the weekend".
_BESIDE_A_TIME = 3


def with_second_opinion(heard: Heard, text: str, ear: SecondEar) -> Heard:
    """What was heard, with the signs it may tell of in words no pattern foresees."""
    return replace(heard, perhaps=_suspected(heard, text, ear))


def _suspected(heard: Heard, text: str, ear: SecondEar) -> tuple[str, ...]:
    if _is_bare_time(text, heard.statements):
        return ()
    named = {s.finding for s in (*heard.statements, *heard.half_heard)}
    named |= {suggestion.finding for suggestion in heard.suggestions}
    return tuple(f for f in ear.perhaps(text) if f not in named)


def _is_bare_time(text: str, statements: Iterable[Statement]) -> bool:
    """Whether a message tells how long, and hardly a word more: "about 6 weeks"."""
    times = [s for s in statements if s.finding == "duration_weeks"]
    within = (
        any(time.start <= word.start() < time.end for time in times)
        for word in _WORD.finditer(text)
    )
    return bool(times) and sum(not known for known in within) < _BESIDE_A_TIME
