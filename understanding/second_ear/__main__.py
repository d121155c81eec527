"""`python -m understanding.second_ear`: trains the second ear."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from understanding.errors import LexiconError
from understanding.second_ear.classifier import weights_file
from understanding.second_ear.lessons import read_lessons


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
        choices=("train",),
        help="learn from everything and store the weights, in half an hour on two "
        "cores; needs what `make ear` installs",
    )
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    try:
        # What only training needs is installed for training only.
        from understanding.second_ear.training import train

        lessons = read_lessons(options.language)
        learnt = train(lessons, lambda told: print(told, flush=True))
    except ImportError as missing:
        print(f"{missing}: `make ear` installs what training needs", file=sys.stderr)
        return 2
    except (LexiconError, RuntimeError) as problem:
        print(problem, file=sys.stderr)
        return 2
    path = weights_file(options.language)
    np.savez_compressed(path, **learnt)
    print(f"{path}: learnt from {len(lessons)} lessons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
