"""Compares pipelines: `python -m benchmarks.pipelines [--on all] [NAME…]`.

Every candidate is a file in `candidates/`, or `shipped`. Each is trained on the same
examples and judged by the same messages. What was measured is kept in
`results/pipelines` as long as the messages are the same; delete a file there to measure
it again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.pipelines.data import FOLDERS, OPEN, SETTLING, Messages, judged_by
from benchmarks.pipelines.run import SHIPPED, CandidateFailed, Outcome, names, outcome
from benchmarks.pipelines.scores import (
    accuracy,
    macro_f1,
    macro_f1_interval,
    only_one_right,
)
from bot.runtime import bootstrap
from evaluation.crosswalk import load_crosswalk
from evaluation.rates import percentile

_TAIL = 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a block of figures for each candidate."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pipelines", description=__doc__
    )
    parser.add_argument("names", nargs="*", help="candidates; all when none is named")
    parser.add_argument("--on", choices=FOLDERS, default="half", help="training data")
    options = parser.parse_args(arguments)
    bootstrap.before_rasa()
    sets = {p: m for p, m in judged_by(options.on).items() if p != SETTLING}
    try:
        shipped = outcome(SHIPPED, options.on)
        for name in options.names or names():
            found = outcome(name, options.on)
            print(f"\n{name}{_costs(found)}")
            for part, messages in sets.items():
                print(f"  {part:<15}{_figures(part, messages, found, shipped)}")
    except CandidateFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _costs(found: Outcome) -> str:
    if not (costs := found.costs):
        return ": its members' costs together"
    p50, p95 = (percentile(costs["milliseconds"], share) for share in (0.5, _TAIL))
    return (
        f": training {costs['processor_seconds']:.0f} s,"
        f" {costs['peak_megabytes']:.0f} MB; message {p50:.1f} ms p50,"
        f" {p95:.1f} ms p95, {costs['resident_megabytes']:.0f} MB"
    )


def _figures(part: str, messages: Messages, found: Outcome, shipped: Outcome) -> str:
    expected = [intent for _, intent in messages]
    got, ours = (_named(part, outcome.intents[part]) for outcome in (found, shipped))
    share = accuracy(expected, got)
    low, high = share.interval or (0.0, 0.0)
    least, most = macro_f1_interval(expected, got)
    alone, ours_alone = only_one_right(expected, got, ours)
    return (
        f"{share.value:.3f} ({low:.3f} to {high:.3f})"
        f"  macro-F1 {macro_f1(expected, got):.3f} ({least:.3f} to {most:.3f})"
        f"  right where the shipped one is wrong {alone}, the other way {ours_alone}"
    )


def _named(part: str, intents: Sequence[str]) -> Sequence[str]:
    """The intents in the words of a set of messages."""
    if part != OPEN:
        return intents
    return [load_crosswalk().intent(intent) for intent in intents]


if __name__ == "__main__":
    sys.exit(main())
