"""The bot in a terminal and behind a pipe."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.runtime import terminal
from tests.conftest import TINY_ACTIONS


def spoken(
    model: Path, data: Path, lines: str, capsys: pytest.CaptureFixture[str]
) -> str:
    terminal.talk(model, data, io.StringIO(lines), actions=TINY_ACTIONS)
    return capsys.readouterr().out


def test_lines_from_a_pipe_are_messages(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = spoken(tiny_model, tmp_path, "hello\n\n   \ncount", capsys)
    assert "> hello\n" in out
    assert out.count("Does it hurt?") == 2
    assert "2 asked" in out


def test_choices_are_numbered_and_taken_by_number_or_title(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = spoken(tiny_model, tmp_path, "1\nYES\n2\n", capsys)
    assert "1. Yes\n2. Count\n" in out
    assert "3 asked" in out


def test_payloads_are_not_shown(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "/affirm" not in spoken(tiny_model, tmp_path, "", capsys)


def test_a_crash_is_an_apology_and_the_talk_goes_on(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = spoken(tiny_model, tmp_path, "crash\ncount\n", capsys)
    assert "Sorry, something went wrong" in out
    assert "1 asked" in out
