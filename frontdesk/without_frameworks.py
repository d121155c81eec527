"""Keeps spaCy from importing TensorFlow and PyTorch, which nothing here runs on.

They cost many seconds at the start and hundreds of megabytes. spaCy looks whether they
are installed; here they are not.
"""

from __future__ import annotations

import sys


def arrange() -> None:
    """From now on both count as not installed; does nothing once they are imported."""
    for package in ("tensorflow", "torch"):
        if package not in sys.modules:
            sys.modules[package] = None  # type: ignore[assignment]
