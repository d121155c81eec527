"""Commands for whoever looks after the machine."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import knowledge
from handover.database import URL_VARIABLE, CannotOpen, overwrite_erased
from handover.versions import engine
from rendering import ClinicError, Speaker
from worklist import outbox
from worklist.delivering import transports
from worklist.duties import duties, keep
from worklist.engine import commit_of
from worklist.errors import WorklistError
from worklist.item import Alert
from worklist.outbox import Delivery
from worklist.replay import Outcome, replay
from worklist.retention import erase
from worklist.settings import load_settings
from worklist.worklist import Worklist

WELL, WRONG, UNUSABLE = 0, 1, 2
_PAUSE_SECONDS = 2.0
_EPILOG = f"""\
exit codes: {WELL} all is well; {WRONG} something is not as it was written, has not
arrived or is not overwritten yet; {UNUSABLE} the database, the key or the settings
cannot be used.

Note down what verify prints as head, on paper or elsewhere. With --head, verify then
also tells when the end of the log, or all of it with its key, was replaced.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        kb = knowledge.load()
        speaker = Speaker.load(kb, options.clinic)
        settings = load_settings(options.settings)
        worklist = Worklist(speaker, options.database, settings=settings)
        code: int = options.run(worklist, options)
        return code
    except (CannotOpen, ClinicError, WorklistError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return WELL
    except BrokenPipeError:
        # Whoever read along, such as `head`, has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m worklist",
        description="Looks after the work list: checks, replays, sends and erases.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--database", help=f"its address (default: {URL_VARIABLE} or .data/handover.db)"
    )
    parser.add_argument("--settings", type=Path, help="timers, outcomes, integrations")
    parser.add_argument("--clinic", type=Path, help="the clinic's own facts")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("verify", help="whether the audit log was altered")
    check.add_argument("--head", metavar="NUMBER:DIGEST", help="one noted earlier")
    check.set_defaults(run=_verify)

    again = commands.add_parser("replay", help="whether cases come out the same again")
    again.add_argument("item", nargs="?", help="one item (default: all)")
    again.set_defaults(run=_replay)

    code = commands.add_parser("engine", help="which commit has a record's engine")
    code.add_argument("engine", nargs="?", help="(default: prints the one in use)")
    code.set_defaults(run=_engine)

    log = commands.add_parser("log", help="who did what and when, one JSON line each")
    log.add_argument("item", nargs="?", help="one item (default: all)")
    log.add_argument("--contents", action="store_true", help="with what was said")
    log.set_defaults(run=_log)

    run = commands.add_parser("run", help="alert, send and erase until Ctrl-C")
    run.add_argument("--once", action="store_true", help="do what is due, and end")
    run.set_defaults(run=_run)

    send = commands.add_parser("retry", help="try again what could not be sent")
    send.set_defaults(run=_retry)

    gone = commands.add_parser("erase", help="erase what was said of one item or call")
    gone.add_argument("item")
    gone.add_argument("--by", required=True, help="who asks for it to be done")
    gone.add_argument("--why", required=True)
    gone.set_defaults(run=_erase)
    return parser


def _verify(worklist: Worklist, options: argparse.Namespace) -> int:
    found = worklist.verify(_noted(options.head) if options.head else None)
    for fault in found.faults:
        where = f"entry {fault.number}" if fault.number else "the log"
        print(f"{where}: {fault.what}")
    state = "ALTERED" if found.faults else "as it was written"
    print(f"{found.entries} entries, {state}. Head: {found.entries}:{found.head}")
    if found.erased:
        _overwritten(overwrite_erased(worklist.engine))
    return WRONG if found.faults else WELL


def _noted(head: str) -> tuple[int, str]:
    number, _, digest = head.partition(":")
    if not number.isdigit() or not digest:
        raise WorklistError(f"--head must look like 12:9f3a…, not {head!r}.")
    return int(number), digest


def _replay(worklist: Worklist, options: argparse.Namespace) -> int:
    found: Counter[Outcome] = Counter()
    here = engine()
    others: Counter[str] = Counter()
    for one in replay(worklist, options.item):
        found[one.outcome] += 1
        if one.engine not in (None, here):
            others[str(one.engine)] += 1
        if one.outcome not in (Outcome.SAME, Outcome.ERASED):
            print(f"entry {one.number}, item {one.item}: {one.outcome.value}")
    print(", ".join(f"{found[outcome]} {outcome.value}" for outcome in Outcome))
    for other, count in others.items():
        print(
            f"{count} made by engine {other}; this one is {here}. "
            f"`python -m worklist engine {other}` names its commit."
        )
    well = found[Outcome.SAME] + found[Outcome.ERASED] == sum(found.values())
    return WELL if well else WRONG


def _engine(_: Worklist, options: argparse.Namespace) -> int:
    if options.engine is None:
        print(engine())
        return WELL
    commit = commit_of(options.engine)
    if commit is None:
        print(f"No commit of this clone has the engine {options.engine}.")
        return WRONG
    print(f"{commit}: check it out elsewhere, and replay the same database there")
    return WELL


def _log(worklist: Worklist, options: argparse.Namespace) -> int:
    for entry in worklist.history(options.item):
        line = {
            "number": entry.number,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "item": entry.item,
        }
        if options.contents:
            line["content"] = entry.content
        print(json.dumps(line))
    return WELL


def _run(worklist: Worklist, options: argparse.Namespace) -> int:
    ways = transports(worklist.settings.integrations)
    to_do = duties(worklist, ways, _PAUSE_SECONDS, _tell)
    if not options.once:
        asyncio.run(keep(to_do))
    for duty in to_do:
        duty.do()
    waiting = outbox.count(worklist.engine)
    print(", ".join(f"{n} {state.value}" for state, n in waiting.items()))
    return WRONG if waiting[Delivery.STUCK] else WELL


def _tell(alerts: list[Alert]) -> None:
    for alert in alerts:
        late = round(alert.overdue)
        line = f"{alert.step}: item {alert.item.id} has waited {late} s too long"
        print(line, flush=True)


def _retry(worklist: Worklist, options: argparse.Namespace) -> int:
    print(f"{outbox.retry_stuck(worklist.engine, time.time())} will be tried again")
    return WELL


def _erase(worklist: Worklist, options: argparse.Namespace) -> int:
    overwritten = erase(worklist, options.item, by=options.by, why=options.why)
    print(f"What was said of {options.item} is erased; that it was there stays logged.")
    return WELL if _overwritten(overwritten) else WRONG


def _overwritten(done: bool) -> bool:
    """Says so when what was erased is gone from the tables and not from the files."""
    if not done:
        print(
            "Another program is reading the database, so that SQLite's write-ahead log "
            "could not be emptied: what was erased may still stand in that file. Run "
            "`python -m worklist verify` when it is done; the desk tries every hour."
        )
    return done
