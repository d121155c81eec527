"""Starts the front desk beside the bot, as a program of its own, and ends it too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 10


@contextmanager
def beside(port: int | None, host: str, data: Path) -> Iterator[None]:
    """The desk's pages on a port while the bot runs; nothing when there is no port.

    It says itself where it is, or why it cannot be. It ends when its input closes, so
    it goes also when the bot is killed.
    """
    if port is None:
        yield
        return
    command = [sys.executable, "-m", "frontdesk", "--data", str(data), "serve"]
    command += ["--host", host, "--port", str(port), "--until-input-closes"]
    desk = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        yield
    finally:
        assert desk.stdin is not None  # noqa: S101 - opened above
        desk.stdin.close()
        try:
            desk.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            desk.kill()
            desk.wait()
