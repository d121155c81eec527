"""What a tapped answer says about the findings of the pending question."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.actions.interview import Pending
from knowledge import KnowledgeBase, Status
from knowledge.case import Value

Told = tuple[str, Status, Value]

_FOR_ALL = {"unsure": Status.UNSURE, "declined": Status.DECLINED}
_YES_NO = {"yes": Status.PRESENT, "no": Status.ABSENT}
_REST = {"absent": Status.ABSENT, "unsure": Status.UNSURE}


def told_by(
    kb: KnowledgeBase, pending: Pending, button: Mapping[str, str]
) -> tuple[Told, ...]:
    """The statements of a button of this question; none if it makes no sense here."""
    option = button.get("o", "")
    if pending.kind == "choice":
        return _choice(kb, pending, option)
    if option in _FOR_ALL:
        return tuple((f, _FOR_ALL[option], None) for f in pending.findings)
    if pending.kind == "number":
        return _number(kb, pending, option)
    if pending.kind == "single":
        status = _YES_NO.get(option)
        return tuple((f, status, None) for f in pending.findings) if status else ()
    return _several(kb, pending, option, button.get("rest"))


def _choice(kb: KnowledgeBase, pending: Pending, option: str) -> tuple[Told, ...]:
    (finding,) = pending.findings
    if option in kb.findings[finding].choices:
        return ((finding, Status.PRESENT, option),)
    return ((finding, _FOR_ALL[option], None),) if option in _FOR_ALL else ()


def _number(kb: KnowledgeBase, pending: Pending, option: str) -> tuple[Told, ...]:
    (finding,) = pending.findings
    try:
        value = float(option)
    except ValueError:
        return ()
    if not is_credible(kb, finding, value):
        return ()
    return ((finding, Status.PRESENT, value),)


def _several(
    kb: KnowledgeBase, pending: Pending, option: str, rest: str | None
) -> tuple[Told, ...]:
    if option == "none":
        return tuple((f, Status.ABSENT, None) for f in pending.findings)
    ticked = set(filter(None, option.split("+")))
    if not ticked <= set(kb.questions[pending.question].findings):
        return ()
    told: list[Told] = [
        (f, Status.PRESENT, None) for f in pending.findings if f in ticked
    ]
    if others := _REST.get(rest or ""):
        told += [(f, others, None) for f in pending.findings if f not in ticked]
    return tuple(told)


def is_credible(kb: KnowledgeBase, finding: str, value: Value) -> bool:
    """Whether the finding can have this value (None for yes-no findings)."""
    record = kb.findings.get(finding)
    if record is None:
        return False
    if record.choices:
        return value in record.choices
    if record.unit is None:
        return value is None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    low = -math.inf if record.minimum is None else record.minimum
    high = math.inf if record.maximum is None else record.maximum
    return low <= value <= high
