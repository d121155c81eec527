"""How the desk begins to serve, or says why it cannot, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.desk import Desk
from frontdesk.errors import CannotStart
from frontdesk.script import Screens
from frontdesk.serving import Address, serve
from rendering import Speaker
from tests.frontdesk.made import database
from worklist import load_settings

SETTINGS = """\
integrations:
  - {name: ehr, kind: webhook, on: [added], url: "https://ehr.example/fhir",
     secret_variable: EHR_SECRET}
"""


def test_an_integration_without_its_secret_is_named_instead_of_alerting_nobody(
    tmp_path: Path,
    speaker: Speaker,
    screens: Screens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("EHR_SECRET", raising=False)
    file = tmp_path / "settings.yml"
    file.write_text(SETTINGS, encoding="utf-8")
    desk = Desk.over(database(tmp_path), speaker, screens, settings=load_settings(file))

    with pytest.raises(CannotStart, match="EHR_SECRET"):
        serve(desk, Address("127.0.0.1", 0))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_desk_beside_the_bot_ends_quietly_when_both_are_stopped(
    tmp_path: Path, stop: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "frontdesk", "--data", str(tmp_path), "serve"]
    command += ["--port", str(port), "--until-input-closes"]
    desk = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert desk.stdout is not None
    try:
        assert "front desk is at" in desk.stdout.readline()
        # Ctrl-C reaches both; this one has to end though its input is still open.
        desk.send_signal(stop)
        desk.wait(60)
    finally:
        desk.kill()
    _, errors = desk.communicate()
    assert (desk.returncode, errors) == (0, "")
