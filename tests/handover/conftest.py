"""The real knowledge and wording, loaded once."""

from __future__ import annotations

import pytest

import knowledge
from rendering import Speaker


@pytest.fixture(scope="session")
def kb() -> knowledge.KnowledgeBase:
    return knowledge.load()


@pytest.fixture(scope="session")
def speaker(kb: knowledge.KnowledgeBase) -> Speaker:
    return Speaker.load(kb)
