"""`python -m bot.runtime train | serve | talk`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.channels import sessions
from bot.runtime import bootstrap, logs, ports, training
from bot.runtime.errors import CannotStart

DATA = training.ROOT / ".data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return 130
    except CannotStart as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.runtime", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="train the model, changed or not")
    train.add_argument("--root", type=Path, default=training.ROOT)
    train.set_defaults(run=_train)

    serve = commands.add_parser("serve", help="serve the bot and its page")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=5005)
    serve.add_argument("--messages-per-minute", type=float, default=60)
    serve.add_argument("--sessions-per-minute", type=float, default=30)
    serve.add_argument("--keep-days", type=float, default=30)
    serve.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar="https://www.clinic.example",
        help="a website whose pages may talk with the bot; can be given again",
    )
    serve.add_argument(
        "--credentials",
        type=Path,
        metavar="credentials.yml",
        help="the messaging services to serve too (credentials.yml if there is one)",
    )
    serve.add_argument(
        "--desk-port", type=int, help="serve the front desk beside it on this port"
    )
    serve.set_defaults(run=_serve)

    talk = commands.add_parser("talk", help="talk with the bot in the terminal")
    talk.set_defaults(run=_talk)

    for command in (train, serve, talk):
        command.add_argument("--config", default="config.yml")
    for command in (serve, talk):
        command.add_argument("--data", type=Path, default=DATA)
    return parser


def _train(options: argparse.Namespace) -> int:
    bootstrap.before_rasa()
    logs.for_training()
    print(training.train(options.config, root=options.root))
    return 0


def _serve(options: argparse.Namespace) -> int:
    ports.check(options.host, options.port, desk=options.desk_port)
    secret = sessions.secret_for(options.host, options.data)
    model = _ready(options)
    from bot.runtime import server

    return server.run(
        server.Serving(
            model=model,
            data=options.data,
            host=options.host,
            port=options.port,
            secret=secret,
            messages_per_minute=options.messages_per_minute,
            sessions_per_minute=options.sessions_per_minute,
            keep_days=options.keep_days,
            origins=tuple(options.origin),
            desk_port=options.desk_port,
            credentials=options.credentials or _credentials(),
        )
    )


def _credentials() -> Path | None:
    """The credentials beside the program, if somebody has put them there."""
    file = training.ROOT / "credentials.yml"
    return file if file.exists() else None


def _talk(options: argparse.Namespace) -> int:
    model = _ready(options)
    from bot.runtime import terminal

    terminal.talk(model, options.data, sys.stdin)
    return 0


def _ready(options: argparse.Namespace) -> Path:
    """Checks what people edit, trains if need be, and prepares for Rasa."""
    bootstrap.before_rasa()
    _say("Checking knowledge, wording and settings …")
    from bot.runtime import checking

    checking.check_parts()
    model = training.model_path(options.config)
    if not model.is_file():
        _say("Training the model: what goes into it has changed. About a minute …")
    model = training.trained_model(options.config)
    _say("Starting the bot …")
    logs.for_conversations()
    return model


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)
