"""What a person wants, judged from the wording of a message.

A linear model over words, pairs of words and pieces of words (which forgive
misspelling), together with what the earlier components understood of the message. It
has no part in what is recorded of a person's symptoms; it only chooses how the bot
carries on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.linear_model import LinearModel

_RANKED = 10


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class IntentByWording(GraphComponent, IntentClassifier):
    """Classifies intents; see the module."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Chosen by measurement, see docs/nlu.md.

        `expected` says how many times likelier than in the training data an intent is
        when people really write: most of what they write describes their trouble.
        """
        return {
            "regularisation": 20.0,
            "dense_weight": 0.15,
            "expected": {"describe_symptoms": 2.5},
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentByWording:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have an intent."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model = LinearModel.fitted(
            [example.get(TEXT) for example in examples],
            scipy.sparse.csr_matrix(_understood(examples)),
            [example.get(INTENT) for example in examples],
            regularisation=self._config["regularisation"],
            dense_weight=self._config["dense_weight"],
            expected=self._config["expected"],
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentByWording:
        """The classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of each message and the ranking it comes from."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        if self._model is None or not text:
            return [{"name": None, "confidence": 0.0}]
        chances = self._model.chances([text], _understood([message]))[0]
        # In unfamiliar words the least bad guess is still a guess.
        chances = chances * math.sqrt(self._model.familiarity(text))
        best = np.argsort(-chances, kind="stable")[:_RANKED]
        return [
            {"name": self._model.labels[i], "confidence": float(chances[i])}
            for i in best
        ]


def _understood(messages: Sequence[Message]) -> np.ndarray:
    """What the featurizers before this component say of each whole message."""
    rows = [np.concatenate([np.zeros(0), *_sentence(message)]) for message in messages]
    return np.vstack(rows)


def _sentence(message: Message) -> Iterable[np.ndarray]:
    _, sentence = message.get_dense_features(TEXT, [])
    if sentence is not None:
        yield sentence.features[0]
