"""Checks what an action answers with a validator that is built once.

Why: Rasa builds the JSON Schema of an answer, and checks that schema, on every call of
an action: more than half of the time of a turn (41 ms a turn, 19 ms without).
Replaces: `RemoteAction._validate_action_result` (rasa/core/actions/action.py:699-716)
for valid answers; an invalid one is handed to it, so it is refused in the same words.
"""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

stock = RemoteAction._validate_action_result
_SCHEMA = RemoteAction.action_response_format_spec()
_VALIDATOR = validator_for(_SCHEMA)(_SCHEMA)


def install() -> None:
    """Puts the replacement in force for the whole process."""
    RemoteAction._validate_action_result = validate


def validate(action: RemoteAction, result: dict[str, Any]) -> bool:
    """Whether an action's answer has the right form."""
    return _VALIDATOR.is_valid(result) or stock(action, result)
