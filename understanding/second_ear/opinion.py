"""What the second ear adds to what the patterns heard: suspicions and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from understanding.model import ABSENT, Heard, Statement
from understanding.second_ear.classifier import DOUBTS_FROM, SecondEar

_WORD = re.compile(r"\w+")
# So few words beside a span of time say nothing of their own: "yes, since the weekend".
_BESIDE_A_TIME = 3


def with_second_opinion(heard: Heard, text: str, ear: SecondEar) -> Heard:
    """What was heard, with the signs it may tell of besides, and its doubtful denials.

    A denial that sounds like telling the sign becomes an inferred one: it is asked
    about once, as any inferred denial of a red flag is.
    """
    suspected = _suspected(heard, text, ear)
    statements = _doubted(heard.statements, text, ear)
    return replace(heard, perhaps=suspected, statements=statements)


def _suspected(heard: Heard, text: str, ear: SecondEar) -> tuple[str, ...]:
    """The red flags that may be told of in words no pattern foresees."""
    if _is_bare_time(text, heard.statements):
        return ()
    named = {s.finding for s in (*heard.statements, *heard.half_heard)}
    named |= {suggestion.finding for suggestion in heard.suggestions}
    return tuple(f for f in ear.suspects(text) if f not in named)


def _doubted(
    statements: tuple[Statement, ...], text: str, ear: SecondEar
) -> tuple[Statement, ...]:
    if not any(s.status == ABSENT and s.certain for s in statements):
        return statements
    told = ear.suspects(text, DOUBTS_FROM)
    return tuple(
        replace(s, certain=False) if s.status == ABSENT and s.finding in told else s
        for s in statements
    )


def _is_bare_time(text: str, statements: Iterable[Statement]) -> bool:
    """Whether a message tells how long, and hardly a word more: "about 6 weeks"."""
    times = [s for s in statements if s.finding == "duration_weeks"]
    within = (
        any(time.start <= word.start() < time.end for time in times)
        for word in _WORD.finditer(text)
    )
    return bool(times) and sum(not known for known in within) < _BESIDE_A_TIME
