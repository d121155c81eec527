"""A labelled message: what one text states, and what its writer wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationFileError, Fault
from evaluation.reading import Record, read_records

INTENTS = (
    "describe_symptoms",
    "ask_question",
    "affirm",
    "deny",
    "unsure",
    "greet",
    "goodbye",
    "restart",
    "emergency_other",
    "out_of_scope",
    "correct_previous_answer",
    "chitchat",
)
_FIELDS = ("id", "text", "findings", "arguable", "intent", "basis")


@dataclass(frozen=True, kw_only=True)
class LabelledMessage:
    """One message and what a careful reader takes from it.

    `arguable` are findings another careful reader may take from it as well: to hear
    them is no mistake, nor is not to.
    """

    id: str
    text: str
    findings: Mapping[str, Any]
    intent: str
    basis: str
    arguable: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[Fault, ...] = ()


def read_messages(path: Path) -> list[LabelledMessage]:
    """The labelled messages of one file.

    Raises:
        EvaluationFileError: naming every field that does not fit the format.
    """
    faults: list[Fault] = []
    messages = [_message(Record(raw, faults)) for raw in read_records(path)]
    if faults:
        raise EvaluationFileError(path, faults)
    return messages


def _message(record: Record) -> LabelledMessage:
    return LabelledMessage(
        id=record.id,
        text=record.text("text"),
        findings=record.mapping("findings"),
        intent=record.word("intent", INTENTS),
        basis=record.text("basis"),
        arguable=record.mapping("arguable"),
        ignored=record.besides(_FIELDS),
    )
