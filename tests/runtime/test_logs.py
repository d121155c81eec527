"""Log lines never hold what a patient said."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog
from rasa import telemetry

from bot.runtime import bootstrap, logs

WORDS = "my groin is numb"


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    logs.for_conversations(logging.DEBUG)
    yield capfd
    logs.for_conversations()


def test_a_library_line_tells_its_place_and_not_its_text(lines) -> None:
    logging.getLogger("rasa.core.processor").error(f"could not handle '{WORDS}'")
    printed = lines.readouterr().err
    assert "ERROR rasa.core.processor: test_logs.py:" in printed
    assert "numb" not in printed


def test_a_structured_line_tells_no_values(lines) -> None:
    structlog.get_logger("rasa.channel").error("message.failure", text=WORDS)
    printed = lines.readouterr().err
    assert "ERROR" in printed
    assert "numb" not in printed


def test_an_exception_tells_its_kind_and_place_and_not_its_text(lines) -> None:
    for log in (logging.getLogger("rasa"), structlog.get_logger("rasa")):
        try:
            raise ValueError(WORDS)
        except ValueError:
            log.exception("failed")
    printed = lines.readouterr().err
    assert printed.count("ValueError at") == 2
    assert "numb" not in printed


def test_our_own_lines_are_whole(lines) -> None:
    logging.getLogger("bot.channels.web").warning("Port %s is slow.", 5005)
    assert "WARNING bot.channels.web: Port 5005 is slow." in lines.readouterr().err


def test_nothing_is_reported_to_rasas_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    assert telemetry.is_telemetry_enabled()
    bootstrap.before_rasa()
    assert not telemetry.is_telemetry_enabled()
