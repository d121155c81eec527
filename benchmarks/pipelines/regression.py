"""Rasa's logistic regression over features of components that are not Rasa's."""

from __future__ import annotations

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import (
    LogisticRegressionClassifier,
)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class Regression(LogisticRegressionClassifier):
    """The same, but content with any component that adds features."""

    @classmethod
    def required_components(cls) -> list[type[GraphComponent]]:
        """Rasa's asks for a subclass of its own featurizers."""
        return []
