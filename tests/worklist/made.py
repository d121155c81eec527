"""Work lists and records for the tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Engine

from handover import Encounter, Patient, Record, record
from knowledge import Case, Level, Status
from rendering import Speaker
from tests.knowledge.cases import KB
from worklist import Settings, Worklist, load_settings

SPEAKER = Speaker.load(KB)
KEY = b"a key of the tests, long enough for anything"
START = 1_800_000_000.0
SAID = "it hurts in my backside"

BY_LEVEL = {
    Level.EMERGENCY: Case().say("saddle_numbness", Status.PRESENT),
    Level.ROUTINE: Case().say("site_low_back", Status.PRESENT),
}


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> float:
        return self.time

    def minutes(self, passed: float) -> None:
        self.time += passed * 60


def made(number: int = 1, level: Level = Level.EMERGENCY, **known: Any) -> Record:
    """The record of a patient with this number."""
    encounter = Encounter(
        id=f"{number:032x}",
        at="2026-03-01T09:30:00+00:00",
        route="web",
        patient=Patient(name=f"Patient {number} Surname"),
        **known,
    )
    made_record = record(SPEAKER, BY_LEVEL[level], encounter)
    assert made_record.triage.level is level
    return made_record


def worklist(
    database: str | Engine, clock: Clock | None = None, settings: Settings | None = None
) -> Worklist:
    """A work list with the tests' key; opened again, it is the same."""
    return Worklist(
        SPEAKER,
        database,
        settings=settings or load_settings(),
        key=KEY,
        now=clock or Clock(),
    )
