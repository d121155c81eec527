"""The chat widget in a real browser: how soon it opens, how soon the bot is read."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from benchmarks.timing import Timing

_WIDGET = Path(__file__).resolve().parents[1] / "widget"
_PATIENCE_SECONDS = 300


def is_installed() -> bool:
    """Whether a browser and what drives it are there; `make test` installs them."""
    chromium = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    return chromium.exists() and (_WIDGET / "node_modules").is_dir()


def measure_widget(address: str) -> dict[str, Timing]:
    """`opening`, `first` message and the `server`'s share of it, over several visits.

    Raises:
        OSError: when the browser did not do it.
    """
    done = subprocess.run(
        ["node", "scripts/bench.mjs"],
        cwd=_WIDGET,
        env={**os.environ, "BACKTALK_SERVER": address},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:]
        raise OSError(f"the browser could not be measured: {' '.join(last)}")
    timings = json.loads(done.stdout)
    return {name: Timing(samples) for name, samples in timings.items()}
