"""What was said that does not go together: "no weakness", and a foot that drops."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.case import Case, Status
from knowledge.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A finding denied, and the finding reported that says it is there."""

    denied: str
    reported: str


def contradictions(kb: KnowledgeBase, case: Case) -> tuple[Contradiction, ...]:
    """Everything in a case that does not go together, in the order reported.

    The engine needs no settling of it to be careful: what was reported counts in full
    whatever else was denied. It is for asking once which of the two is meant.
    """
    return tuple(
        Contradiction(implied, answer.finding)
        for answer in case.current.values()
        if answer.status is Status.PRESENT and answer.finding in kb.findings
        for implied in kb.findings[answer.finding].implies
        if case.status(implied) is Status.ABSENT
    )
