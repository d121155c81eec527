"""What can be wrong with a file, told so that its author can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One mistake: where in the file, what is wrong, what would be right."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class EvaluationFileError(Exception):
    """A file cannot be used; carries every fault found in it, not only the first."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        self.path = path
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(
            f"{path}: {count} problem{'s' if count != 1 else ''}\n{lines}\n"
            "Nothing was evaluated. The format is described in docs/evaluation.md."
        )
