"""One listener for all tests of understanding."""

from __future__ import annotations

import pytest

from understanding import Listener


@pytest.fixture(scope="session")
def listener() -> Listener:
    """The English listener."""
    return Listener.load()
