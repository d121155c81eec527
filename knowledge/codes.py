"""ICD-10-CM codes for what a person reports: symptoms only, never a diagnosis.

Codes for a disc, a trapped nerve or cauda equina need a clinician and are not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.case import Case
from knowledge.expressions import Expression, parse
from knowledge.files import Folder
from knowledge.loading import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomCode:
    """A code, what has to be present for it, and what may not stand beside it."""

    id: str
    when: Expression
    code: str | None = None
    sides: Mapping[str, str] = field(default_factory=dict)
    excludes: tuple[str, ...] = ()

    def of(self, side: str | None) -> str | None:
        """The code for a side; None where no code without a side is known."""
        return self.sides.get(side or "", self.code)

    def forbids(self, code: str) -> bool:
        """Whether `code`, or a heading above it, may not stand beside this one."""
        return any(code.startswith(excluded) for excluded in self.excludes)


def load_codes(path: Path = DATA) -> tuple[SymptomCode, ...]:
    """Every symptom-level code that was verified, the most telling first.

    Raises:
        KnowledgeError: with every problem found.
    """
    nothing: list[dict[str, Any]] = []
    folder = Folder(path)
    entries = folder.file("tables/icd10cm.yml", "icd10cm", nothing)
    folder.stop_at_problems()
    return tuple(
        SymptomCode(
            id=entry["id"],
            when=parse(entry["when"]),
            code=entry.get("code"),
            sides=entry.get("sides", {}),
            excludes=tuple(entry.get("excludes", ())),
        )
        for entry in entries
    )


def codes(known: tuple[SymptomCode, ...], case: Case) -> tuple[str, ...]:
    """The codes for what is certainly present, none excluding another."""
    side = case.value("side")
    chosen: dict[str, SymptomCode] = {}
    for entry in known:
        code = entry.of(side if isinstance(side, str) else None)
        if code is None or entry.when.holds(case.current) is not True:
            continue
        clashes = any(
            entry.forbids(other) or earlier.forbids(code)
            for other, earlier in chosen.items()
        )
        if not clashes:
            chosen[code] = entry
    return tuple(chosen)
