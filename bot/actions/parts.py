"""The parts of the product the actions put together, loaded once.

A mistake in the knowledge, the lexicon, the wording or the settings of the clinic stops
the program here, before anybody is talked to.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import knowledge
from answering import Answerer
from bot.languages import OfTurn
from rendering import (
    DEFAULT_LOCALE,
    SPOKEN,
    Speaker,
    load_clinic,
    load_wording,
    with_levels,
)
from understanding import Listener, Phrasebook

_SETTINGS = os.environ.get("BACKTALK_CLINIC")
_FILE = Path(_SETTINGS) if _SETTINGS else None
_PUBLISHED = knowledge.load()
_CLINIC = load_clinic(_PUBLISHED, _FILE)

KB = with_levels(_PUBLISHED, _CLINIC)
ANSWERER = Answerer.load(_PUBLISHED, _CLINIC.facts())
SPEAKERS = {
    locale: Speaker(KB, load_wording(KB, locale), load_clinic(KB, _FILE, locale))
    for locale in SPOKEN
}
LISTENERS = {
    DEFAULT_LOCALE: Listener.load(),
    **{language: Phrasebook.load(language) for language in Phrasebook.languages()},
}

# Who speaks and who listens in the languages of the turn.
SPEAKER = cast(Speaker, OfTurn(SPEAKERS, "answered"))
LISTENER = cast(Listener, OfTurn(LISTENERS, "written"))
