"""What the listener hears in a message, for Rasa: entities, and features of the whole.

The entities are a copy for Rasa's own use, such as the tracker and its tests. What is
recorded of a person's symptoms comes from the listener itself, with the pending
question in view, in the actions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.languages import Languages
from bot.nlu.manner import manner
from bot.nlu.traits import traits
from knowledge import load
from understanding import Heard, Listener, Phrasebook, Statement

MENTIONS = "symptom_mentions"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=False,
)
class SymptomMentions(GraphComponent, EntityExtractorMixin):
    """Adds the findings mentioned in a message, each with how it was meant."""

    def __init__(self, name: str, listener: Listener, families: dict[str, str]) -> None:
        self._name = name
        self._listener = listener
        self._phrasebooks = {
            language: Phrasebook.load(language) for language in Phrasebook.languages()
        }
        self._families = families

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SymptomMentions:
        """Loads the lexicon and the families of the findings."""
        findings = load().findings.values()
        families = {finding.id: finding.family for finding in findings}
        # Whether this is a description, patterns alone tell, and in no time.
        listener = Listener.load(guessing=False)
        return cls(execution_context.node_name, listener, families)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features of the examples; their entities are annotated by hand."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                self._featurize(example)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds entities and features, and what was heard for later components."""
        for message in messages:
            if message.get(TEXT):
                heard = self._featurize(message)
                message.set(MENTIONS, heard)
                entities = [self._entity(message, said) for said in heard.statements]
                message.set(
                    ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True
                )
        return messages

    def _featurize(self, message: Message) -> Heard:
        written = Languages.from_metadata(message.get("metadata")).written
        listener = self._phrasebooks.get(written) or self._listener
        text = message.get(TEXT)
        heard = listener.hear(text)
        values = np.array([traits(heard) + manner(text)], dtype=np.float32)
        message.add_features(Features(values, FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return heard

    def _entity(self, message: Message, said: Statement) -> dict[str, Any]:
        entity = {
            "entity": self._families[said.finding],
            "value": said.finding,
            "role": said.status,
            "start": said.start,
            "end": said.end,
            "extractor": type(self).__name__,
        }
        if said.value is not None:
            entity["group"] = str(said.value)
        return entity
