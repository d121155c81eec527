"""One item of the work list: what waits for whom, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy.engine import Row

from knowledge.model import Level


class State(str, Enum):
    """An item waits, is somebody's, or has its outcome."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Everything but what was said. Times are seconds since 1970.

    `step` is who is alerted now, `alerts` how often that was done in vain, `alert_at`
    when it is next. `entry` is the log entry with the record in force.
    """

    id: str
    kind: str
    urgency: Level
    route: str
    state: State
    owner: str | None
    added: float
    accepted: float | None
    closed: float | None
    outcome: str | None
    verdict: Level | None
    step: str
    alerts: int
    alert_at: float | None
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Somebody must look now: nobody accepted it, or its outcome is overdue."""

    item: Item
    step: str
    number: int
    overdue: float


def item_of(row: Row | Any, steps: tuple[str, ...]) -> Item:
    """The item of a row of the table."""
    values = dict(row._mapping)
    step = steps[min(values["step"], len(steps) - 1)]
    verdict = values["verdict"]
    return Item(
        **values
        | {
            "urgency": Level(values["urgency"]),
            "state": State(values["state"]),
            "verdict": None if verdict is None else Level(verdict),
            "step": step,
        }
    )
