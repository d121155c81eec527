"""What a report has to reach, and where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationFileError, Fault
from evaluation.reading import read_yaml

THRESHOLDS_FILE = Path(__file__).with_name("thresholds.yml")
_BOUNDS = ("at_least", "at_most")

Thresholds = Mapping[str, Mapping[str, float]]
"""Metric to its bounds."""


def read_thresholds(path: Path, part: str) -> Thresholds:
    """The thresholds for one part, `vignettes` or `messages`.

    Raises:
        EvaluationFileError: when a threshold is not `{at_least: number}` or
            `{at_most: number}`.
    """
    content = read_yaml(path)
    rows = content.get(part) if isinstance(content, Mapping) else None
    if not isinstance(rows, Mapping):
        raise EvaluationFileError(path, [Fault(part, "must map metrics to bounds")])
    faults = [
        Fault(f"{part}: {metric}", "must be {at_least: number} or {at_most: number}")
        for metric, bounds in rows.items()
        if not _is_bounds(bounds)
    ]
    if faults:
        raise EvaluationFileError(path, faults)
    return rows


def shortfalls(metrics: Mapping[str, Any], thresholds: Thresholds) -> list[str]:
    """One sentence for each metric outside its bounds."""
    found = []
    for name, bounds in thresholds.items():
        value = figure(metrics[name])
        if value is None:
            continue
        if value < bounds.get("at_least", value):
            found.append(f"{name} is {value:g}, below {bounds['at_least']:g}")
        if value > bounds.get("at_most", value):
            found.append(f"{name} is {value:g}, above {bounds['at_most']:g}")
    return found


def figure(metric: Any) -> float | None:
    """The plain number of a metric that may be a rate."""
    value = metric["value"] if isinstance(metric, Mapping) else metric
    return None if value is None else float(value)


def _is_bounds(bounds: Any) -> bool:
    return (
        isinstance(bounds, Mapping)
        and bool(bounds)
        and set(bounds) <= set(_BOUNDS)
        and all(isinstance(bound, int | float) for bound in bounds.values())
    )
