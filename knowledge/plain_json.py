"""Results and answers as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

_LEAVES = frozenset({str, int, float, bool, type(None)})


def plain_json(value: Any) -> Any:
    """Dataclasses as objects, enums as their values, tuples as lists.

    `dataclasses.asdict` copies every leaf as well, which took longer than deciding.
    """
    kind: type = type(value)
    if kind in _LEAVES:
        return value
    if isinstance(value, (list, tuple)):
        return [plain_json(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if names := _field_names(kind):
        return {name: plain_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain_json(entry) for key, entry in value.items()}
    return value


@lru_cache(maxsize=None)
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
