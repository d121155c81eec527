"""What was heard in a message comes before the look of its words."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.languages import Languages
from bot.nlu.mentions import MENTIONS
from rendering import DEFAULT_LOCALE
from understanding import Heard, Phrasebook
from understanding.text.foreign import is_foreign

_EMERGENCY = "emergency_other"
_DESCRIPTION = "describe_symptoms"
_UNCLEAR = "nlu_fallback"
_REPLIES = {"yes": "affirm", "no": "deny", "unsure": "unsure", "declined": "decline"}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class HeardFirst(GraphComponent, IntentClassifier):
    """Replaces the intent where the listener knows better.

    An emergency that was heard is one, whatever the wording looks like. Where the
    wording is unclear, a message that speaks of findings describes them, and a message
    that is a reply and nothing else is that reply; so is a description of nothing, and
    one that begins with a yes or a no and goes on in the same sense. An emergency seen
    in the wording alone stays one. What is in another language, and says nothing in
    this one, is unclear. In a language whose wording was never learned only what was
    heard counts, and what is asked for in so many words.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Chosen by measurement, see docs/nlu.md."""
        return {"unclear_below": 0.6}

    def __init__(self, unclear_below: float) -> None:
        self._unclear_below = unclear_below

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HeardFirst:
        """There is nothing to learn or to load."""
        return cls(config["unclear_below"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks at the intent of each message again."""
        for message in messages:
            heard, seen = message.get(MENTIONS), message.get(INTENT)
            written = Languages.from_metadata(message.get("metadata")).written
            if heard and seen and written in Phrasebook.languages():
                _replace_intent(message, _without_learning(message, written), 1.0)
            elif heard and seen:
                self._reconsider(message, heard, seen)
        return messages

    def _reconsider(self, message: Message, heard: Heard, seen: dict[str, Any]) -> None:
        meaning = _meaning(heard)
        if heard.emergencies:
            _replace_intent(message, _EMERGENCY, 1.0)
        elif (
            not meaning
            and seen["name"] != _EMERGENCY
            and is_foreign(message.get(TEXT), DEFAULT_LOCALE)
        ):
            _replace_intent(message, _UNCLEAR, 1.0)
        elif seen["name"] == _DESCRIPTION and _goes_on_answering(heard):
            _replace_intent(message, _REPLIES[str(heard.reply)], seen["confidence"])
        elif meaning and seen["name"] == _DESCRIPTION and not heard.statements:
            _replace_intent(message, meaning, seen["confidence"])
        elif (
            meaning
            and seen["confidence"] < self._unclear_below
            and seen["name"] != _EMERGENCY
        ):
            _replace_intent(message, meaning, self._unclear_below)


def _without_learning(message: Message, language: str) -> str:
    """The intent in a language of which only a phrasebook is known."""
    heard: Heard = message.get(MENTIONS)
    told = heard.emergencies or heard.statements
    request = Phrasebook.load(language).request(message.get(TEXT))
    return (None if told else request) or _meaning(heard) or _UNCLEAR


def _meaning(heard: Heard) -> str | None:
    """The intent by what was heard alone; None when that was nothing."""
    if heard.emergencies:
        return _EMERGENCY
    if heard.statements:
        return _DESCRIPTION
    return _REPLIES[heard.reply] if heard.reply else None


def _goes_on_answering(heard: Heard) -> bool:
    """Whether findings only bear out the answer: "yes, wet myself", "no, none"."""
    against = {"yes": "absent", "no": "present"}.get(heard.reply or "")
    return (
        against is not None
        and bool(heard.statements)
        and all(said.status != against for said in heard.statements)
    )


def _replace_intent(message: Message, name: str, confidence: float) -> None:
    intent = {"name": name, "confidence": confidence}
    ranking = message.get("intent_ranking", [])
    others = [ranked for ranked in ranking if ranked["name"] != name]
    message.set(INTENT, intent, add_to_output=True)
    message.set("intent_ranking", [intent, *others], add_to_output=True)
