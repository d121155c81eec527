"""`python -m book FOLDER` writes the book; `python -m book diff OLD NEW` compares."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from book.differences import differences, told
from book.versions import VersionError, read_version
from book.writing import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command: 0 is done or no difference, 1 differences, 2 unreadable."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["diff"]:
        return _diff(_diff_parser().parse_args(given[1:]))
    parser = argparse.ArgumentParser(prog="python -m book", description=__doc__)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path("results/book"),
        help="where to write the pages",
    )
    for page in write(parser.parse_args(given).folder):
        print(page)
    return 0


def _diff(options: argparse.Namespace) -> int:
    try:
        old, new = read_version(options.old), read_version(options.new)
    except VersionError as problem:
        print(problem, file=sys.stderr)
        return 2
    found = differences(old, new)
    print(told(found, options.old, options.new))
    return 1 if found else 0


def _diff_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m book diff",
        description="What changed between two versions of the knowledge, in clinical "
        "words: what alters the urgency comes first.",
    )
    what = "a folder that holds knowledge/data and rendering/wording, or a git revision"
    parser.add_argument("old", help=what)
    parser.add_argument("new", help=what)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
