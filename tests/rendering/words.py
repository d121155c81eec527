"""Every sentence of the wording with the place it stands in."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from answering.wording import load_words
from knowledge import KnowledgeBase
from knowledge.library import load_library
from rendering import DEFAULT_LOCALE, Wording
from rendering.clinic import load_clinic

NOT_FOR_PEOPLE = frozenset({"locale", "references", "families"})


def every_text(wording: Wording) -> Iterator[tuple[str, str]]:
    """(place, text), such as ("questions.age.ask", "How old are you?")."""
    return _texts(wording, ())


def every_answer_text(
    kb: KnowledgeBase, locale: str = DEFAULT_LOCALE
) -> Iterator[tuple[str, str]]:
    """(place, text) of everything an answer can say, its figures filled in."""
    words = load_words(load_library(kb), load_clinic(kb, locale=locale).facts(), locale)
    for kind in ("claims", "caveats", "titles"):
        for name, text in getattr(words, kind).items():
            yield f"answers.{kind}.{name}", text


def _texts(value: object, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield ".".join(place), value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in NOT_FOR_PEOPLE:
                yield from _texts(getattr(value, field.name), (*place, field.name))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(entry, (*place, str(key)))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _texts(entry, (*place, str(number)))


# Words that stand in nearly every English sentence, and in no Spanish one.
_ENGLISH = re.compile(
    r"(?i)\b(?:the|and|of|you|your|is|are|was|were|this|that|these|those|with|from|not|"
    r"have|has|had|will|would|can|could|should|may|might|what|which|when|where|who|why|"
    r"how|it|its|they|them|their|there|then|than|but|for|about|into|please|call|pain|"
    r"days|weeks)\b"
)
# What is called so in every language.
_NAMES = re.compile(
    r"The Bone and Joint Journal|Text SHOUT|Domestic Abuse Helpline|Samaritans"
)


def english_in(text: str) -> list[str]:
    """The English words in a text of another language, beside names."""
    return _ENGLISH.findall(_NAMES.sub("", re.sub(r"\{\w+\}", "", text)))
