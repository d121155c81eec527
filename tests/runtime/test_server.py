"""The server as a process: it proves itself, keeps conversations, and stops."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.runtime import ports
from bot.runtime.conversations import ConversationStore
from bot.runtime.errors import CannotStart
from bot.runtime.training import ROOT
from tests.runtime.test_same_as_stock import free_port


@contextmanager
def served(model: Path, data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running server's address, read from what it prints when it is ready."""
    command = [sys.executable, "-m", "tests.tiny_bot.serve", str(model), str(data)]
    process = subprocess.Popen(
        [*command, str(free_port())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "Talk with Backtalk at" in line
        yield next(w for w in line.split() if w.startswith("http")), process
    finally:
        process.kill()
        process.communicate()


def post(address: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{address}chat/{path}",
        json.dumps(body).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_a_conversation_survives_a_restart_and_ctrl_c_stops_cleanly(
    tiny_model: Path, tmp_path: Path
) -> None:
    with served(tiny_model, tmp_path) as (address, process):
        token = post(address, "session", {})["token"]
        post(address, "message", {"token": token, "message": "hello"})
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in errors

    with served(tiny_model, tmp_path) as (address, _):
        again = {"token": token, "message": "/count"}
        [answer] = post(address, "message", again)["messages"]
    assert answer["text"] == "2 asked"


def test_a_busy_port_is_an_error_that_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"in use.*PORT={port + 2}"):
            ports.check("127.0.0.1", port)


def test_the_chat_and_the_desk_cannot_share_a_port() -> None:
    with pytest.raises(CannotStart, match=r"both have port 5006.*PORT=5008"):
        ports.check("127.0.0.1", 5006, desk=5006)


@pytest.mark.parametrize("port", [-1, 0, 65536, 70000])
def test_a_port_that_there_is_not_is_an_error_that_says_which_there_are(
    port: int,
) -> None:
    with pytest.raises(CannotStart, match=rf"{port}.*1 to 65535.*PORT=5005"):
        ports.check("127.0.0.1", port)


def test_the_last_port_leaves_none_for_the_desk_beside_it() -> None:
    with pytest.raises(CannotStart, match=r"front desk.*65536.*1 to 65535"):
        ports.check("127.0.0.1", 65535, desk=65536)


def test_what_is_proposed_instead_of_a_busy_port_is_a_port() -> None:
    with pytest.raises(CannotStart, match=r"PORT=5005$"):
        ports.check("127.0.0.1", 65534, desk=65534)


def test_a_busy_port_is_told_before_a_model_is_trained(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        command = [sys.executable, "-m", "bot.runtime", "serve", "--port", port]
        done = subprocess.run(
            [*command, "--data", str(tmp_path)], capture_output=True, text=True
        )
    assert done.returncode == 1
    assert "in use" in done.stderr
    assert "Checking" not in done.stderr


def test_a_store_that_is_broken_is_an_error_that_names_it(
    tiny_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "conversations.db").write_text("this is no database")
    done = run(tiny_model, tmp_path)
    assert done.returncode == 1
    assert "conversations.db cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bot_that_does_not_answer_is_not_offered(
    tiny_model: Path, tmp_path: Path
) -> None:
    ConversationStore.in_file(tmp_path / "conversations.db")
    with sqlite3.connect(tmp_path / "conversations.db") as disk:
        disk.execute(
            "CREATE TRIGGER full BEFORE INSERT ON events "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    done = run(tiny_model, tmp_path)
    assert done.returncode == 1
    assert "did not answer a first message" in done.stderr
    assert "Talk with" not in done.stdout


def run(model: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """A server that is expected to stop by itself."""
    command = [sys.executable, "-m", "tests.tiny_bot.serve", str(model), str(data)]
    return subprocess.run(
        [*command, str(free_port())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
