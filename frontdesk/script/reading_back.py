"""What is read back of words that were heard: a place that was named alone, once.

Whoever names one place is heard to say that it hurts there, and there most of all. One
line says both. With more places each is a line of its own, as either may be wrong.
"""

from __future__ import annotations

from collections.abc import Collection

from frontdesk.script.call import Call
from knowledge import Answer, Status

MAIN, PLACE = "main_site", "site_"


def read_back(call: Call) -> tuple[Answer, ...]:
    """Of all that waits, what has a line of its own."""
    known = call.provisional.current.values()
    return tuple(a for a in call.heard if not _only_place(a, call.heard, known))


def confirmed_by(call: Call, kept: frozenset[str]) -> tuple[Answer, ...]:
    """What the lines that were left standing say."""
    known = call.provisional.current.values()
    return tuple(
        answer
        for answer in call.heard
        if (_only_place(answer, call.heard, known) or answer.finding) in kept
    )


def said_once(answers: Collection[Answer]) -> tuple[Answer, ...]:
    """The answers, without what another of them says as well."""
    return tuple(a for a in answers if not _only_place(a, answers, answers))


def _only_place(
    answer: Answer, lines: Collection[Answer], known: Collection[Answer]
) -> str | None:
    """The place that an answer tells to be the worst, if it is the only one known.

    It has to have a line of its own, or nothing would say it.
    """
    place = f"{PLACE}{answer.value}"
    told = {a.finding for a in lines if a.status is Status.PRESENT}
    if answer.finding != MAIN or place not in told:
        return None
    sites = (a for a in known if a.finding.startswith(PLACE))
    places = {a.finding for a in sites if a.status is not Status.ABSENT}
    return place if places == {place} else None
