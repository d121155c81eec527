"""Replays cases on the version they were advised with, and compares byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from handover.record import Record, RecordUnreadable, canonical
from handover.recording import record
from handover.versions import versions
from worklist import archive
from worklist.archive import NotArchived
from worklist.worklist import Worklist

RECORDED = ("added", "amended")


class Outcome(str, Enum):
    """What came of a replay.

    `other_engine` differs as well, but the program itself is another one now: check
    out the version that the record names to replay it with that.
    """

    SAME = "same"
    DIFFERENT = "different"
    OTHER_ENGINE = "other_engine"
    NOT_ARCHIVED = "not_archived"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One entry of the log with a record, and what came of replaying it."""

    number: int
    item: str
    outcome: Outcome


def replay(worklist: Worklist, id_: str | None = None) -> Iterator[Replay]:
    """Replays every record of an item, or of all items."""
    for entry in worklist.history(id_):
        if entry.action in RECORDED:
            outcome = _replayed(worklist, entry.content)
            yield Replay(number=entry.number, item=entry.item, outcome=outcome)


def _replayed(worklist: Worklist, content: Any) -> Outcome:
    if content is None:
        return Outcome.ERASED
    try:
        kept = Record.from_json(content)
    except RecordUnreadable:
        return Outcome.DIFFERENT
    with worklist.engine.connect() as connection:
        try:
            with archive.speaker_of(connection, kept.versions) as speaker:
                again = record(speaker, kept.case, kept.encounter, kept.turns)
                engine = versions(speaker)["engine"]
        except NotArchived:
            return Outcome.NOT_ARCHIVED
    # The words on disk may be others by now; those that spoke came from the archive.
    again_now = again.to_json() | {"versions": dict(kept.versions)}
    if canonical(again_now) == canonical(kept.to_json()):
        return Outcome.SAME
    same_engine = engine == kept.versions["engine"]
    return Outcome.DIFFERENT if same_engine else Outcome.OTHER_ENGINE
