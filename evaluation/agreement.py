"""How far a second reader agrees with the labels of the same messages.

Two careful people do not label alike. What a second one reaches by the labels of the
first, scored as the bot is, tells how much of what the bot misses is the labels' own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.crosswalk import Crosswalk
from evaluation.errors import EvaluationFileError, Fault
from evaluation.message_report import message_report
from evaluation.message_scores import MessageScore, score_message
from evaluation.messages import INTENTS, LabelledMessage, read_messages
from evaluation.reading import Record, read_records
from evaluation.talk import Heard


@dataclass(frozen=True, kw_only=True)
class SecondReading:
    """What a second reader takes from one message, who saw its text alone."""

    id: str
    intent: str
    heard: Heard


def agreement(labels: Path, reader: Path, crosswalk: Crosswalk) -> dict[str, Any]:
    """The report on a second reader, like that on a bot which heard what she wrote.

    Raises:
        EvaluationFileError: when a file does not fit its format, or when the reader
            has read other messages than those labelled.
    """
    messages = read_messages(labels)
    read = {reading.id: reading for reading in read_second_readings(reader, crosswalk)}
    if read.keys() != {message.id for message in messages}:
        odd = sorted(read.keys() ^ {message.id for message in messages})
        problem = f"is in only one of this file and {labels}"
        raise EvaluationFileError(reader, [Fault(name, problem) for name in odd])
    scores = [_score(message, read[message.id], crosswalk) for message in messages]
    return message_report(scores, _about(labels, reader, scores))


def read_second_readings(path: Path, crosswalk: Crosswalk) -> list[SecondReading]:
    """The records of a reader: `id`, `findings` and `intent` as in a file of messages.

    Raises:
        EvaluationFileError: naming every field that does not fit the format.
    """
    faults: list[Fault] = []
    readings = [
        _reading(Record(raw, faults), crosswalk, faults) for raw in read_records(path)
    ]
    if faults:
        raise EvaluationFileError(path, faults)
    return readings


def _reading(
    record: Record, crosswalk: Crosswalk, faults: list[Fault]
) -> SecondReading:
    """Of several values of a finding the first is what was heard."""
    findings = record.mapping("findings")
    faults += crosswalk.remarks(findings, record.id)
    heard = {
        entry.finding: (entry.status, next(iter(entry.values), None))
        for entry in crosswalk.read(findings).stated
    }
    intent = record.word("intent", INTENTS)
    return SecondReading(id=record.id, intent=intent, heard=heard)


def _score(
    message: LabelledMessage, reading: SecondReading, crosswalk: Crosswalk
) -> MessageScore:
    return score_message(message, reading.intent, reading.heard, crosswalk)


def _about(
    labels: Path, reader: Path, scores: Sequence[MessageScore]
) -> dict[str, Any]:
    return {"files": [str(labels)], "cases": len(scores), "reader": str(reader)}
