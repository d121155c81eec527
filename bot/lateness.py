"""Messages that were written before the question that now waits for its answer.

Such a message describes, reports and asks as any other does, but its short answers
("no", "2", "not sure") were meant for something else. Rasa keeps the mark beside the
message as metadata.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

METADATA = "late"


def marked(*, is_late: bool) -> dict[str, Any]:
    """The metadata of a message; nothing when it may be an answer."""
    return {METADATA: True} if is_late else {}


def is_late(metadata: Mapping[str, Any] | None) -> bool:
    """Whether a message can be no answer to the question that waits."""
    return (metadata or {}).get(METADATA) is True
