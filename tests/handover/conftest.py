"""What the handover's tests need beside Python."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def tools() -> None:
    """Installs what is missing: Node.js, FHIR validators, Pango."""
    subprocess.run(["sh", str(HERE / "setup.sh")], check=True)
