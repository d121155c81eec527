"""Which messaging services are set up: the file `credentials.yml`."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.runtime.errors import CannotStart

if TYPE_CHECKING:
    from bot.channels.messaging.channel import MessagingInput

_HERE = "bot.channels.messaging"
SERVICES = (
    f"{_HERE}.twilio.SmsInput",
    f"{_HERE}.twilio.WhatsAppInput",
    f"{_HERE}.telegram.TelegramInput",
    f"{_HERE}.slack.SlackInput",
    f"{_HERE}.messenger.MessengerInput",
    f"{_HERE}.teams.TeamsInput",
)
_NOT_OURS = frozenset({"bot.channels.web.WebInput"})  # the options of `serve` set it up


class CredentialsWrong(CannotStart):
    """The file cannot be used; the text says why."""


def read_credentials(path: Path) -> dict[str, dict[str, Any]]:
    """The settings of each service in the file, variables of the environment filled in.

    Raises:
        CredentialsWrong: when the file cannot be read or names an unknown channel.
    """
    try:
        # Rasa has taught ruamel.yaml to fail at the first variable that is not set.
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CredentialsWrong(
            f"{path} cannot be read: {error.strerror}. Copy credentials.example.yml to "
            "begin with."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise CredentialsWrong(
            f"{path} is no YAML: there is a mistake{line}."
        ) from None
    if not isinstance(content or {}, dict):
        raise CredentialsWrong(f"{path} must hold channels, each with its settings.")
    found = {
        name: given for name, given in (content or {}).items() if name not in _NOT_OURS
    }
    for name, given in found.items():
        if name not in SERVICES:
            allowed = "\n  ".join(SERVICES)
            raise CredentialsWrong(
                f"{path}: there is no channel {name!r}. There are:\n  {allowed}"
            )
        if not isinstance(given or {}, Mapping):
            raise CredentialsWrong(f"{path}: {name} must hold its settings by name.")
    return {name: _filled(given or {}) for name, given in found.items()}


def channel_class(name: str) -> type[MessagingInput]:
    """The channel of this name in `SERVICES`."""
    module, _, cls = name.rpartition(".")
    found: type[MessagingInput] = getattr(importlib.import_module(module), cls)
    return found


def configured(path: Path | None, *, secret: str, data: Path) -> list[MessagingInput]:
    """A channel for each service in the file; none without a file.

    Raises:
        CannotStart: with every problem of every service.
    """
    channels, problems = [], []
    for name, given in (read_credentials(path) if path else {}).items():
        try:
            channels.append(channel_class(name)(given, secret=secret, data=data))
        except CannotStart as problem:
            problems.append(str(problem))
    if problems:
        raise CredentialsWrong(
            "\n".join([f"{path} cannot be used:", *problems])
            + "\nTo see all that is missing: python -m bot.channels check"
        )
    return channels


def _filled(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _expanded(value) for name, value in given.items()}


def _expanded(value: Any) -> Any:
    if isinstance(value, list):
        return [_expanded(entry) for entry in value]
    return os.path.expandvars(value) if isinstance(value, str) else value
