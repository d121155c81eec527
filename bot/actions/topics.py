"""What a person's own question is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ruamel.yaml import YAML

TOPICS: Mapping[str, Sequence[str]] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_suffix(".yml")
)


def topic_of(text: str) -> str | None:
    """The topic whose words the question uses, the longest words first."""
    question = _plain(text)
    found = [
        (len(words), topic)
        for topic, phrases in TOPICS.items()
        for words in phrases
        if f" {words} " in question
    ]
    return max(found)[1] if found else None


def _plain(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower().replace("'", "").replace("’", ""))
    return f" {' '.join(words)} "
