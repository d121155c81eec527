"""The figures over many messages, as a whole and by where the messages come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.message_scores import MessageScore
from evaluation.rates import Rate, rate


def message_report(
    scores: Sequence[MessageScore], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole report: what was run, the figures, what failed, every message."""
    metrics: dict[str, Any] = _figures(scores)
    metrics["confusions"] = _confusions(scores)
    metrics["splits"] = {"basis": _by_basis(scores)}
    return {
        "about": dict(about),
        "metrics": metrics,
        "listed": {
            "red_flag_missed": _named(scores, "red_flags_missed"),
            "red_flag_inverted": _named(scores, "red_flags_inverted"),
        },
        "cases": [entry.to_json() for entry in scores],
    }


def _figures(scores: Sequence[MessageScore]) -> dict[str, Any]:
    found = sum(len(entry.found) for entry in scores)
    wanted = found + sum(len(entry.missing) for entry in scores)
    heard = found + sum(len(entry.extra) for entry in scores)
    rates = {
        "intent_accuracy": rate(entry.is_intent_right for entry in scores),
        "finding_precision": Rate(found, heard),
        "finding_recall": Rate(found, wanted),
        # The harmonic mean of precision and recall is a rate over their mean base.
        "finding_f1": Rate(found, (heard + wanted) / 2),
        "negation_accuracy": Rate(
            sum(entry.negatives_right for entry in scores),
            sum(entry.negatives_stated for entry in scores),
        ),
        "red_flag_missed": Rate(
            sum(len(entry.red_flags_missed) for entry in scores),
            sum(entry.red_flags_reported for entry in scores),
        ),
        "red_flag_missed_asked_back": Rate(
            sum(len(entry.red_flags_asked_back) for entry in scores),
            sum(len(entry.red_flags_missed) for entry in scores),
        ),
        "asked_back_in_vain": rate(bool(entry.asked_in_vain) for entry in scores),
        "red_flag_inverted": Rate(
            sum(len(entry.red_flags_inverted) for entry in scores),
            sum(entry.red_flags_stated for entry in scores),
        ),
    }
    return {name: value.to_json() for name, value in rates.items()}


def _confusions(scores: Sequence[MessageScore]) -> list[dict[str, Any]]:
    """Wrong intents, the most frequent confusion first."""
    wrong = Counter(
        (entry.message.intent, entry.got_intent)
        for entry in scores
        if not entry.is_intent_right
    )
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "expected": expected,
            "got": got,
            "count": count,
            "ids": [
                entry.message.id
                for entry in scores
                if (entry.message.intent, entry.got_intent) == (expected, got)
            ],
        }
        for (expected, got), count in ordered
    ]


def _by_basis(scores: Sequence[MessageScore]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[MessageScore]] = {}
    for entry in scores:
        groups.setdefault(entry.message.basis, []).append(entry)
    return {
        group: {"messages": len(members), **_figures(members)}
        for group, members in sorted(groups.items())
    }


def _named(scores: Sequence[MessageScore], what: str) -> list[dict[str, str]]:
    return [
        {"id": entry.message.id, "finding": finding}
        for entry in scores
        for finding in getattr(entry, what)
    ]
