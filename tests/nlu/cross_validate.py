"""Scores the language model with Rasa's own evaluation of intents.

`python -m tests.nlu.cross_validate` takes the held-out messages and the trained model;
with `--folds 5` it cross-validates the training data, which takes minutes and
flatters, because examples of one seed fall into several folds; `--sample 2000` does so
with fewer examples, in seconds and more harshly. Prints what was confused with what,
writes Rasa's reports, and fails below `thresholds.yml`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from bot.runtime import bootstrap
from tests.nlu.messages import FOLDER, ROOT, TRAINING, read

if TYPE_CHECKING:
    from rasa.nlu.test import IntentEvaluationResult
    from rasa.shared.nlu.training_data.training_data import TrainingData


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the evaluation and returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.nlu.cross_validate")
    parser.add_argument("--folds", type=int, help="cross-validate in so many folds")
    parser.add_argument("--sample", type=int, help="cross-validate so many examples")
    parser.add_argument("--config", default="config.yml")
    parser.add_argument("--out", type=Path, default=ROOT / "results" / "nlu")
    parser.add_argument("--thresholds", type=Path, default=FOLDER / "thresholds.yml")
    options = parser.parse_args(arguments)
    bootstrap.before_rasa()
    from bot.runtime import logs

    logs.for_conversations()
    results = (
        _folds(options.config, options.folds, options.sample)
        if options.folds
        else _held_out(options.config)
    )
    limit = "accuracy"
    if options.folds:
        limit = "cross_validation_of_a_sample" if options.sample else "cross_validation"
    limits = YAML(typ="safe").load(options.thresholds.read_text("utf-8"))
    return 0 if _report(results, options.out, limits[limit]) else 1


def _held_out(config: str) -> list[IntentEvaluationResult]:
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from bot.runtime.training import trained_model

    messages = [
        Message.build(text=text, intent=intent)
        for intent, texts in read(FOLDER / "held_out.yml").items()
        for text in texts
    ]
    return _evaluated(trained_model(config), TrainingData(messages))


def _folds(config: str, folds: int, sample: int | None) -> list[IntentEvaluationResult]:
    import numpy as np
    from rasa.model_training import train_nlu
    from rasa.nlu.test import generate_folds
    from rasa.shared.importers.utils import training_data_from_paths
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
    from rasa.shared.nlu.training_data.training_data import TrainingData

    data = training_data_from_paths([str(path) for path in TRAINING], language="en")
    if sample:
        examples = list(data.training_examples)
        data = TrainingData(random.Random(sample).sample(examples, sample))
    results: list[IntentEvaluationResult] = []
    # Rasa shuffles its folds by NumPy's global state; accuracy varies by 0.01 unseeded.
    np.random.seed(folds)
    with tempfile.TemporaryDirectory() as folder:
        for train, test in generate_folds(folds, data):
            file = Path(folder, "nlu.yml")
            RasaYAMLWriter().dump(file, train)
            model = train_nlu(str(ROOT / config), str(file), folder)
            results += _evaluated(Path(str(model)), test)
    return results


def _evaluated(model: Path, data: TrainingData) -> list[IntentEvaluationResult]:
    from rasa.core.agent import Agent
    from rasa.nlu.test import get_eval_data

    agent = Agent.load(model)
    intents, _, _ = asyncio.run(get_eval_data(agent.processor, data))
    return list(intents)


def _report(results: list[IntentEvaluationResult], out: Path, least: float) -> bool:
    from rasa.nlu.test import evaluate_intents

    out.mkdir(parents=True, exist_ok=True)
    evaluate_intents(results, str(out), False, True, True, report_as_dict=True)
    confused = Counter(
        (result.intent_target, result.intent_prediction)
        for result in results
        if result.intent_target != result.intent_prediction
    )
    for (expected, given), count in confused.most_common():
        print(f"{count:5}  {expected} taken for {given or 'nothing'}")
    accuracy = 1 - confused.total() / len(results)
    print(f"accuracy {accuracy:.3f} of {len(results)}, at least {least}; see {out}")
    return accuracy >= least


if __name__ == "__main__":
    sys.exit(main())
