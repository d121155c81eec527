"""Reads the settings of the work list; a clinic's file replaces single keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from ruamel.yaml.error import YAMLError

from knowledge.loading import read_yaml
from knowledge.model import Level
from worklist.errors import SettingsError

DEFAULTS = Path(__file__).parent / "settings.yml"
SCHEMA = Path(__file__).parent / "settings.schema.json"
MINUTE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """In seconds, but `alerts`: how many before the next step is told."""

    accept: float
    again: float
    alerts: int
    close: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """Where news goes. `on` are the actions that are news.

    A webhook has `url` and the environment variable of its secret; a mail has `to`,
    `sender`, `server` and, where it logs in, `user` and the variable of the password.
    """

    name: str
    kind: str
    on: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a clinic can set about its work list."""

    steps: tuple[str, ...]
    timers: Mapping[Level, Timer]
    outcomes: tuple[str, ...]
    keep_days: int
    integrations: tuple[Integration, ...]


def load_settings(path: Path | None = None) -> Settings:
    """The settings in a file; what it leaves out is as in settings.yml.

    Raises:
        SettingsError: for a file that cannot be read or says what it must not.
    """
    defaults = _read(DEFAULTS)
    given = _read(path) if path else {}
    settings = {**defaults, **given}
    settings["timers"] = {**defaults["timers"], **given.get("timers", {})}
    first = next(_faults(settings, defaults), None)
    if first:
        raise SettingsError(f"{(path or DEFAULTS).name}: {first}")
    return Settings(
        steps=tuple(settings["steps"]),
        timers={Level(k): _timer(v) for k, v in settings["timers"].items()},
        outcomes=tuple(settings["outcomes"]),
        keep_days=settings["keep_days"],
        integrations=tuple(_integration(entry) for entry in settings["integrations"]),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise SettingsError(
            f"{path.name} cannot be read ({type(error).__name__}). It must be YAML "
            f"with any of the keys of {DEFAULTS.name}."
        ) from error
    if not isinstance(content, dict):
        raise SettingsError(f"{path.name} holds no keys; see {DEFAULTS.name}.")
    return content


def _faults(settings: dict[str, Any], defaults: dict[str, Any]) -> Iterator[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for fault in Draft7Validator(schema).iter_errors(settings):
        place = ".".join(str(part) for part in fault.absolute_path)
        yield f"{place}: {fault.message}" if place else fault.message
    slowest = defaults["timers"]["emergency"]
    for key, minutes in settings["timers"]["emergency"].items():
        if minutes > slowest[key]:
            yield f"timers.emergency.{key}: at most {slowest[key]}, not {minutes}"
    names = [entry["name"] for entry in settings["integrations"]]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"integrations: two have the name {name!r}"


def _timer(minutes: Mapping[str, float]) -> Timer:
    return Timer(
        accept=minutes["accept"] * MINUTE,
        again=minutes["again"] * MINUTE,
        alerts=int(minutes["alerts"]),
        close=minutes["close"] * MINUTE,
    )


def _integration(entry: Mapping[str, Any]) -> Integration:
    own = ("name", "kind", "on")
    return Integration(
        name=entry["name"],
        kind=entry["kind"],
        on=tuple(entry["on"]),
        options={k: v for k, v in entry.items() if k not in own},
    )
