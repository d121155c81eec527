"""Compares what the bot advised in one talk with what its vignette calls right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.crosswalk import Crosswalk
from evaluation.interview import Interview
from evaluation.ranking import Tiers, credit, tiers
from evaluation.vignettes import TRIAGE, Vignette

_WORTH_HURRY = ("emergency", "urgent")
_TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One vignette with its outcome; None where a figure does not concern the case.

    `stable` is None when the case was run once only.
    """

    vignette: Vignette
    got_triage: str | None
    got_patterns: Tiers
    reasons: tuple[Mapping[str, Any], ...]
    questions: int
    repeated: tuple[str, ...]
    failure: str | None
    top1: float | None
    top3: float | None
    suspected_named: bool | None
    stable: bool | None
    knowledge_version: str | None

    @property
    def is_exact(self) -> bool:
        """The advice is one of those that count as right."""
        return self.got_triage in self.vignette.acceptable_triage

    @property
    def _delay(self) -> int:
        """Steps of urgency below the right one; negative when above it."""
        if self.got_triage is None or self.is_exact:
            return 0
        return TRIAGE.index(self.got_triage) - TRIAGE.index(self.vignette.triage)

    @property
    def is_under(self) -> bool:
        """The advice is less urgent than it should be."""
        return self._delay > 0

    @property
    def is_over(self) -> bool:
        """The advice is more urgent than it should be."""
        return self._delay < 0

    @property
    def needs_emergency(self) -> bool:
        """Whether the case counts for emergency sensitivity."""
        return self.vignette.triage == "emergency"

    @property
    def needs_hurry(self) -> bool:
        """Whether slow advice would be unsafe."""
        return self.vignette.triage in _WORTH_HURRY

    @property
    def is_unsafe(self) -> bool:
        """A case that needs hurry was advised to take its time."""
        is_slow = self.got_triage is not None and self.got_triage not in _WORTH_HURRY
        return self.needs_hurry and is_slow and not self.is_exact

    @property
    def may_be_emergency(self) -> bool:
        """Whether emergency advice would be acceptable."""
        return "emergency" in self.vignette.acceptable_triage

    @property
    def is_false_emergency(self) -> bool:
        """Emergency advice where it is not acceptable."""
        return self.advised_emergency and not self.may_be_emergency

    @property
    def advised_emergency(self) -> bool:
        """The talk ended with emergency advice."""
        return self.got_triage == "emergency"

    def to_json(self) -> dict[str, Any]:
        """The case in the report."""
        case = self.vignette
        return {
            "id": case.id,
            "expected": {
                "pattern": case.pattern,
                "also_acceptable": sorted(case.also_acceptable),
                "triage": case.triage,
                "triage_ok": sorted(case.triage_ok),
                "suspected": case.suspected,
                "suspected_ok": sorted(case.suspected_ok),
            },
            "got": {
                "triage": self.got_triage,
                "patterns": [sorted(tier) for tier in self.got_patterns],
                "suspected": sorted({str(row["suspected"]) for row in self.reasons}),
            },
            "correct": {
                "triage_exact": self.is_exact,
                "under_triage": self.is_under,
                "over_triage": self.is_over,
                "unsafe": self.is_unsafe,
                "false_emergency": self.is_false_emergency,
                "top1": self.top1,
                "top3": self.top3,
                "suspected_named": self.suspected_named,
            },
            "questions": self.questions,
            "repeated_questions": list(self.repeated),
            "reasons": [dict(row) for row in self.reasons],
            "failure": self.failure,
            "stable": self.stable,
        }


def score(
    vignette: Vignette,
    outcome: Interview,
    crosswalk: Crosswalk,
    *,
    stable: bool | None = None,
) -> Score:
    """Scores one finished talk; a talk that failed is right in nothing."""
    assessment = outcome.assessment or {}
    ranked = tiers(assessment.get("differential") or (), crosswalk)
    reasons = tuple(_reason(row, crosswalk) for row in assessment.get("red_flags", ()))
    acceptable = vignette.acceptable_patterns
    names_red_flag = "red_flag" in acceptable and bool(reasons)
    has_pattern = not vignette.is_red_flag
    causes = {row["suspected"] for row in reasons}
    return Score(
        vignette=vignette,
        got_triage=crosswalk.triage[outcome.advice] if outcome.advice else None,
        got_patterns=ranked,
        reasons=reasons,
        questions=len(outcome.asked),
        repeated=tuple(outcome.repeated),
        failure=outcome.failure,
        top1=_credit(ranked, acceptable, 1, names_red_flag) if has_pattern else None,
        top3=_credit(ranked, acceptable, _TOP, names_red_flag) if has_pattern else None,
        suspected_named=(
            bool(causes & vignette.acceptable_causes) if vignette.is_red_flag else None
        ),
        stable=stable,
        knowledge_version=assessment.get("knowledge_version"),
    )


def _credit(
    ranked: Tiers, acceptable: frozenset[str], places: int, names_red_flag: bool
) -> float:
    """Where a red flag is an acceptable reading, naming one is as good as a pattern."""
    return 1.0 if names_red_flag else credit(ranked, acceptable, places)


def _reason(row: Mapping[str, Any], crosswalk: Crosswalk) -> dict[str, Any]:
    return {
        "id": row["id"],
        "suspected": crosswalk.cause(str(row["suspected"])),
        "level": row.get("level"),
    }
