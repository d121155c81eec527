"""One listener for all tests of understanding."""

from __future__ import annotations

import pytest

from understanding import Listener


@pytest.fixture(scope="session")
def listener() -> Listener:
    """The English listener."""
    return Listener.load()


@pytest.fixture(scope="session")
def patterns() -> Listener:
    """The English listener with patterns alone, without its second ear."""
    return Listener.load(guessing=False)
