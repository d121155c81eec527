"""What is read back of words that were heard: a place that was named alone, once.

Whoever names one place is heard to say that it hurts there, and there most of all. One
line says both. With more places each is a line of its own, as either may be wrong.
"""

from __future__ import annotations

from frontdesk.script.call import Call
from knowledge import Answer, Status

MAIN, PLACE = "main_site", "site_"


def read_back(call: Call) -> tuple[Answer, ...]:
    """Of all that waits, what has a line of its own."""
    return tuple(a for a in call.heard if not _only_place(call, a))


def confirmed_by(call: Call, kept: frozenset[str]) -> tuple[Answer, ...]:
    """What the lines that were left standing say."""
    return tuple(a for a in call.heard if (_only_place(call, a) or a.finding) in kept)


def _only_place(call: Call, answer: Answer) -> str | None:
    """The place that an answer tells to be the worst, if that is the only one heard."""
    place = f"{PLACE}{answer.value}"
    heard = {a.finding for a in call.heard if a.status is Status.PRESENT}
    if answer.finding != MAIN or place not in heard:
        return None
    known = call.provisional.current.values()
    places = {
        a.finding
        for a in known
        if a.finding.startswith(PLACE) and a.status is not Status.ABSENT
    }
    return place if places == {place} else None
