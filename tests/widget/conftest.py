"""What the widget's tests need: Node.js, Chromium, and the real bot on a port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "widget"
_READY = "Talk with Backtalk at "


@pytest.fixture(scope="session")
def browser_tools() -> None:
    """Installs what is missing."""
    subprocess.run(["sh", str(WIDGET / "scripts" / "setup.sh")], check=True)


@pytest.fixture(scope="session")
def real_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with the real model."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("conversations")
    command = [sys.executable, "-m", "bot.runtime", "serve", "--port", str(port)]
    limits = ["--messages-per-minute", "1000", "--sessions-per-minute", "1000"]
    server = subprocess.Popen(
        [*command, *limits, "--data", str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
    )
    try:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        assert any(line.startswith(_READY) for line in lines), "the bot did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)
