"""`python -m understanding.second_ear`: trains the second ear, or judges it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from understanding.errors import LexiconError
from understanding.second_ear.lessons import read_lessons
from understanding.second_ear.training import judge, train


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m understanding.second_ear",
        description="The classifier that hears what is told in words that no pattern "
        "foresees. It learns from the sentences and messages in "
        "understanding/second_ear/<language>.",
    )
    parser.add_argument(
        "command",
        choices=("train", "judge"),
        help="train: learn from everything and store the weights, in two minutes; "
        "judge: learn from all voices but one and hear that one, for each in turn",
    )
    parser.add_argument(
        "--voice",
        action="append",
        default=[],
        help="judge this voice (the name of its file) only; may be given again",
    )
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    try:
        lessons = read_lessons(options.language)
    except LexiconError as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.command == "judge":
        for verdict in judge(lessons, options.voice):
            print(verdict)
        return 0
    path = train(lessons).save(options.language)
    print(f"{path}: learnt from {len(lessons)} lessons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
