"""What a case states about one of our findings, and whether an answer agrees."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.case import Status

NUMBER_TOLERANCE = 0.2
"""Numbers agree within this share of the expected one: "about a month" is 4 or 4.3
weeks, and "several years" is no exact figure either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A finding with its status; `values` holds every value that would be right."""

    finding: str
    status: Status
    values: tuple[str | float, ...] = ()
    fact: str
    is_red_flag: bool = False

    def agrees(self, status: Status, value: str | float | None) -> bool:
        """Whether a status and value say the same."""
        if status is not self.status:
            return False
        if not self.values:
            return True
        return any(_equal(expected, value) for expected in self.values)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the facts of one case or message come to.

    `stated` is what they say; `implied` follows from them without being said.
    """

    stated: tuple[Stated, ...]
    implied: tuple[Stated, ...]

    def of(self, finding: str) -> Stated | None:
        """What is known of a finding: a statement goes before an implication.

        An implication that leaves several values open (the worst of three places) is
        no knowledge.
        """
        certain = (entry for entry in self.implied if len(entry.values) < 2)
        return next(
            (entry for entry in (*self.stated, *certain) if entry.finding == finding),
            None,
        )


def _equal(expected: str | float, value: str | float | None) -> bool:
    if isinstance(expected, str) or not isinstance(value, int | float):
        return expected == value
    return abs(value - expected) <= NUMBER_TOLERANCE * abs(expected)
