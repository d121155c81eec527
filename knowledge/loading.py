"""Loads the knowledge, once: files -> frozen records -> checks between them.

Every problem of a run is reported together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge import building
from knowledge.checks import check
from knowledge.files import SCHEMAS, Folder, read_yaml
from knowledge.model import KnowledgeBase
from knowledge.names import check_names
from knowledge.values import check_values

DATA = Path(__file__).parent / "data"

__all__ = ["DATA", "SCHEMAS", "load", "read_yaml"]

_NOTHING: list[dict[str, Any]] = []


def load(path: Path = DATA) -> KnowledgeBase:
    """The knowledge base in the folder `path`, parsed and checked.

    Raises:
        KnowledgeError: with every problem found; the knowledge must not be used.
    """
    folder = Folder(path)
    raw: dict[str, Any] = {
        "references": folder.file("references.yml", "references", []),
        "findings": folder.file("findings.yml", "findings", []),
        "questions": folder.file("questions.yml", "questions", []),
        "grades": folder.file("grades.yml", "grades", {}),
        "evidence_sets": folder.file("evidence_sets.yml", "evidence_sets", {}),
        "triage": folder.file("triage.yml", "triage", {}),
        "self_care": folder.file("self_care.yml", "self_care", []),
        "red_flags": [
            flag | {"family": file.stem}
            for file in folder.files("red_flags")
            for flag in folder.read(file, "red_flags", _NOTHING)
        ],
        "conditions": {
            file.stem: folder.read(file, "conditions", {})
            for file in folder.files("conditions")
        },
    }
    folder.stop_at_problems()
    folder.problems.extend(check_names(raw))
    folder.stop_at_problems()
    kb = building.build(raw, version=folder.version())
    folder.problems.extend((*check(kb), *check_values(kb)))
    folder.stop_at_problems()
    return kb
