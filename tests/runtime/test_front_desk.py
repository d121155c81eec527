"""The front desk beside the bot: it starts with it and ends with it."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot.runtime.front_desk import beside

_PATIENCE_SECONDS = 180


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10):
            return True
    except (urllib.error.URLError, OSError):
        return False


def test_the_desk_answers_while_the_bot_runs_and_is_gone_after_it(
    tmp_path: Path,
) -> None:
    port, until = free_port(), time.monotonic() + _PATIENCE_SECONDS
    with beside(port, "127.0.0.1", tmp_path):
        while not answers(port):
            assert time.monotonic() < until, "the desk did not start"
            time.sleep(0.2)

    assert not answers(port)
    assert (tmp_path / "handover.db").is_file()


def test_without_a_port_there_is_no_desk(tmp_path: Path) -> None:
    with beside(None, "127.0.0.1", tmp_path):
        assert list(tmp_path.iterdir()) == []
