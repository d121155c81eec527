"""Servers in processes of their own: started, timed, weighed and stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clients import Client

_PATIENCE_SECONDS = 180
_PAUSE_SECONDS = 0.05
_STOP_SECONDS = 20
_KILOBYTES_PER_MEGABYTE = 1024


class ServerFailed(Exception):
    """A server that was to be measured did not start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that has answered once."""

    process: subprocess.Popen[bytes]
    port: int
    client: Client
    seconds_to_first_answer: float

    def megabytes(self) -> float:
        """Resident memory of the process and everything it started."""
        listing = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,rss="],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        rows = [tuple(map(int, line.split())) for line in listing.splitlines()]
        family = {self.process.pid}
        while found := {p for p, parent, _ in rows if parent in family} - family:
            family |= found
        return sum(rss for pid, _, rss in rows if pid in family) / (
            _KILOBYTES_PER_MEGABYTE
        )


@contextmanager
def serving(
    arguments: Sequence[str],
    connect: Callable[[int], Client],
    *,
    folder: Path,
    log: Path,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """A server that answers, stopped at the end of the block.

    `{port}` in the arguments becomes a free port; `settings` are added to the
    environment.

    Raises:
        ServerFailed: when it ends or says nothing for too long.
    """
    port = _free_port()
    command = [sys.executable, *(part.format(port=port) for part in arguments)]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **quiet, **(settings or {})},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            client = _first_answer(process, connect, port, log)
            yield Server(process, port, client, time.perf_counter() - start)
        finally:
            _stop(process)


def _first_answer(
    process: subprocess.Popen[bytes],
    connect: Callable[[int], Client],
    port: int,
    log: Path,
) -> Client:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        client = connect(port)
        try:
            client.begin()
            if client.say("hello"):
                return client
        except (OSError, http.client.HTTPException):
            time.sleep(_PAUSE_SECONDS)
    raise ServerFailed(f"{process.args!r} did not answer; its output is in {log}.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stops the server with everything it started: it has a session of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
