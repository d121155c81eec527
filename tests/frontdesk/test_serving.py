"""What keeps the desk from serving is told before anybody can open a page."""

from __future__ import annotations

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
