"""What comes after what at the desk, as read from flow.yml and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from knowledge import KnowledgeBase, Level, SaidBy
from knowledge.expressions import Expression, parse
from knowledge.loading import read_yaml

FILE = Path(__file__).with_name("flow.yml")
RESUME, OPENING, INTERVIEW, READ_BACK = "resume", "opening", "interview", "read_back"


class FlowError(Exception):
    """The script cannot be used; the text lists every problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to write down. `required` names the sentence said when it is empty."""

    kind: str = "text"
    required: str | None = None
    heard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way on: to a step, to an outcome, or to an alarm, and what it records."""

    to: str | None = None
    after: str | None = None
    outcome: str | None = None
    alarm: str | None = None
    mark: str | None = None
    said_by: SaidBy | None = None
    floor: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen of the script. `to` is the next step, by level for the interview."""

    id: str
    kind: str
    to: str | None = None
    by_level: Mapping[Level, str] = field(default_factory=dict)
    shows: str | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """What ends an alarm; None as outcome when it is taken back."""

    outcome: str | None = None
    name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A step that the answers call for, once."""

    step: str
    when: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The whole script. `outcomes` gives the least urgency of each, None for none."""

    start: str
    opening: str
    opening_for_chats: str
    unfinished: Level
    taken_back: Level
    arrivals: tuple[Arrival, ...]
    branches: tuple[str, ...]
    steps: Mapping[str, Step]
    exits: Mapping[str, Exit]
    outcomes: Mapping[str, Level | None]
    unlisted: frozenset[str]


def load_flow(kb: KnowledgeBase, path: Path = FILE) -> Flow:
    """The script in a file.

    Raises:
        FlowError: with every problem found.
    """
    raw = read_yaml(path)
    schema = json.loads(FILE.with_suffix(".schema.json").read_text(encoding="utf-8"))
    problems = [
        f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}"
        for fault in Draft7Validator(schema).iter_errors(raw)
    ]
    if not problems:
        flow = _built(raw)
        problems = list(_problems(kb, flow))
    if problems:
        lines = "\n".join(f"  - {path.name}: {problem}" for problem in problems)
        raise FlowError(f"The desk script cannot be used:\n{lines}")
    return flow


def _built(raw: Mapping[str, Any]) -> Flow:
    levels = {key: entry.get("level") for key, entry in raw["outcomes"].items()}
    return Flow(
        start=raw["start"],
        opening=raw["opening"]["otherwise"],
        opening_for_chats=raw["opening"]["for_chats"],
        unfinished=Level(raw["unfinished"]),
        taken_back=Level(raw["taken_back"]),
        arrivals=tuple(
            Arrival(step=entry["step"], when=parse(entry["when"]))
            for entry in raw["arrivals"]
        ),
        branches=tuple(raw["branches"]),
        steps={key: _step(key, entry) for key, entry in raw["steps"].items()},
        exits={key: Exit(**entry) for key, entry in raw["exits"].items()},
        outcomes={
            key: Level(level) if level and level != "none" else None
            for key, level in levels.items()
        },
        unlisted=frozenset(key for key, level in levels.items() if level == "none"),
    )


def _step(key: str, entry: Mapping[str, Any]) -> Step:
    to = entry.get("to")
    by_level = to if isinstance(to, dict) else {}
    return Step(
        id=key,
        kind=entry["kind"],
        to=to if isinstance(to, str) else None,
        by_level={Level(level): step for level, step in by_level.items()},
        shows=entry.get("shows"),
        fields={k: Field(**v) for k, v in entry.get("fields", {}).items()},
        options={k: _option(v) for k, v in entry.get("options", {}).items()},
    )


def _option(entry: Mapping[str, Any]) -> Option:
    plain = {k: v for k, v in entry.items() if k not in ("said_by", "floor")}
    return Option(
        **plain,
        said_by=SaidBy(entry["said_by"]) if "said_by" in entry else None,
        floor=Level(entry["floor"]) if "floor" in entry else None,
    )


def _problems(kb: KnowledgeBase, flow: Flow) -> Iterator[str]:
    known = flow.steps.keys() | {RESUME, OPENING}
    for place, target in _targets(flow):
        if target not in known:
            yield f"{place} leads to {target!r}; there are: {', '.join(sorted(known))}"
    for place, outcome in _ends(flow):
        if outcome not in flow.outcomes:
            yield f"{place} ends in {outcome!r}, which is not among the outcomes"
    for step in flow.steps.values():
        if step.kind == "choice" and not step.options:
            yield f"steps.{step.id} offers nothing to choose"
    urgent = [level for level in Level if level is not Level.EMERGENCY]
    missing = set(urgent) - flow.steps[INTERVIEW].by_level.keys()
    if missing:
        yield f"steps.{INTERVIEW} has no step for {', '.join(sorted(missing))}"
    for arrival in flow.arrivals:
        for finding in set(arrival.when.findings()) - kb.findings.keys():
            yield f"arrivals.{arrival.step} asks for {finding!r}, which is no finding"


def _targets(flow: Flow) -> Iterator[tuple[str, str]]:
    yield "start", flow.start
    yield "opening", flow.opening
    yield "opening", flow.opening_for_chats
    yield from (("branches", step) for step in flow.branches)
    yield from (("arrivals", arrival.step) for arrival in flow.arrivals)
    for step in flow.steps.values():
        place = f"steps.{step.id}"
        yield from ((place, to) for to in (step.to, *step.by_level.values()) if to)
        for key, option in step.options.items():
            for target in filter(None, (option.to, option.after)):
                yield f"{place}.{key}", target


def _ends(flow: Flow) -> Iterator[tuple[str, str]]:
    for step in flow.steps.values():
        for key, option in step.options.items():
            if option.outcome:
                yield f"steps.{step.id}.{key}", option.outcome
    for key, way_out in flow.exits.items():
        if way_out.outcome:
            yield f"exits.{key}", way_out.outcome
