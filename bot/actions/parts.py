"""The parts of the product the actions put together, loaded once.

A mistake in the knowledge, the lexicon, the wording or the settings of the clinic stops
the program here, before anybody is talked to.
"""

from __future__ import annotations

import os
from pathlib import Path

import knowledge
from answering import Answerer
from rendering import Speaker, load_clinic, load_wording, with_levels
from understanding import Listener

_SETTINGS = os.environ.get("BACKTALK_CLINIC")
_PUBLISHED = knowledge.load()
_CLINIC = load_clinic(_PUBLISHED, Path(_SETTINGS) if _SETTINGS else None)

KB = with_levels(_PUBLISHED, _CLINIC)
LISTENER = Listener.load()
SPEAKER = Speaker(KB, load_wording(KB), _CLINIC)
ANSWERER = Answerer.load(_PUBLISHED, _CLINIC.facts())
