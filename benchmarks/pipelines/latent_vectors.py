"""Vectors of the texts' own words and pieces of words, by latent semantic analysis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import Normalizer

_FILE = "vectors.joblib"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class LatentVectors(GraphComponent):
    """Adds a vector for each message, learnt from the examples alone.

    Pieces of words make it kin to fastText: a word never met has a vector too.
    """

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        storage: ModelStorage,
        resource: Resource,
        model: Pipeline | None = None,
    ) -> None:
        self._config = config
        self._name = name
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The length of a vector in numbers, and as the space between them."""
        return {"dimensions": 300, "scale": 10.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LatentVectors:
        """An untrained component."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LatentVectors:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            model = joblib.load(folder / _FILE)
        name = execution_context.node_name
        return cls(config, name, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which words stand together."""
        self._model = make_pipeline(
            FeatureUnion(
                [
                    ("words", TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))),
                    (
                        "pieces",
                        TfidfVectorizer(
                            analyzer="char_wb",
                            ngram_range=(2, 5),
                            min_df=2,
                            sublinear_tf=True,
                        ),
                    ),
                ]
            ),
            TruncatedSVD(self._config["dimensions"], random_state=20210),
            Normalizer(),
        )
        texts = [e.get(TEXT) for e in training_data.training_examples if e.get(TEXT)]
        self._model.fit(texts)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features of the examples."""
        self._add([e for e in training_data.training_examples if e.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features of messages."""
        self._add([message for message in messages if message.get(TEXT)])
        return messages

    def _add(self, messages: Sequence[Message]) -> None:
        if not messages or self._model is None:
            return
        vectors = self._model.transform([message.get(TEXT) for message in messages])
        vectors = np.asarray(vectors * self._config["scale"], dtype=np.float32)
        for message, vector in zip(messages, vectors, strict=True):
            message.add_features(
                Features(vector[np.newaxis], FEATURE_TYPE_SENTENCE, TEXT, self._name)
            )
