"""The desk in the terminal.

Without a command it takes a call here and now, like the page. The exit status of `call`
and of `assess` tells how soon somebody must act.
"""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.errors import CannotStart
from knowledge import Level

if TYPE_CHECKING:
    from frontdesk.desk import Desk

DATA = Path(".data")
PORT = 5006
HIGHEST_PORT = 65535
STATUS = {
    Level.SELF_CARE: 0,
    Level.ROUTINE: 10,
    Level.SOON: 20,
    Level.SAME_DAY: 30,
    Level.EMERGENCY: 40,
}
FAILED, WRONG_USE, INCOMPLETE, STOPPED = 1, 2, 3, 130

EPILOG = """\
exit status of call and assess:
   0  self-care            10  routine              20  soon
  30  same day             40  emergency
   3  the answers do not suffice: something that matters was not asked.
      Not asked is not a "no". Emergency and same day are told all the same.
   1  something failed      2  wrong use           130  stopped with Ctrl-C

answers for assess, as JSON or CSV (- reads JSON from the standard input):
  {"age_years": 38, "site_buttock": "present", "fever": "absent", "side": "left",
   "bladder_change": "unsure", "sexual_dysfunction": "declined"}
  finding,status,value
  age_years,present,38
  fever,absent,
What can be said of a finding: present, absent, unsure, declined. Findings that are a
choice or a number carry it as value. `findings` lists them all.

examples:
  python -m frontdesk                     take a call in the terminal
  python -m frontdesk setup               make the first administrator
  python -m frontdesk serve --port 5006   the pages
  python -m frontdesk assess answers.csv && echo "self-care"
  python -m frontdesk cards cards.html    the script on paper
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return problem.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m frontdesk",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder of the database"
    )
    parser.add_argument("--clinic", type=Path, help="a clinic's settings (YAML)")
    parser.add_argument("--worklist", type=Path, help="the work list's settings (YAML)")
    parser.set_defaults(run=_call)
    commands = parser.add_subparsers(metavar="COMMAND")

    call = commands.add_parser("call", help="take a call in the terminal (the default)")
    call.set_defaults(run=_call)

    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=PORT)
    serve.add_argument(
        "--until-input-closes",
        action="store_true",
        help="stop with the program that started it",
    )
    serve.set_defaults(run=_serve)

    setup = commands.add_parser("setup", help="make the first administrator")
    setup.add_argument("--name", help="asked for when not given")
    setup.add_argument(
        "--generate", action="store_true", help="make up a password and print it once"
    )
    setup.set_defaults(run=_setup)

    assess = commands.add_parser("assess", help="triage answers from a file")
    assess.add_argument("file", help="JSON or CSV; - for JSON from standard input")
    assess.add_argument("--json", action="store_true", help="tell it as JSON")
    assess.set_defaults(run=_assess)

    findings = commands.add_parser("findings", help="what can be answered in a file")
    findings.set_defaults(run=_findings)

    cards = commands.add_parser("cards", help="the script and red flags as paper")
    cards.add_argument("file", type=Path, help="the HTML file to write")
    cards.set_defaults(run=_cards)
    return parser


def _port(written: str) -> int:
    """A port as typed; argparse says what is wrong with another."""
    if not written.isdecimal() or not 1 <= int(written) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{written!r} is no port; give a number from 1 to {HIGHEST_PORT}"
        )
    return int(written)


def _call(options: argparse.Namespace) -> int:
    from frontdesk.terminal import Terminal

    desk = _desk(options)
    clerk = f"terminal:{getpass.getuser()}"
    outcome = Terminal(desk, clerk, sys.stdin, sys.stdout).take()
    return STATUS[outcome.level]


def _serve(options: argparse.Namespace) -> int:
    from frontdesk.serving import Address, serve

    address = Address(options.host, options.port)
    return serve(_desk(options), address, until_input_closes=options.until_input_closes)


def _setup(options: argparse.Namespace) -> int:
    from frontdesk.first_account import set_up

    return set_up(options.data, options.name, generate=options.generate)


def _assess(options: argparse.Namespace) -> int:
    import knowledge
    from frontdesk.answers_file import read_answers
    from rendering import Speaker, load_clinic, with_levels

    kb = knowledge.load()
    kb = with_levels(kb, load_clinic(kb, options.clinic))
    case = read_answers(kb, options.file)
    assessment = knowledge.assess(kb, case)
    complete = knowledge.next_question(kb, case, knowledge.Aim.URGENCY) is None
    speaker = Speaker.load(kb, options.clinic)
    urgent = assessment.level.rank <= Level.SAME_DAY.rank
    if options.json:
        print(
            json.dumps(
                {
                    "level": assessment.level.value,
                    "complete": complete,
                    "reasons": [reason.id for reason in assessment.reasons],
                    "not_asked": list(assessment.open_questions),
                    "knowledge_version": assessment.knowledge_version,
                }
            )
        )
    else:
        print(speaker.level(assessment.level))
        for reason in assessment.reasons:
            print(f"- {speaker.voice.reason(reason)}")
        if not complete:
            print("Not asked: " + ", ".join(assessment.open_questions))
    return STATUS[assessment.level] if urgent or complete else INCOMPLETE


def _findings(_: argparse.Namespace) -> int:
    import knowledge
    from frontdesk.answers_file import allowed

    for finding in knowledge.load().findings.values():
        print(f"{finding.id}: {allowed(finding)}")
    return 0


def _cards(options: argparse.Namespace) -> int:
    import knowledge
    from frontdesk.cards import cards
    from rendering import Speaker, load_clinic, with_levels

    kb = knowledge.load()
    kb = with_levels(kb, load_clinic(kb, options.clinic))
    options.file.parent.mkdir(parents=True, exist_ok=True)
    text = cards(Speaker.load(kb, options.clinic))
    options.file.write_text(text, encoding="utf-8")
    print(f"{options.file}: print it on A4, both sides")
    return 0


def _desk(options: argparse.Namespace) -> Desk:
    from frontdesk.desk import Desk
    from handover.database import CannotOpen, connect, default_url

    try:
        return Desk.open(
            connect(default_url(options.data)),
            clinic=options.clinic,
            settings=options.worklist,
        )
    except CannotOpen as problem:
        raise CannotStart(str(problem)) from problem
