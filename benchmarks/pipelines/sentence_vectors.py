"""Sentence vectors of all-MiniLM-L6-v2 as a component of a pipeline."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.pipelines.minilm import FOLDER, SentenceEncoder

_KEPT = FOLDER.parents[1] / "vectors"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class SentenceVectors(GraphComponent):
    """Adds a vector for each message.

    The vectors of training data are kept for the next pipeline, with what they cost:
    `seconds_saved` is to be added to the training of a pipeline that reuses them.
    """

    seconds_saved = 0.0

    def __init__(self, name: str, encoder: SentenceEncoder, scale: float) -> None:
        self._name = name
        self._encoder = encoder
        self._scale = np.float32(scale)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's logistic regression has a fixed penalty; a longer vector pays less."""
        return {"scale": 10.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectors:
        """Loads the weights."""
        encoder = SentenceEncoder.load()
        return cls(execution_context.node_name, encoder, config["scale"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features of the examples."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        vectors = self._kept([example.get(TEXT) for example in examples])
        self._add(examples, vectors)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features of messages."""
        readable = [message for message in messages if message.get(TEXT)]
        if readable:
            texts = [message.get(TEXT) for message in readable]
            self._add(readable, self._encoder.vectors(texts))
        return messages

    def _kept(self, texts: Sequence[str]) -> np.ndarray:
        path = _path("\n".join(texts))
        if path.is_file():
            with np.load(path) as kept:
                type(self).seconds_saved += float(kept["seconds"])
                return np.asarray(kept["vectors"])
        start = time.process_time()
        vectors = self._encoder.vectors(texts)
        path.parent.mkdir(exist_ok=True)
        np.savez(path, vectors=vectors, seconds=time.process_time() - start)
        return vectors

    def _add(self, messages: Sequence[Message], vectors: np.ndarray) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            values = vector[np.newaxis] * self._scale
            message.add_features(
                Features(values, FEATURE_TYPE_SENTENCE, TEXT, self._name)
            )


def _path(content: str) -> Path:
    return _KEPT / f"{hashlib.sha256(content.encode()).hexdigest()[:16]}.npz"
