"""The chat widget in real browsers; each file of its own tests is one test here."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.widget.conftest import PATIENCE_SECONDS, WIDGET

REAL_BOT = "real-bot.test.mjs"
FIREFOX = "firefox.test.mjs"
# What Playwright says of every page once its browser is gone.
BROWSER_DIED = "Target page, context or browser has been closed"
SCRIPTED = sorted(
    path.name
    for path in (WIDGET / "tests").glob("*.test.mjs")
    if path.name not in (REAL_BOT, FIREFOX)
)


@pytest.mark.parametrize("file", SCRIPTED)
def test_the_widget_keeps_its_promises(file: str, browser_tools: None) -> None:
    run(file)


def test_whole_interviews_in_the_browser_with_the_real_bot(
    browser_tools: None, real_bot: str
) -> None:
    run(REAL_BOT, BACKTALK_SERVER=real_bot)


def test_interviews_in_firefox_with_the_real_bot(firefox: None, real_bot: str) -> None:
    run(FIREFOX, BACKTALK_SERVER=real_bot)


def run(file: str, **environment: str) -> None:
    """Runs one file of browser tests and shows what it says when it fails.

    Chromium at times dies as it starts, and every test after that with it. That says
    nothing of the widget, so the file is run again; a page that kills it does so twice.
    """
    done = _node(file, environment)
    if BROWSER_DIED in done.stdout:
        print(done.stdout)
        done = _node(file, environment)
    assert done.returncode == 0, done.stdout


def _node(file: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "--test", f"tests/{file}"],
        cwd=WIDGET,
        env={**os.environ, "PYTHON": sys.executable, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
