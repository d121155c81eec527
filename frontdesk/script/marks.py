"""What was marked on the screen for a question, as statuses and values of findings."""

from __future__ import annotations

import math
from collections.abc import Mapping

from frontdesk.script.acts import refused
from knowledge import KnowledgeBase, Status
from knowledge.case import Value
from knowledge.model import Finding, Kind

_STATUSES = {status.value: status for status in Status}


def read_mark(kb: KnowledgeBase, finding: str, mark: str) -> tuple[Status, Value]:
    """The status and value that a mark gives a finding.

    Raises:
        Refused: when the finding cannot carry it.
    """
    record = kb.findings[finding]
    if mark in (Status.UNSURE.value, Status.DECLINED.value):
        return Status(mark), None
    if record.kind is Kind.BOOLEAN and mark in _STATUSES:
        return Status(mark), None
    if record.kind is Kind.CHOICE and mark in record.choices:
        return Status.PRESENT, mark
    if record.kind is Kind.NUMBER:
        return Status.PRESENT, _number(record, mark)
    raise refused(finding, "no_option")


def rest(
    findings: tuple[str, ...], marks: Mapping[str, str], status: str | None
) -> dict[str, str]:
    """The marks with all others of the findings set to the given status.

    Raises:
        Refused: when it is none that can be said of all the rest.
    """
    if status is None:
        return dict(marks)
    if status not in _STATUSES or status == Status.PRESENT.value:
        raise refused("", "no_option")
    return {finding: marks.get(finding, status) for finding in findings}


def is_credible(kb: KnowledgeBase, finding: str, status: str, value: Value) -> bool:
    """Whether a heard statement fits its finding."""
    record = kb.findings.get(finding)
    if record is None:
        return False
    if status != Status.PRESENT.value or record.kind is Kind.BOOLEAN:
        return True
    if record.kind is Kind.CHOICE:
        return value in record.choices
    return isinstance(value, (int, float)) and _is_within(record, float(value))


def _number(record: Finding, mark: str) -> float:
    low, high = record.minimum or 0, record.maximum or math.inf
    try:
        value = float(mark.strip().replace(",", "."))
    except ValueError:
        value = math.nan
    if not _is_within(record, value):
        raise refused(record.id, "bad_number", low=f"{low:g}", high=f"{high:g}")
    return value


def _is_within(record: Finding, value: float) -> bool:
    low, high = record.minimum or 0, record.maximum or math.inf
    return low <= value <= high
