"""Local facts of a clinic: numbers to call, hours, and how soon "soon" is.

A clinic may ask for more urgency than the knowledge does, never for less.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from knowledge.errors import Problem
from knowledge.model import KnowledgeBase, Level, RedFlag
from rendering.errors import ClinicError
from rendering.loading import DEFAULT_LOCALE
from rendering.reading import faults, read

DEFAULTS = Path(__file__).parent / "clinic_default.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Who offers this, whom to call, and what it asks beyond the knowledge.

    `soon_days` and `review_weeks` say how soon "soon" is and when to come back without
    improvement; `levels` raises red flags by id.
    """

    clinic_name: str
    contact: str
    opening_hours: str
    emergency_number: str
    emergency_place: str
    emergency_abroad: str
    urgent_line: str
    urgent_number: str
    doctor: str
    crisis_line: str
    abuse_line: str
    poisons_line: str
    privacy: str
    soon_days: int
    review_weeks: int
    levels: Mapping[str, Level] = field(default_factory=dict)

    def facts(self) -> dict[str, str]:
        """What sentences may mention in braces."""
        return {
            "clinic_name": self.clinic_name,
            "contact": self.contact,
            "opening_hours": self.opening_hours,
            "emergency_number": self.emergency_number,
            "emergency_place": self.emergency_place,
            "emergency_abroad": self.emergency_abroad,
            "urgent_line": self.urgent_line,
            "urgent_number": self.urgent_number,
            "doctor": self.doctor,
            "crisis_line": self.crisis_line,
            "abuse_line": self.abuse_line,
            "poisons_line": self.poisons_line,
            "privacy": self.privacy,
        }


def load_clinic(
    kb: KnowledgeBase, path: Path | None = None, locale: str = DEFAULT_LOCALE
) -> Clinic:
    """The settings in a file; what it leaves out is as in the United Kingdom.

    Facts that are words have a translation under `locales`. A clinic's own fact without
    one is told as it is: a wrong number would be worse than a foreign word.

    Raises:
        ClinicError: with every problem found, such as a level below the knowledge's.
    """
    problems: list[Problem] = []
    defaults = read(DEFAULTS, problems)
    given = read(path, problems) if path else None
    if path and given is not None:
        problems.extend(_faults(kb, path.name, given))
    if problems:
        raise ClinicError(problems)
    settings = {**_in(locale, defaults), **_in(locale, given or {})}
    return _built(settings, defaults)


def _in(locale: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with their facts in the words of a locale, where it has any."""
    translated: dict[str, Any] = settings.get("locales", {}).get(locale, {})
    return {k: v for k, v in settings.items() if k != "locales"} | translated


def with_levels(kb: KnowledgeBase, clinic: Clinic) -> KnowledgeBase:
    """The knowledge with the red flags raised as the clinic asks.

    Its version tells so, because a replay needs the same settings.
    """
    if not clinic.levels:
        return kb
    raised = {flag.id: _raised(flag, clinic.levels) for flag in kb.red_flags}
    asked = json.dumps(sorted((k, v.value) for k, v in clinic.levels.items()))
    digest = hashlib.sha256(asked.encode()).hexdigest()[:6]
    return replace(
        kb,
        version=f"{kb.version}+{digest}",
        red_flags=tuple(raised.values()),
        rules_of={
            finding: tuple(
                raised[rule.id] if isinstance(rule, RedFlag) else rule for rule in rules
            )
            for finding, rules in kb.rules_of.items()
        },
    )


def _raised(flag: RedFlag, levels: Mapping[str, Level]) -> RedFlag:
    return replace(flag, level=levels.get(flag.id, flag.level))


def _faults(kb: KnowledgeBase, file: str, given: Any) -> list[Problem]:
    found = [Problem(file, ".".join(p), why) for p, why in faults(given, "clinic")]
    return found or list(_lowered(kb, file, given.get("levels", {})))


def _lowered(
    kb: KnowledgeBase, file: str, levels: Mapping[str, str]
) -> Iterator[Problem]:
    known = {flag.id: flag.level for flag in kb.red_flags}
    for flag, level in levels.items():
        if flag not in known:
            allowed = ", ".join(sorted(known))
            why = f"there is no such red flag; there are: {allowed}"
            yield Problem(file, f"levels.{flag}", why)
        elif Level(level).rank > known[flag].rank:
            why = (
                f"{level!r} is less urgent than {known[flag].value!r}, the level in "
                "the knowledge; settings can only raise urgency"
            )
            yield Problem(file, f"levels.{flag}", why)


def _built(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> Clinic:
    facts = {k: v for k, v in settings.items() if k not in ("windows", "levels")}
    windows = {**defaults["windows"], **settings["windows"]}
    levels = {flag: Level(level) for flag, level in settings["levels"].items()}
    return Clinic(**facts, **windows, levels=levels)
