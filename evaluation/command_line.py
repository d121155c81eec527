"""Plays cases against the real bot as a simulated patient, and scores it.

Exit status: 0 when every threshold is reached, 1 when one is missed, 2 when a file
cannot be used or there is no bot to evaluate.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.agreement import agreement
from evaluation.backtalk import load_backtalk
from evaluation.crosswalk import load_crosswalk
from evaluation.errors import EvaluationFileError
from evaluation.parts import MessagePart, VignettePart, publish
from evaluation.talk import NoBot
from evaluation.thresholds import THRESHOLDS_FILE

_OPEN_CASES = Path(__file__).with_name("cases")
_SKIPPED = "none"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        parts = options.parts(options)
        missed = asyncio.run(_run(parts, options.config))
    except (EvaluationFileError, NoBot) as error:
        print(error, file=sys.stderr)
        return 2
    for shortfall in missed:
        print(f"MISSED {shortfall}", file=sys.stderr)
    return 1 if missed else 0


async def _run(parts: Sequence[VignettePart | MessagePart], config: str) -> list[str]:
    """Runs the parts one after the other; their files were read before."""
    missed: list[str] = []
    if parts:
        bot, model = load_backtalk(config)
        for part in parts:
            missed += await part.run(bot, model)
    return missed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    vignettes = _command(commands, "vignettes", "play whole cases")
    vignettes.add_argument("files", nargs="+", type=Path, metavar="FILE")
    vignettes.add_argument("--json", type=Path, metavar="OUT", help="write the report")
    vignettes.add_argument(
        "--transcripts", type=Path, metavar="DIR", help="write every talk to a file"
    )
    vignettes.add_argument(
        "--twice", action="store_true", help="run each case twice and compare the talks"
    )
    vignettes.set_defaults(parts=_vignettes)

    messages = _command(commands, "messages", "read single messages")
    messages.add_argument("files", nargs="+", type=Path, metavar="FILE")
    messages.add_argument("--json", type=Path, metavar="OUT", help="write the report")
    messages.set_defaults(parts=_messages)

    second = commands.add_parser(
        "agreement",
        help="how far a second reader agrees with the labels",
        description="Scores another reader's labels of the same messages as if the "
        "bot had heard them: what a careful person reaches by these labels.",
    )
    second.add_argument("labels", type=Path, metavar="FILE")
    second.add_argument("reader", type=Path, metavar="READER")
    second.add_argument("--json", type=Path, metavar="OUT", help="write the report")
    second.set_defaults(parts=_agreement, config="")

    both = _command(commands, "run", "both, with reports in a folder")
    both.add_argument("--vignettes", default="", metavar="FILE", help="or `none`")
    both.add_argument("--messages", default="", metavar="FILE", help="or `none`")
    both.add_argument("--out", default="", metavar="DIR", help="default: results")
    both.set_defaults(parts=_both)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=what)
    command.add_argument("--config", default="config.yml", help="which bot to train")
    command.add_argument(
        "--thresholds", type=Path, default=THRESHOLDS_FILE, metavar="FILE"
    )
    return command


def _vignettes(options: argparse.Namespace) -> list[VignettePart | MessagePart]:
    return [
        VignettePart(
            options.files,
            thresholds=options.thresholds,
            report=options.json,
            transcripts=options.transcripts,
            twice=options.twice,
        )
    ]


def _messages(options: argparse.Namespace) -> list[VignettePart | MessagePart]:
    return [
        MessagePart(options.files, thresholds=options.thresholds, report=options.json)
    ]


def _agreement(options: argparse.Namespace) -> list[VignettePart | MessagePart]:
    """Nothing is left for a bot to do."""
    report = agreement(options.labels, options.reader, load_crosswalk())
    publish(report, "messages", options.json)
    return []


def _both(options: argparse.Namespace) -> list[VignettePart | MessagePart]:
    """An empty argument, as an unset variable of make gives it, is the default."""
    out = Path(options.out or "results")
    parts: list[VignettePart | MessagePart] = []
    if options.vignettes != _SKIPPED:
        parts.append(
            VignettePart(
                [Path(options.vignettes or _OPEN_CASES / "vignettes.yml")],
                thresholds=options.thresholds,
                report=out / "vignettes.json",
                transcripts=out / "transcripts",
                twice=True,
            )
        )
    if options.messages != _SKIPPED:
        parts.append(
            MessagePart(
                [Path(options.messages or _OPEN_CASES / "messages.yml")],
                thresholds=options.thresholds,
                report=out / "messages.json",
            )
        )
    return parts
