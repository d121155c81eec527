"""Names that must be one of a kind, checked before the contents become records.

Records are kept by their id: of two with the same one, the first would be lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.errors import Problem

Raw = Mapping[str, Any]


def check_names(raw: Raw) -> Iterator[Problem]:
    """Ids given twice, conditions not named as their file, unknown shared sets."""
    for kind in ("references", "findings", "questions"):
        counted = Counter(entry["id"] for entry in raw[kind])
        for repeated in (name for name, times in counted.items() if times > 1):
            yield Problem(f"{kind}.yml", repeated, "is the id of two; rename one")
    for stem, condition in raw["conditions"].items():
        file = f"conditions/{stem}.yml"
        if condition["id"] != stem:
            message = f"is {condition['id']!r}; it must be the file's name, {stem!r}"
            yield Problem(file, "id", message)
        yield from _unknown_sets(file, condition, raw["evidence_sets"])


def _unknown_sets(file: str, condition: Raw, sets: Raw) -> Iterator[Problem]:
    for name in condition.get("shares", ()):
        if name not in sets:
            message = f"{name!r} is not in evidence_sets.yml; there are: "
            yield Problem(file, "shares", message + ", ".join(sorted(sets)))
