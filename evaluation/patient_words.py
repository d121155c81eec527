"""Plain words for what a case states without giving any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.crosswalk import site
from evaluation.reading import read_yaml
from evaluation.stated import Stated
from knowledge.case import Status

_FILE = Path(__file__).with_name("patient_words.yml")
_DAYS_PER_WEEK = 7
_WEEKS_PER_YEAR = 52
_YEARS_FROM = 2 * _WEEKS_PER_YEAR
"""From two years on people count in years."""


def in_words(statements: Iterable[Stated]) -> list[str]:
    """One clause for each statement, with all places that hurt in a single one."""
    words = _words()
    sites = {site(place): text for place, text in words["places"].items()}
    hurting = []
    clauses = []
    for entry in statements:
        if entry.finding in sites:
            hurting.append(sites[entry.finding])
        else:
            clauses.append(_clause(entry, words))
    if hurting:
        clauses.insert(0, f"it hurts in {' and '.join(hurting)}")
    return clauses


def duration_in_words(weeks: float) -> str:
    """A duration as people say it.

    >>> duration_in_words(0.4), duration_in_words(13), duration_in_words(208)
    ('3 days', '13 weeks', '4 years')
    """
    if weeks < 1:
        return _counted(max(1, round(weeks * _DAYS_PER_WEEK)), "day")
    if weeks >= _YEARS_FROM:
        return _counted(round(weeks / _WEEKS_PER_YEAR), "year")
    return _counted(weeks, "week")


@cache
def _words() -> Mapping[str, Any]:
    content: Mapping[str, Any] = read_yaml(_FILE)
    return content


def _clause(entry: Stated, words: Mapping[str, Any]) -> str:
    value = entry.values[0] if entry.values else None
    if entry.status is Status.UNSURE:
        return "I am not sure"
    if entry.finding == "main_site":
        return f"it is worst in {words['places'][value]}"
    if entry.finding == "numbness_site":
        return f"it is numb in {words['places'][value]}"
    if entry.finding == "duration_weeks":
        return f"it has lasted {duration_in_words(float(value or 0))}"
    if entry.values:
        return str(words["choices"][entry.finding][value])
    present, absent = words["findings"][entry.finding]
    return str(absent if entry.status is Status.ABSENT else present)


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}{'' if number == 1 else 's'}"
