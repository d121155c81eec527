"""Keeps the garbage collector away from what a process loads once and for all.

Why: Rasa, spaCy and a model are about a million objects that live as long as the
process; every full collection walks them, in the middle of somebody's turn.
Replaces: nothing.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Call when everything is loaded: collects once and never looks there again."""
    gc.collect()
    gc.freeze()
