"""The figures over many vignettes, as a whole and for each kind of case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.rates import Rate, median, percentile, rate
from evaluation.vignette_scores import Score

SPLITS = ("pattern", "kind", "clarity", "gold_basis")
_MOST = 0.9


def vignette_report(
    scores: Sequence[Score], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole report: what was run, the figures, what failed, every case."""
    metrics = _figures(scores)
    metrics["splits"] = {name: _split(scores, name) for name in SPLITS}
    return {
        "about": dict(about),
        "metrics": metrics,
        "listed": _listed(scores),
        "cases": [entry.to_json() for entry in scores],
    }


def _figures(scores: Sequence[Score]) -> dict[str, Any]:
    rates = {name: value.to_json() for name, value in _rates(scores).items()}
    return {**rates, **_burden(scores)}


def _rates(scores: Sequence[Score]) -> dict[str, Rate]:
    clear = [entry for entry in scores if entry.vignette.clarity == "clear"]
    return {
        "emergency_sensitivity": rate(s.is_exact for s in scores if s.needs_emergency),
        "unsafe": rate(s.is_unsafe for s in scores if s.needs_hurry),
        "false_emergency": rate(
            s.is_false_emergency for s in scores if not s.may_be_emergency
        ),
        "triage_exact": rate(s.is_exact for s in scores),
        "under_triage": rate(s.is_under for s in scores),
        "over_triage": rate(s.is_over for s in scores),
        "top1": rate(s.top1 for s in scores if s.top1 is not None),
        "top3": rate(s.top3 for s in scores if s.top3 is not None),
        "top1_clear": rate(s.top1 for s in clear if s.top1 is not None),
        "top3_clear": rate(s.top3 for s in clear if s.top3 is not None),
        "suspected_named": rate(
            s.suspected_named for s in scores if s.suspected_named is not None
        ),
        "failures": rate(s.failure is not None for s in scores),
        "stability": rate(s.stable for s in scores if s.stable is not None),
    }


def _burden(scores: Sequence[Score]) -> dict[str, float | int | None]:
    """Questions asked; the medians look only at talks that came to an advice."""
    advised = [entry for entry in scores if entry.failure is None]
    every = [entry.questions for entry in scores]
    return {
        "questions_median_emergency": median(
            [entry.questions for entry in advised if entry.advised_emergency]
        ),
        "questions_median_other": median(
            [entry.questions for entry in advised if not entry.advised_emergency]
        ),
        "questions_p90": percentile(every, _MOST),
        "questions_max": max(every, default=None),
        "repeated_questions": sum(len(entry.repeated) for entry in scores),
    }


def _split(scores: Sequence[Score], name: str) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Score]] = {}
    for entry in scores:
        groups.setdefault(getattr(entry.vignette, name), []).append(entry)
    return {
        group: {"cases": len(members), **_figures(members)}
        for group, members in sorted(groups.items())
    }


def _listed(scores: Sequence[Score]) -> dict[str, list[str]]:
    """The ids of what went wrong, one by one."""
    return {
        "missed_emergencies": [
            s.vignette.id for s in scores if s.needs_emergency and not s.is_exact
        ],
        "unsafe": [s.vignette.id for s in scores if s.is_unsafe],
        "false_emergencies": [s.vignette.id for s in scores if s.is_false_emergency],
        "cause_not_named": [
            s.vignette.id for s in scores if s.suspected_named is False
        ],
        "failures": [s.vignette.id for s in scores if s.failure is not None],
        "unstable": [s.vignette.id for s in scores if s.stable is False],
    }
