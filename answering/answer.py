"""What comes back for a question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A question that can follow: its topic, and how to put it on a button."""

    topic: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer told from the sources.

    `text` says everything, the caveats included; `claims` are what it tells, and
    `references` where that comes from. `bases` holds published, derived or inference.
    """

    topic: str
    title: str
    text: str
    claims: tuple[str, ...]
    references: tuple[str, ...]
    bases: tuple[str, ...]
    caveats: tuple[str, ...]
    next_steps: tuple[NextStep, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON."""
        return asdict(self)
