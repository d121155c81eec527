"""Trains or runs one pipeline in this process, which is measured as a whole.

`python -m benchmarks.pipelines.measure train CONFIG EXAMPLES MODEL` and
`… parse MODEL TEXTS` (a JSON list); both print a JSON object. Durations are of the
processor, which other work on the machine does not change much. Linear algebra has one
thread, because threads that wait for each other would be counted as work.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.runtime import bootstrap, without_tensorflow

_KILOBYTES_PER_MEGABYTE = 1024
_WARMING_UP = 20


def train(config: Path, examples: Path, model: Path) -> dict[str, Any]:
    """Trains a pipeline; peak memory is that of all of training."""
    components = YAML(typ="safe").load(config.read_text("utf-8"))["pipeline"]
    _before_rasa(component["name"] for component in components)
    from rasa.model_training import train_nlu

    from bot.runtime import logs

    logs.for_training()
    wall, processor = time.perf_counter(), time.process_time()
    result = train_nlu(
        str(config), str(examples), str(model.parent), model.name.split(".")[0]
    )
    if result is None:
        raise SystemExit(f"{config}: Rasa trained no model.")
    # Its import comes with that of the component; who does not use it has none.
    vectors = sys.modules.get("benchmarks.pipelines.sentence_vectors")
    saved = vectors.SentenceVectors.seconds_saved if vectors else 0.0
    return {
        "processor_seconds": time.process_time() - processor + saved,
        "seconds": time.perf_counter() - wall + saved,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        / _KILOBYTES_PER_MEGABYTE,
    }


def parse(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Runs a trained pipeline over texts, one message at a time."""
    bootstrap.before_rasa(model)
    return asyncio.run(_parse(model, texts))


async def _parse(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    from bot.runtime import logs
    from bot.runtime.agent import load_agent

    logs.for_conversations()
    agent = load_agent(model)
    for text in texts[:_WARMING_UP]:
        await agent.parse_message(text)
    milliseconds, intents, rankings = [], [], []
    for text in texts:
        start = time.process_time()
        parsed = await agent.parse_message(text)
        milliseconds.append((time.process_time() - start) * 1000)
        intents.append(parsed["intent"]["name"])
        rankings.append(
            {row["name"]: row["confidence"] for row in parsed["intent_ranking"]}
        )
    return {
        "milliseconds": milliseconds,
        "intents": intents,
        "rankings": rankings,
        "resident_megabytes": _resident(),
    }


def _before_rasa(components: Any) -> None:
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # or a second training would be none
    if without_tensorflow.is_needed(components):
        os.environ["BACKTALK_SPEEDUPS"] = "none"
    bootstrap.before_rasa()


def _resident() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / _KILOBYTES_PER_MEGABYTE
    return float("nan")


def main(arguments: Sequence[str]) -> None:
    """Does what one line of the command says."""
    with redirect_stdout(sys.stderr):
        match arguments:
            case ["train", config, examples, model]:
                figures = train(Path(config), Path(examples), Path(model))
            case ["parse", model, texts]:
                figures = parse(Path(model), json.loads(Path(texts).read_text("utf-8")))
            case _:
                raise SystemExit(__doc__)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
