"""Loads Rasa's plots, and matplotlib with them, only when something is drawn.

Why: Rasa's server imports its evaluation, which imports matplotlib: 14 MB that nobody
needs who talks. Replaces: nothing; the module is loaded at the first use of anything
in it instead of at its import.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType

_PLOTS = "rasa.utils.plotting"


def arrange() -> None:
    """From now on an import of Rasa's plots waits until they are used."""
    if _PLOTS not in sys.modules:
        sys.meta_path.insert(0, _LazyFinder())


class _LazyFinder(importlib.abc.MetaPathFinder):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != _PLOTS:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec
