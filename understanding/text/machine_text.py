"""Text made for programs: it can raise an alarm and answers nothing."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from understanding.model import ABSENT, Heard


def is_machine_text(text: str) -> bool:
    """Whether a message is an object or a list in JSON, which nobody just says."""
    if not text.strip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def alarms_alone(heard: Heard, red_flags: Collection[str]) -> Heard:
    """Only the red flags that may be so; numbers and denials do not count."""
    reported = tuple(
        s for s in heard.statements if s.status != ABSENT and s.finding in red_flags
    )
    return replace(heard, statements=reported, reply=None, half_heard=())
