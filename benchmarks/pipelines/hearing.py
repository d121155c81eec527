"""The shipped rule that what was heard comes first, over any ranking."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from benchmarks.pipelines.stacking import Ranking
from bot.nlu.heard_first import HeardFirst
from bot.nlu.mentions import MENTIONS
from understanding import Listener


def heard_first(texts: Sequence[str], rankings: Sequence[Ranking]) -> list[str]:
    """The intent of each message by the rule."""
    listener = Listener.load()
    rule = HeardFirst(**HeardFirst.get_default_config())
    messages = []
    for text, ranking in zip(texts, rankings, strict=True):
        ranked = [{"name": n, "confidence": c} for n, c in ranking.items()]
        content = {TEXT: text, INTENT: ranked[0], "intent_ranking": ranked}
        messages.append(Message({**content, MENTIONS: listener.hear(text)}))
    return [message.get(INTENT)["name"] for message in rule.process(messages)]
