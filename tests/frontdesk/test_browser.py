"""The desk in a real Chromium, by keyboard alone; see desk.test.mjs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.access import Accounts
from frontdesk.tables import prepare
from handover import connect
from handover.database import default_url
from tests.frontdesk.made import PASSWORD, PEOPLE, QUICK
from tests.widget.conftest import ROOT, WIDGET

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk with somebody of each role."""
    data = tmp_path_factory.mktemp("desk")
    engine = connect(default_url(data))
    prepare(engine)
    accounts = Accounts(engine, time.time, QUICK)
    for name, role in PEOPLE.items():
        accounts.add(name, role, PASSWORD)
    engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "frontdesk", "--data", str(data), "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--until-input-closes"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert "front desk is at" in server.stdout.readline(), "it did not start"
        yield f"http://127.0.0.1:{port}/"
    finally:
        assert server.stdin is not None
        server.stdin.close()
        assert server.wait(timeout=60) == 0


def test_the_desk_keeps_its_promises_in_a_browser(desk: str) -> None:
    subprocess.run(["sh", str(WIDGET / "scripts" / "setup.sh")], check=True)
    done = subprocess.run(
        ["node", "--test", str(HERE / "desk.test.mjs")],
        cwd=WIDGET,
        env={**os.environ, "DESK_SERVER": desk},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
