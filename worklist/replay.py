"""Replays cases on the version they were advised with, and compares byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from handover.record import Record, RecordUnreadable, canonical
from handover.recording import record
from rendering import Speaker
from worklist import archive
from worklist.archive import NotArchived
from worklist.item import State
from worklist.worklist import Worklist

RECORDED = ("added", "amended")


class Outcome(str, Enum):
    """What came of a replay.

    `other_engine` differs as well, but the program itself is another one now, so that
    nothing can be said before it is replayed with the one that made it.
    """

    SAME = "same"
    DIFFERENT = "different"
    OTHER_ENGINE = "other_engine"
    NOT_ARCHIVED = "not_archived"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One entry of the log with a record, and what came of replaying it.

    `engine` is the one that made the record; None where the record is not there.
    """

    number: int
    item: str
    outcome: Outcome
    engine: str | None


def replay(worklist: Worklist, id_: str | None = None) -> Iterator[Replay]:
    """Replays every record of an item, or of all items.

    Raises:
        NoSuchItem: when there is none with this id.
    """
    speakers: dict[str, Speaker | None] = {}
    every = [item.id for item in worklist.items(*State)]
    for item in every if id_ is None else [worklist.item(id_).id]:
        for entry in worklist.history(item):
            if entry.action in RECORDED:
                kept = _kept(entry.content)
                yield Replay(
                    number=entry.number,
                    item=item,
                    outcome=_outcome(worklist, entry.content, kept, speakers),
                    engine=kept.versions["engine"] if kept else None,
                )


def _kept(content: Any) -> Record | None:
    try:
        return None if content is None else Record.from_json(content)
    except RecordUnreadable:
        return None


def _outcome(
    worklist: Worklist,
    content: Any,
    kept: Record | None,
    speakers: dict[str, Speaker | None],
) -> Outcome:
    if content is None:
        return Outcome.ERASED
    if kept is None:
        return Outcome.DIFFERENT
    version = archive.name(kept.versions)
    if version not in speakers:
        speakers[version] = _speaker(worklist, kept)
    speaker = speakers[version]
    return Outcome.NOT_ARCHIVED if speaker is None else _compared(speaker, kept)


def _speaker(worklist: Worklist, kept: Record) -> Speaker | None:
    with worklist.engine.connect() as connection:
        try:
            return archive.speaker_of(connection, kept.versions)
        except NotArchived:
            return None


def _compared(speaker: Speaker, kept: Record) -> Outcome:
    again = record(
        speaker,
        kept.case,
        kept.encounter,
        turns=kept.turns,
        told=kept.told if kept.told_by_staff else None,
        emergencies=kept.emergencies,
        at_least=kept.triage.raised_to,
    )
    # The digests of files are those on disk now; what spoke came from the archive.
    content = again.to_json() | {"versions": dict(kept.versions)}
    if canonical(content) == canonical(kept.to_json()):
        return Outcome.SAME
    same_engine = again.versions["engine"] == kept.versions["engine"]
    return Outcome.DIFFERENT if same_engine else Outcome.OTHER_ENGINE
