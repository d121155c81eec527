"""What Telegram's Bot API knows, as python-telegram-bot has it.

Telegram has no client for bots of its own. This one is kept up with the Bot API by its
community: it has every method with its parameters, and puts fields it does not know
into `api_kwargs`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    TelegramObject,
    Update,
)

_OBJECTS = {
    "reply_markup": InlineKeyboardMarkup,
    "link_preview_options": LinkPreviewOptions,
}


def wrong_call(method: str, content: dict[str, Any]) -> str | None:
    """What the Bot API does not know or misses in a call, if anything."""
    python_name = re.sub(r"([A-Z])", r"_\1", method).lower()
    function = getattr(Bot, python_name, None)
    if function is None:
        return f"no method {method}"
    _, *parameters = inspect.signature(function).parameters.values()
    # What can only be given by name is the library's own.
    known = {p.name: p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD}
    required = {name for name, p in known.items() if p.default is p.empty}
    if wrong := (content.keys() - known) | (required - content.keys()):
        return f"{method}: unknown or missing {sorted(wrong)}"
    for name, kind in _OBJECTS.items():
        if name in content and (why := _misread(kind, content[name])):
            return f"{method}: {name}{why}"
    return None


def wrong_update(update: dict[str, Any]) -> str | None:
    """What the Bot API does not know or misses in an update, if anything."""
    return _misread(Update, update)


def _misread(kind: type[TelegramObject], content: Any) -> str | None:
    try:
        read = kind.de_json(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return f": {error!r}"
    return next(_unknown(read, ""), None)


def _unknown(read: Any, where: str) -> Iterator[str]:
    if isinstance(read, TelegramObject):
        yield from (f"{where}.{name} is unknown" for name in read.api_kwargs)
        for part in type(read).__mro__:
            for name in getattr(part, "__slots__", ()):
                if not name.startswith("_"):
                    yield from _unknown(getattr(read, name, None), f"{where}.{name}")
    elif isinstance(read, (list, tuple)):
        for at, one in enumerate(read):
            yield from _unknown(one, f"{where}[{at}]")
