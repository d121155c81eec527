"""Runs candidates, each in processes of its own, and keeps what they gave."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.pipelines.data import NEW, SETTLING, Messages, judged_by, training_data
from benchmarks.pipelines.stacking import Ranking, Stack
from tests.nlu.messages import ROOT

CANDIDATES = Path(__file__).with_name("candidates")
SHIPPED = "shipped"
RESULTS = ROOT / "results" / "pipelines"


class CandidateFailed(Exception):
    """A candidate could not be trained or run."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one candidate gave.

    Attributes:
        intents: For each set of messages the intent of each message.
        rankings: The same with the confidence in every intent.
        costs: Figures by name: seconds, milliseconds, megabytes.
    """

    intents: Mapping[str, Sequence[str]]
    rankings: Mapping[str, Sequence[Ranking]]
    costs: Mapping[str, Any]


def names() -> list[str]:
    """All candidates; stacks last, because their members come first."""
    found = sorted(path.stem for path in CANDIDATES.glob("*.yml"))
    return [SHIPPED, *sorted(found, key=lambda name: "stack" in _content(name))]


def outcome(name: str, on: str) -> Outcome:
    """What a candidate gives after training on `on`; measured once and kept.

    Raises:
        CandidateFailed: when it cannot be trained or run.
    """
    content = _content(name)
    if "stack" in content:
        return _stacked(content["stack"], on, is_heard_first=content["heard_first"])
    kept = RESULTS / f"{on}-{_digest(on)}" / f"{name}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_measured(name, on)), encoding="utf-8")
    return Outcome(**json.loads(kept.read_text("utf-8")))


def _digest(on: str) -> str:
    """Tells figures of these messages from those of others."""
    material = json.dumps([training_data(on), judged_by(on)])
    return hashlib.sha256(material.encode()).hexdigest()[:8]


def _path(name: str) -> Path:
    return ROOT / "config.yml" if name == SHIPPED else CANDIDATES / f"{name}.yml"


def _content(name: str) -> dict[str, Any]:
    if not _path(name).is_file():
        known = ", ".join(names())
        raise CandidateFailed(f"There is no candidate {name!r}; there are {known}.")
    content: dict[str, Any] = YAML(typ="safe").load(_path(name).read_text("utf-8"))
    return content


def _measured(name: str, on: str) -> dict[str, Any]:
    sets = judged_by(on)
    with tempfile.TemporaryDirectory() as folder:
        model, texts = Path(folder, "model.tar.gz"), Path(folder, "texts.json")
        texts.write_text(json.dumps([t for s in sets.values() for t, _ in s]), "utf-8")
        examples = Path(folder, "nlu.yml")
        examples.write_text(training_data(on), encoding="utf-8")
        trained = _apart("train", str(_path(name)), str(examples), str(model))
        parsed = _apart("parse", str(model), str(texts))
    costs = {
        **trained,
        "resident_megabytes": parsed["resident_megabytes"],
        # Messages as people write them; examples are shorter.
        "milliseconds": [
            duration
            for part, durations in _by_set(parsed["milliseconds"], sets).items()
            if part not in (NEW, SETTLING)
            for duration in durations
        ],
    }
    return {
        "intents": _by_set(parsed["intents"], sets),
        "rankings": _by_set(parsed["rankings"], sets),
        "costs": costs,
    }


def _by_set(
    values: Sequence[Any], sets: Mapping[str, Messages]
) -> dict[str, Sequence[Any]]:
    """Deals the values of all messages, in their order, out to the sets."""
    left = iter(values)
    return {part: list(islice(left, len(sets[part]))) for part in sets}


def _apart(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.pipelines.measure", *arguments]
    settings = {
        "OPENBLAS_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise CandidateFailed(f"{' '.join(arguments)} failed; the lines above say why.")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _stacked(members: Sequence[str], on: str, *, is_heard_first: bool) -> Outcome:
    settled = [outcome(name, "half").rankings[SETTLING] for name in members]
    stack = Stack.fitted(settled, [i for _, i in judged_by("half")[SETTLING]])
    shares = dict(zip(members, stack.weights.round(2), strict=True))
    print(f"Weights of the stack: {shares}", file=sys.stderr)
    outcomes = [outcome(name, on) for name in members]
    sets = judged_by(on)
    rankings = {
        part: stack.rankings([o.rankings[part] for o in outcomes]) for part in sets
    }
    intents = {
        part: [next(iter(row)) for row in rows] for part, rows in rankings.items()
    }
    if is_heard_first:
        from benchmarks.pipelines.hearing import heard_first

        intents = {
            part: heard_first([t for t, _ in sets[part]], rows)
            for part, rows in rankings.items()
        }
    return Outcome(intents=intents, rankings=rankings, costs={})
