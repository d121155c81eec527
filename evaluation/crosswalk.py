"""Translates between the words of the case files and those of Backtalk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.errors import Fault
from evaluation.reading import listed, read_yaml
from evaluation.stated import Reading, Stated
from knowledge.case import Status

_FILE = Path(__file__).with_name("crosswalk.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """How one word of the fact vocabulary reads in our findings."""

    name: str
    kind: str
    finding: str
    values: Mapping[str, str | None] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    implies: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    is_red_flag: bool = False
    not_modelled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The whole translation, as read from its file."""

    facts: Mapping[str, Fact]
    places: tuple[str, ...]
    patterns: Mapping[str, str]
    triage: Mapping[str, str]
    suspected: frozenset[str]
    intents: Mapping[str, str]

    def read(self, facts: Mapping[str, Any]) -> Reading:
        """What the facts of a case say in our findings; unknown words say nothing."""
        stated: list[Stated] = []
        implied: list[Stated] = []
        for name, value in facts.items():
            fact = self.facts.get(name)
            if fact is None or fact.not_modelled or self._misfit(fact, value):
                continue
            stated.extend(_statements(fact, value))
            implied.extend(_implications(fact, value))
        implied.extend(_places_implied(stated))
        return Reading(tuple(stated), tuple(implied))

    def remarks(self, facts: Mapping[str, Any], place: str) -> list[Fault]:
        """The words among the facts that the vocabulary does not have."""
        found = []
        for name, value in facts.items():
            fact = self.facts.get(name)
            if fact is None:
                message = f"is no word of the fact vocabulary: {listed(self.facts)}"
            elif misfit := self._misfit(fact, value):
                message = misfit
            else:
                continue
            found.append(Fault(f"{place}: {name}", message))
        return found

    def findings(self) -> frozenset[str]:
        """Every finding of ours that some fact states directly."""
        modelled = [fact for fact in self.facts.values() if not fact.not_modelled]
        sites = frozenset(map(site, self.places))
        return sites | {fact.finding for fact in modelled if fact.kind != "places"}

    def pattern(self, condition: str) -> str:
        """The pattern a condition of ours belongs to."""
        return self.patterns.get(condition, "other")

    def cause(self, suspected: str) -> str:
        """The suspected cause in the words of the case files."""
        return suspected if suspected in self.suspected else "other"

    def intent(self, intent: str) -> str:
        """The intent in the words of the case files; an unknown one stays as it is."""
        return self.intents.get(intent, intent)

    def _misfit(self, fact: Fact, value: Any) -> str | None:
        entries = _entries(value)
        if fact.kind == "boolean" and not isinstance(value, bool):
            return f"is {value!r}; it must be true or false"
        if fact.kind in ("place", "places"):
            return _outside(entries, self.places)
        if fact.kind == "choice":
            known = (*_choices()[fact.finding], *fact.values, *fact.unsure)
            return _outside(entries, known)
        if fact.kind == "number" and not all(map(_is_number, entries)):
            return f"is {value!r}; it must be a number"
        if fact.kind == "named" and not isinstance(value, bool | str):
            return f"is {value!r}; it must be true, false or a name"
        return None


def site(place: str) -> str:
    """Our finding for a place that hurts."""
    return f"site_{place}"


@cache
def load_crosswalk() -> Crosswalk:
    """The crosswalk of the project."""
    raw = read_yaml(_FILE)
    return Crosswalk(
        facts={name: _fact(name, row) for name, row in raw["facts"].items()},
        places=tuple(raw["places"]),
        patterns=raw["patterns"],
        triage=raw["triage"],
        suspected=frozenset(raw["suspected"]),
        intents=raw["intents"],
    )


@cache
def _choices() -> Mapping[str, tuple[str, ...]]:
    findings = read_yaml(_FILE.parents[1] / "knowledge" / "data" / "findings.yml")
    return {row["id"]: tuple(row.get("choices", ())) for row in findings}


def _fact(name: str, row: Mapping[str, Any]) -> Fact:
    implies = row.get("implies", {})
    by_value = implies if isinstance(implies, Mapping) else {None: implies}
    return Fact(
        name=name,
        kind=row.get("as", "boolean"),
        finding=row.get("finding", name),
        values=row.get("values", {}),
        unsure=frozenset(row.get("unsure", ())),
        implies={value: tuple(findings) for value, findings in by_value.items()},
        details=tuple(row.get("details", ())),
        is_red_flag=row.get("red_flag", False),
        not_modelled=row.get("not_modelled"),
    )


def _statements(fact: Fact, value: Any) -> Iterator[Stated]:
    entries = _entries(value)
    if fact.kind == "places":
        for place in entries:
            yield Stated(finding=site(place), status=Status.PRESENT, fact=fact.name)
        return
    status = Status.ABSENT if value is False else Status.PRESENT
    values: tuple[str | float, ...] = ()
    if fact.kind not in ("boolean", "named"):
        known = [entry for entry in entries if entry not in fact.unsure]
        ours = [fact.values.get(str(entry), entry) for entry in known]
        values = tuple(entry for entry in ours if entry is not None)
        if known and not values:
            return
        status = Status.PRESENT if known else Status.UNSURE
    yield Stated(
        finding=fact.finding,
        status=status,
        values=values,
        fact=fact.name,
        is_red_flag=fact.is_red_flag,
    )


def _implications(fact: Fact, value: Any) -> Iterator[Stated]:
    if value is False:
        return
    entries = _entries(value)
    for condition, findings in fact.implies.items():
        if condition is None or condition in entries:
            for finding in findings:
                yield Stated(finding=finding, status=Status.PRESENT, fact=fact.name)


def _places_implied(stated: list[Stated]) -> Iterator[Stated]:
    """The worst place hurts; with no worst place named, any named place may be it."""
    sites = [entry for entry in stated if entry.finding.startswith("site_")]
    main = next((entry for entry in stated if entry.finding == "main_site"), None)
    if main:
        for place in main.values:
            yield Stated(
                finding=site(str(place)), status=Status.PRESENT, fact=main.fact
            )
    elif sites:
        yield Stated(
            finding="main_site",
            status=Status.PRESENT,
            values=tuple(entry.finding.removeprefix("site_") for entry in sites),
            fact=sites[0].fact,
        )


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _outside(entries: list[Any], allowed: tuple[str, ...]) -> str | None:
    for entry in entries:
        if entry not in allowed:
            return f"has {entry!r}; allowed are {listed(allowed)}"
    return None
