"""What the widget's tests need: Node.js, Chromium, and the real bot on a port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "widget"
PATIENCE_SECONDS = 1200
_READY = "Talk with Backtalk at "


@pytest.fixture(scope="session")
def browser_tools() -> None:
    """Installs what is missing."""
    subprocess.run(["sh", str(WIDGET / "scripts" / "setup.sh")], check=True)


@pytest.fixture(scope="session")
def firefox(browser_tools: None) -> None:
    """Installs a Firefox. Only where nothing is promised by it may it be missing."""
    script = ["sh", str(WIDGET / "scripts" / "setup.sh"), "--firefox"]
    if subprocess.run(script, check=False).returncode == 0:
        return
    missing = "There is no Firefox here, and it could not be installed."
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def real_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with the real model."""
    for attempt in range(3):
        folder = tmp_path_factory.mktemp(f"bot{attempt}")
        port = _free_port()
        server = _start(port, folder)
        try:
            # Somebody else may have taken the port meanwhile: then with another one.
            if _is_ready(server, folder / "said"):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)
    pytest.fail("the bot did not start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot.runtime", "serve", "--port", str(port)]
    limits = ["--messages-per-minute", "1000", "--sessions-per-minute", "1000"]
    # A file and no pipe: a pipe that nobody empties stops the server once it is full.
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(
            [*command, *limits, "--data", str(folder / "conversations")],
            cwd=ROOT,
            stdout=said,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        )


def _is_ready(server: subprocess.Popen[bytes], said: Path) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < until:
        if _READY in said.read_text():
            return True
        time.sleep(0.1)
    return False
