"""Reports as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NAME_WIDTH = 28
_SPLIT_COLUMNS = {
    "vignettes": ("triage_exact", "unsafe", "false_emergency", "top1", "top3"),
    "messages": ("intent_accuracy", "finding_f1", "negation_accuracy"),
}


def table(report: Mapping[str, Any], part: str) -> str:
    """The figures of one report, its splits, and everything that went wrong."""
    lines = [
        f"{part}: {report['about']['cases']} cases",
        *_figures(report["metrics"]),
        *_splits(report["metrics"]["splits"], _SPLIT_COLUMNS[part]),
        *_confusions(report["metrics"].get("confusions", ())),
        *_listed(report["listed"]),
    ]
    return "\n".join(lines)


def shown(metric: Any) -> str:
    """A figure: a rate with its counts and 95% interval, or a plain number."""
    if not isinstance(metric, Mapping):
        return "-" if metric is None else f"{metric:g}"
    if metric["value"] is None:
        return "-"
    return (
        f"{metric['value']:6.1%}  {metric['k']:g}/{metric['n']:g}"
        f"  (95% {metric['low']:.0%} to {metric['high']:.0%})"
    )


def _figures(metrics: Mapping[str, Any]) -> Iterator[str]:
    for name, metric in metrics.items():
        if name not in ("splits", "confusions"):
            yield f"  {name:<{_NAME_WIDTH}}{shown(metric)}"


def _splits(splits: Mapping[str, Any], columns: tuple[str, ...]) -> Iterator[str]:
    heading = "".join(f"{column:>18}" for column in columns)
    for name, groups in splits.items():
        yield f"\n  {'by ' + name:<{_NAME_WIDTH}}{heading}"
        for group, figures in groups.items():
            cells = "".join(f"{_short(figures[column]):>18}" for column in columns)
            yield f"  {group:<{_NAME_WIDTH}}{cells}"


def _short(metric: Mapping[str, Any]) -> str:
    if metric["value"] is None:
        return "-"
    return f"{metric['value']:.0%} of {metric['n']:g}"


def _confusions(confusions: Any) -> Iterator[str]:
    if confusions:
        yield "\n  confused intents"
    for row in confusions:
        pair = f"{row['expected']} taken for {row['got']}"
        yield f"    {row['count']:>3}  {pair:<50} {', '.join(row['ids'])}"


def _listed(listed: Mapping[str, list[Any]]) -> Iterator[str]:
    for name, entries in listed.items():
        if entries:
            yield f"\n  {name}: {', '.join(map(_entry, entries))}"


def _entry(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return f"{entry['id']} ({entry['finding']})"
    return str(entry)
