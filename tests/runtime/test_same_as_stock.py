"""Everything we replace gives the same result as stock Rasa with an action server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.training import ROOT
from tests.conftest import TINY_ACTIONS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def action_server() -> Iterator[str]:
    """The standard action server, as `rasa run actions` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", TINY_ACTIONS]
    command += ["--port", str(port), "--quiet"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"{address}/webhook"
    finally:
        server.terminate()
        server.wait(10)


def recorded(model: Path, *more: str, speedups: str) -> Any:
    command = [sys.executable, "-m", "tests.tiny_bot.recorded", str(model), *more]
    env = {**os.environ, "BACKTALK_SPEEDUPS": speedups, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_a_conversation_is_the_same_with_every_speedup_and_with_stock_rasa(
    tiny_model: Path, action_server: str
) -> None:
    stock = recorded(tiny_model, action_server, speedups="none")
    assert recorded(tiny_model, speedups="all") == stock
    texts = [[m["text"] for m in answer] for answer in stock["answers"]]
    assert texts[3] == ["2 asked"], "the recorded conversation must do something"
