"""The two parts of an evaluation, each from its files to its report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from evaluation.crosswalk import load_crosswalk
from evaluation.errors import EvaluationFileError, Fault
from evaluation.message_report import message_report
from evaluation.messages import LabelledMessage, read_messages
from evaluation.running import run_messages, run_vignettes
from evaluation.table import table
from evaluation.talk import Bot
from evaluation.thresholds import read_thresholds, shortfalls
from evaluation.vignette_report import vignette_report
from evaluation.vignettes import Vignette, read_vignettes

_Case = TypeVar("_Case", Vignette, LabelledMessage)


class VignettePart:
    """Whole cases, played as talks.

    Raises:
        EvaluationFileError: when a file does not fit the format.
    """

    def __init__(
        self,
        files: Sequence[Path],
        *,
        thresholds: Path,
        report: Path | None,
        transcripts: Path | None = None,
        twice: bool = False,
    ) -> None:
        self._files = files
        self._report = report
        self._transcripts = transcripts
        self._twice = twice
        self._thresholds = read_thresholds(thresholds, "vignettes")
        self._vignettes = _read_all(files, read_vignettes)
        self._remarks = _remarks((case, case.facts) for case in self._vignettes)

    async def run(self, bot: Bot, model: Path) -> list[str]:
        """Plays, reports, and returns the thresholds missed."""
        scores = await run_vignettes(
            bot,
            self._vignettes,
            load_crosswalk(),
            twice=self._twice,
            transcripts=self._transcripts,
        )
        about = _about(self._files, model, len(scores), self._remarks)
        versions = {entry.knowledge_version for entry in scores}
        about["knowledge_versions"] = sorted(filter(None, versions))
        report = vignette_report(scores, about)
        publish(report, "vignettes", self._report)
        return shortfalls(report["metrics"], self._thresholds)


class MessagePart:
    """Single messages, read one by one.

    Raises:
        EvaluationFileError: when a file does not fit the format.
    """

    def __init__(
        self, files: Sequence[Path], *, thresholds: Path, report: Path | None
    ) -> None:
        self._files = files
        self._report = report
        self._thresholds = read_thresholds(thresholds, "messages")
        self._messages = _read_all(files, read_messages)
        self._remarks = _remarks(
            (entry, {**entry.arguable, **entry.findings}) for entry in self._messages
        )

    async def run(self, bot: Bot, model: Path) -> list[str]:
        """Reads, reports, and returns the thresholds missed."""
        scores = await run_messages(bot, self._messages, load_crosswalk())
        about = _about(self._files, model, len(scores), self._remarks)
        report = message_report(scores, about)
        publish(report, "messages", self._report)
        return shortfalls(report["metrics"], self._thresholds)


def _read_all(
    files: Sequence[Path], read: Callable[[Path], list[_Case]]
) -> list[_Case]:
    cases: list[_Case] = []
    for path in files:
        seen = {case.id for case in cases}
        cases += read(path)
        again = [case.id for case in cases[len(seen) :] if case.id in seen]
        if again:
            message = "this id is already used in another of the files"
            raise EvaluationFileError(path, [Fault(name, message) for name in again])
    return cases


def _remarks(
    cases: Iterable[tuple[Vignette | LabelledMessage, Mapping[str, Any]]],
) -> list[str]:
    """Fields and words outside the format, which count as not stated; said aloud."""
    crosswalk = load_crosswalk()
    remarks = [
        str(fault)
        for case, facts in cases
        for fault in (*case.ignored, *crosswalk.remarks(facts, case.id))
    ]
    for remark in remarks:
        print(f"ignored: {remark}", file=sys.stderr)
    return remarks


def _about(
    files: Sequence[Path], model: Path, cases: int, remarks: list[str]
) -> dict[str, Any]:
    return {
        "files": [str(path) for path in files],
        "cases": cases,
        "model": model.name,
        "ignored": remarks,
    }


def publish(report: Mapping[str, Any], part: str, path: Path | None) -> None:
    """Prints a report as a table, and writes it where a path is given."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(report, indent=2, ensure_ascii=False)
        path.write_text(content + "\n", encoding="utf-8")
    print(f"\n{table(report, part)}\n", flush=True)
    if path is not None:
        print(f"Report: {path}", flush=True)
