"""Serves the tiny bot: `… serve MODEL DATA PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.runtime import bootstrap, logs
from bot.runtime.errors import CannotStart


def main(model: str, data: str, port: str) -> int:
    bootstrap.before_rasa(Path(model))
    logs.for_conversations()
    from bot.channels.sessions import secret_for
    from bot.runtime import server

    serving = server.Serving(
        model=Path(model),
        data=Path(data),
        host="127.0.0.1",
        port=int(port),
        secret=secret_for("127.0.0.1", Path(data)),
        messages_per_minute=60,
        sessions_per_minute=30,
        keep_days=30,
        actions="tests.tiny_bot.actions",
    )
    try:
        return server.run(serving)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
