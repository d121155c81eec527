"""Turns checked file contents into frozen records and their indexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from knowledge.evidence import ratio
from knowledge.expressions import Expression, Is, parse
from knowledge.model import (
    Basis,
    CareStage,
    CareStep,
    Circumstance,
    Claim,
    Condition,
    Evidence,
    EvidenceGroup,
    Finding,
    ForWhom,
    GradeTable,
    Kind,
    KnowledgeBase,
    Level,
    LikelihoodRatio,
    PreTest,
    Question,
    RedFlag,
    Reference,
    Stage,
    Strength,
    TriageRule,
    Weighed,
)

Raw = Mapping[str, Any]


def build(raw: Raw, *, version: str) -> KnowledgeBase:
    """The knowledge base from the contents of its files, all schema-checked."""
    sets = raw["evidence_sets"]
    conditions = tuple(_condition(c, sets) for c in raw["conditions"].values())
    grades = _grades(raw["grades"])
    groups = {c.id: _groups(c.evidence, grades) for c in conditions}
    flags = tuple(_red_flag(entry) for entry in raw["red_flags"])
    triage = raw["triage"]
    out_of_scope = _triage_rule(triage["out_of_scope"])
    rules = (out_of_scope, *(_triage_rule(entry) for entry in triage["rules"]))
    return KnowledgeBase(
        version=version,
        references={r["id"]: Reference(**r) for r in raw["references"]},
        findings={f["id"]: _finding(f) for f in raw["findings"]},
        questions={q["id"]: _question(q) for q in raw["questions"]},
        red_flags=flags,
        triage_rules=rules,
        out_of_scope=out_of_scope,
        self_care=_circumstance(triage["self_care"]),
        dispositions={
            Level(name): Claim(**_claim(entry))
            for name, entry in triage["dispositions"].items()
        },
        elsewhere={
            name: Claim(**_claim(entry))
            for name, entry in triage.get("elsewhere", {}).items()
        },
        care=tuple(_care_stage(entry) for entry in raw["self_care"]),
        leg_pain=_circumstance(triage["leg_pain"]),
        conditions={c.id: c for c in conditions},
        grades=grades,
        groups=groups,
        groups_of=_groups_of(groups),
        rules_of=_rules_of((*flags, *rules)),
        red_flag_findings=_red_flag_findings(flags),
    )


def _claim(entry: Raw) -> dict[str, Any]:
    return {
        "references": tuple(entry["references"]),
        "basis": Basis(entry["basis"]),
    }


def _optional(entry: Raw, key: str) -> Expression | None:
    return parse(entry[key]) if key in entry else None


def _finding(entry: Raw) -> Finding:
    plural = {key: tuple(entry.get(key, ())) for key in ("choices", "implies")}
    return Finding(**{**entry, **plural, "kind": Kind(entry["kind"])})


def _question(entry: Raw) -> Question:
    return Question(
        id=entry["id"],
        kind=entry["kind"],
        stage=Stage(entry["stage"]),
        findings=tuple(entry["findings"]),
        values=tuple(entry.get("values", ())),
        when=_optional(entry, "when"),
        skip_if=_optional(entry, "skip_if"),
        asked_only_when_certain=entry.get("asked_only_when_certain", False),
        **_claim(entry),
    )


def _red_flag(entry: Raw) -> RedFlag:
    return RedFlag(
        id=entry["id"],
        family=entry["family"],
        suspected=entry["suspected"],
        level=Level(entry["level"]),
        when=parse(entry["when"]),
        unless=_optional(entry, "unless"),
        if_unsure=Level(entry["if_unsure"]) if "if_unsure" in entry else None,
        clarify=tuple(entry.get("clarify", ())),
        alarm_first=entry.get("alarm_first", False),
        asked=entry.get("asked", True),
        **_claim(entry),
    )


def _triage_rule(entry: Raw) -> TriageRule:
    return TriageRule(
        id=entry["id"],
        level=Level(entry["level"]),
        when=parse(entry["when"]),
        **_claim(entry),
    )


def _circumstance(entry: Raw) -> Circumstance:
    return Circumstance(when=parse(entry["when"]), **_claim(entry))


def _care_stage(entry: Raw) -> CareStage:
    return CareStage(
        id=entry["id"],
        steps=tuple(
            CareStep(
                id=step["id"],
                for_whom=_for_whom(step),
                drawing=step.get("drawing"),
                **_claim(step),
            )
            for step in entry["steps"]
        ),
        for_whom=_for_whom(entry),
        cautious=entry.get("cautious", False),
    )


def _for_whom(entry: Raw) -> ForWhom:
    return ForWhom(
        conditions=tuple(entry.get("conditions", ())),
        families=tuple(entry.get("families", ())),
        when=_optional(entry, "when"),
        unless=_optional(entry, "unless"),
    )


def _condition(entry: Raw, sets: Raw) -> Condition:
    shared = [row for name in entry.get("shares", ()) for row in sets[name]]
    pre_test = entry["pre_test"]
    return Condition(
        id=entry["id"],
        family=entry["family"],
        level=Level(entry["level"]),
        only_if=_optional(entry, "only_if"),
        pre_test=PreTest(frequency=pre_test["frequency"], **_claim(pre_test)),
        evidence=tuple(_evidence(row) for row in (*shared, *entry["evidence"])),
        **_claim(entry),
    )


def _evidence(row: Raw) -> Evidence:
    return Evidence(
        id=row["id"],
        when=parse(row["when"]),
        favours=row.get("favours", True),
        strength=Strength(row["strength"]) if "strength" in row else None,
        lr_present=_ratio(row.get("lr_present")),
        lr_absent=_ratio(row.get("lr_absent")),
        silent_when_absent=row.get("silent_when_absent", False),
        group=row.get("group"),
        **_claim(row),
    )


def _ratio(raw: Raw | None) -> LikelihoodRatio | None:
    return LikelihoodRatio(**raw) if raw else None


def _grades(raw: Raw) -> GradeTable:
    return GradeTable(
        strengths={
            Strength(name): (pair["present"], pair["absent"])
            for name, pair in raw["strengths"].items()
        },
        frequencies=dict(raw["frequencies"]),
        tie_ratio=raw["tie_ratio"],
        fits_well=raw["bands"]["fits_well"],
        fits_partly=raw["bands"]["fits_partly"],
        pattern_questions=dict(raw["interview"]["pattern_questions"]),
        least_gain=raw["interview"]["least_gain"],
        background_frequency=raw["interview"]["background_frequency"],
        **_claim(raw),
    )


def _groups(
    evidence: Iterable[Evidence], grades: GradeTable
) -> tuple[EvidenceGroup, ...]:
    alone = count()
    groups: dict[str | int, list[Weighed]] = defaultdict(list)
    for row in evidence:
        weighed = Weighed(row, ratio(row, True, grades), ratio(row, False, grades))
        groups[row.group if row.group else next(alone)].append(weighed)
    return tuple(tuple(rows) for rows in groups.values())


def _groups_of(
    groups: Mapping[str, tuple[EvidenceGroup, ...]],
) -> dict[str, tuple[tuple[str, int], ...]]:
    touched: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
    for condition, members in groups.items():
        for number, group in enumerate(members):
            for weighed in group:
                for finding in weighed.row.when.findings():
                    touched[finding][condition, number] = None
    return {finding: tuple(places) for finding, places in touched.items()}


def _rules_of(
    rules: Iterable[RedFlag | TriageRule],
) -> dict[str, tuple[RedFlag | TriageRule, ...]]:
    touched: dict[str, dict[str, RedFlag | TriageRule]] = defaultdict(dict)
    for rule in rules:
        looked_at = set(rule.when.findings())
        if isinstance(rule, RedFlag) and rule.unless:
            looked_at |= set(rule.unless.findings())
        for finding in looked_at:
            touched[finding][rule.id] = rule
    return {finding: tuple(found.values()) for finding, found in touched.items()}


def _red_flag_findings(flags: Iterable[RedFlag]) -> frozenset[str]:
    """What raises the urgency when present; not what can hold a flag back."""
    raising = {f for flag in flags for f in _yes_no(flag.when)}
    holding_back = {f for flag in flags if flag.unless for f in _yes_no(flag.unless)}
    return frozenset(raising - holding_back)


def _yes_no(expression: Expression) -> set[str]:
    """The findings an expression wants present."""
    if isinstance(expression, Is):
        return {expression.finding}
    parts = getattr(expression, "parts", ())
    return {finding for part in parts for finding in _yes_no(part)}
