"""The real knowledge, listener and words, loaded once."""

from __future__ import annotations

import pytest

import knowledge
from frontdesk.script import Screens, Script, load_flow
from rendering import Speaker
from rendering.desk import load_desk_wording
from understanding import Listener


@pytest.fixture(scope="session")
def kb() -> knowledge.KnowledgeBase:
    return knowledge.load()


@pytest.fixture(scope="session")
def speaker(kb: knowledge.KnowledgeBase) -> Speaker:
    return Speaker.load(kb)


@pytest.fixture(scope="session")
def script(kb: knowledge.KnowledgeBase) -> Script:
    return Script(kb=kb, flow=load_flow(kb), listener=Listener.load(guessing=False))


@pytest.fixture(scope="session")
def screens(script: Script, speaker: Speaker) -> Screens:
    return Screens(script, load_desk_wording(script.kb), speaker.voice)
