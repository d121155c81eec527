"""A vignette: a person's story, and what good advice for it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationFileError, Fault
from evaluation.reading import Record, read_records

PATTERNS = (
    "low_back_pain",
    "sciatica",
    "piriformis_syndrome",
    "gemelli_obturator_internus",
    "ischiofemoral_impingement",
    "proximal_hamstring",
    "pudendal_neuralgia",
    "gynaecological",
    "sacroiliac_or_inflammatory",
    "spinal_stenosis",
    "hip_joint",
    "other",
    "red_flag",
)
SUSPECTED = (
    "cauda_equina",
    "motor_deficit",
    "malignancy",
    "infection",
    "fracture",
    "vascular",
    "dvt",
    "other",
)
TRIAGE = ("emergency", "urgent", "routine", "self_care")
"""Most urgent first."""

_KINDS = ("case_report", "patient_post", "teaching_vignette")
_CLARITY = ("clear", "ambiguous")
_GOLD_BASIS = (
    "confirmed",
    "clinician_opinion",
    "self_reported",
    "series_typical",
    "teaching_key",
)
_SEXES = ("female", "male", "unknown")
_OLDEST = 120
_FIELDS = (
    "id",
    "source",
    "kind",
    "pattern",
    "suspected",
    "triage",
    "clarity",
    "gold_basis",
    "gold_note",
    "age",
    "sex",
    "opening",
    "facts",
    "answers",
    "also_acceptable",
    "triage_ok",
    "suspected_ok",
)


@dataclass(frozen=True, kw_only=True)
class Vignette:
    """One case as its file states it; None and absent keys mean not stated."""

    id: str
    source: str
    kind: str
    pattern: str
    suspected: str | None
    triage: str
    clarity: str
    gold_basis: str
    gold_note: str | None
    age: float | None
    sex: str | None
    opening: str
    facts: Mapping[str, Any]
    answers: Mapping[str, str]
    also_acceptable: frozenset[str]
    triage_ok: frozenset[str]
    suspected_ok: frozenset[str]
    ignored: tuple[Fault, ...] = ()

    @property
    def is_red_flag(self) -> bool:
        """Whether the case is about a dangerous cause rather than a pattern."""
        return self.pattern == "red_flag"

    @property
    def acceptable_triage(self) -> frozenset[str]:
        """Every advice that counts as right."""
        return self.triage_ok | {self.triage}

    @property
    def acceptable_patterns(self) -> frozenset[str]:
        """Every pattern that counts as right."""
        return self.also_acceptable | {self.pattern}

    @property
    def acceptable_causes(self) -> frozenset[str]:
        """Every suspected cause that counts as right."""
        named = {self.suspected} if self.suspected else set()
        return self.suspected_ok | named


def read_vignettes(path: Path) -> list[Vignette]:
    """The vignettes of one file.

    Raises:
        EvaluationFileError: naming every field that does not fit the format.
    """
    faults: list[Fault] = []
    vignettes = [_vignette(Record(raw, faults)) for raw in read_records(path)]
    if faults:
        raise EvaluationFileError(path, faults)
    return vignettes


def _vignette(record: Record) -> Vignette:
    pattern = record.word("pattern", PATTERNS)
    is_red_flag = pattern == "red_flag"
    suspected = record.word("suspected", SUSPECTED, None if is_red_flag else "")
    sex = record.word("sex", _SEXES, "unknown")
    return Vignette(
        id=record.id,
        source=record.text("source"),
        kind=record.word("kind", _KINDS),
        pattern=pattern,
        suspected=suspected or None,
        triage=record.word("triage", TRIAGE),
        clarity=record.word("clarity", _CLARITY),
        gold_basis=record.word("gold_basis", _GOLD_BASIS),
        gold_note=record.optional_text("gold_note"),
        age=record.number("age", 0, _OLDEST),
        sex=None if sex == "unknown" else sex,
        opening=record.text("opening"),
        facts=record.mapping("facts"),
        answers=record.texts("answers"),
        also_acceptable=record.words("also_acceptable", PATTERNS),
        triage_ok=record.words("triage_ok", TRIAGE),
        suspected_ok=record.words("suspected_ok", SUSPECTED),
        ignored=record.besides(_FIELDS),
    )
