"""Starts Rasa without TensorFlow when no component of the model uses it.

Why: Rasa imports every component it ships, and six of them import TensorFlow, which
costs seconds at the start and hundreds of megabytes for the whole life of a process.
Replaces: nothing of Rasa's; `import tensorflow` while Rasa is being imported gives a
stand-in that can be subclassed, annotated with and used as a decorator. Otherwise
TensorFlow counts as not installed, and a component that needs it fails aloud.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
import warnings
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any, NoReturn

_PACKAGES = frozenset(
    {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"}
)
_NEED_IT = frozenset(
    {
        "ConveRTFeaturizer",
        "DIETClassifier",
        "LanguageModelFeaturizer",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
    }
)


def is_needed(components: Iterable[str]) -> bool:
    """Whether any of these component names, with or without modules, runs on it."""
    return any(name.split(".")[-1] in _NEED_IT for name in components)


def arrange() -> None:
    """From now on Rasa, when something imports it, is imported without TensorFlow.

    Does nothing when one of the two is there already.
    """
    if "rasa" in sys.modules or "tensorflow" in sys.modules:
        return
    _declare_absent()  # spaCy would import it too
    sys.meta_path.insert(0, _RasaFinder())


def _declare_absent() -> None:
    for name in [n for n in sys.modules if n.split(".")[0] in _PACKAGES]:
        del sys.modules[name]
    for package in _PACKAGES:
        sys.modules[package] = None  # type: ignore[assignment]


class _RasaFinder(importlib.abc.MetaPathFinder):
    """Waits for the first import of Rasa."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != "rasa":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(fullname)
        if spec is not None and spec.origin is not None:
            spec.loader = _RasaLoader(fullname, spec.origin)
        return spec


class _RasaLoader(importlib.machinery.SourceFileLoader):
    """Loads Rasa and at once everything in it that imports TensorFlow."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        for package in _PACKAGES:
            del sys.modules[package]
        finder = _StandInFinder()
        sys.meta_path.insert(0, finder)
        try:
            with warnings.catch_warnings(record=True):  # of old dependencies
                importlib.import_module("rasa.engine.recipes.default_components")
                importlib.import_module("rasa.core.agent")
                importlib.import_module("rasa.model_training")
        finally:
            sys.meta_path.remove(finder)
            _declare_absent()
            _StandIn.__call__ = _refuse  # type: ignore[method-assign]


class _StandIn(type):
    """A class whose every attribute is another class of the same sort."""

    def __getattr__(cls, name: str) -> Any:
        return _attribute(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """As a decorator it returns what it decorates; otherwise itself."""
        return next((arg for arg in args if callable(arg)), cls)

    def __getitem__(cls, key: Any) -> Any:
        return cls


def _refuse(cls: type, *args: Any, **kwargs: Any) -> NoReturn:
    raise ModuleNotFoundError(
        f"TensorFlow was left out at the start, but {cls.__name__} was called. Set "
        "BACKTALK_SPEEDUPS=none to start with it."
    )


def _attribute(name: str) -> Any:
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    return _StandIn(name, (), {})


class _StandInModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return _attribute(name)


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] not in _PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """A stand-in has nothing to run."""
