"""What can be wrong with wording and clinic settings, told so that it can be mended."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.errors import Problem


class _ProblemsError(Exception):
    """Carries every problem found, not the first."""

    about = ""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        count = len(self.problems)
        plural = "" if count == 1 else "s"
        super().__init__(f"{count} problem{plural} in {self.about}:\n{lines}")


class WordingError(_ProblemsError):
    """The wording cannot be used: something has no words, or words have no use."""

    about = "the wording files"


class ClinicError(_ProblemsError):
    """The clinic settings cannot be used."""

    about = "the clinic settings"
