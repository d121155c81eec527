"""Answers from a JSON or CSV file, checked finding by finding."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frontdesk.errors import WrongAnswers
from knowledge import Answer, Case, How, KnowledgeBase, SaidBy, Status
from knowledge.model import Finding, Kind

STATUSES = tuple(status.value for status in Status)
STANDARD_INPUT = "-"
Entry = tuple[str, str, str, str]
"""Place, finding, status and value, as written."""


def read_answers(kb: KnowledgeBase, file: str) -> Case:
    """The case that a file of answers tells.

    Raises:
        WrongAnswers: naming every place that cannot be used, and what is allowed.
    """
    problems: list[str] = []
    answers: list[Answer] = []
    for place, finding, status, value in _entries(file):
        record = kb.findings.get(finding)
        if record is None:
            problems.append(f"{place}: there is no finding {finding!r}; see `findings`")
            continue
        answer = _answer(record, status, value)
        if answer is None:
            said = value or status
            problems.append(
                f"{place}: {finding} cannot be {said!r}; it is {allowed(record)}"
            )
        else:
            answers.append(answer)
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        raise WrongAnswers(f"{_named(file)} cannot be used:\n{lines}")
    return Case(tuple(answers))


def allowed(finding: Finding) -> str:
    """What can be said of a finding."""
    unknown = "unsure or declined"
    if finding.kind is Kind.CHOICE:
        return f"one of {', '.join(finding.choices)}; or {unknown}"
    if finding.kind is Kind.NUMBER:
        low, high = finding.minimum or 0, finding.maximum
        most = f" to {high:g}" if high is not None else " or more"
        return f"a number ({finding.unit}) from {low:g}{most}; or {unknown}"
    return f"present, absent, {unknown.replace(' or ', ', ')}"


def _answer(finding: Finding, status: str, value: str) -> Answer | None:
    """The answer, None when the finding cannot have it."""
    said = value if value and status in ("", Status.PRESENT.value) else status
    if value and status not in ("", Status.PRESENT.value):
        return None
    known: dict[str, Any] = {"said_by": SaidBy.PATIENT, "how": How.STAFF}
    if said in (Status.UNSURE.value, Status.DECLINED.value):
        return Answer(finding=finding.id, status=Status(said), **known)
    if finding.kind is Kind.BOOLEAN:
        if said not in STATUSES:
            return None
        return Answer(finding=finding.id, status=Status(said), **known)
    if finding.kind is Kind.CHOICE:
        if said not in finding.choices:
            return None
        return Answer(finding=finding.id, status=Status.PRESENT, value=said, **known)
    number = _number(said)
    low, high = finding.minimum or 0, finding.maximum
    if not low <= number <= (math.inf if high is None else high):
        return None
    return Answer(finding=finding.id, status=Status.PRESENT, value=number, **known)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _entries(file: str) -> Iterator[Entry]:
    path = Path(file)
    try:
        text = (
            sys.stdin.read()
            if file == STANDARD_INPUT
            else path.read_text(encoding="utf-8-sig")
        )
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise WrongAnswers(f"{_named(file)} cannot be read: {reason}") from error
    if path.suffix.lower() == ".csv":
        yield from _csv(file, text)
    else:
        yield from _json(_named(file), text)


def _named(file: str) -> str:
    return "the standard input" if file == STANDARD_INPUT else file


def _json(file: str, text: str) -> Iterator[Entry]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise WrongAnswers(
            f"{file}: line {error.lineno}: {error.msg}. Give JSON, or a file whose "
            "name ends in .csv"
        ) from error
    if not isinstance(content, dict):
        raise WrongAnswers(f'{file}: give an object such as {{"fever": "absent"}}')
    for finding, said in content.items():
        plain = f"{said:g}" if _is_number(said) else said
        if not isinstance(plain, str):
            plain = json.dumps(said)
        yield finding, finding, plain, ""


def _csv(file: str, text: str) -> Iterator[Entry]:
    rows = csv.DictReader(text.splitlines())
    if not {"finding", "status"} <= set(rows.fieldnames or ()):
        raise WrongAnswers(f"{file}: line 1: give the columns finding,status,value")
    for row in rows:
        finding, status = (row["finding"] or "").strip(), (row["status"] or "").strip()
        value = (row.get("value") or "").strip()
        if finding or status or value:
            yield f"line {rows.line_num}", finding, status, value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
