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
from knowledge.library import load_library
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
_LIBRARY = load_library(_PUBLISHED)
_CLINICS = {locale: load_clinic(_PUBLISHED, _FILE, locale) for locale in SPOKEN}

KB = with_levels(_PUBLISHED, _CLINICS[DEFAULT_LOCALE])
ANSWERERS = {
    locale: Answerer.load(_PUBLISHED, clinic.facts(), locale, library=_LIBRARY)
    for locale, clinic in _CLINICS.items()
}
SPEAKERS = {
    locale: Speaker(KB, load_wording(KB, locale), clinic)
    for locale, clinic in _CLINICS.items()
}
_ENGLISH = Listener.load()
_PHRASEBOOKS = {lang: Phrasebook.load(lang) for lang in Phrasebook.languages()}
LISTENERS = {DEFAULT_LOCALE: _ENGLISH, **_PHRASEBOOKS}
# For what must be heard at once and however much is written.
QUICK_LISTENERS = {DEFAULT_LOCALE: _ENGLISH.by_patterns_alone(), **_PHRASEBOOKS}

# Who speaks and who listens in the languages of the turn. A question is found in the
# language it is written in, and answered in the one that is read.
SPEAKER = cast(Speaker, OfTurn(SPEAKERS, "answered"))
ANSWERER = cast(Answerer, OfTurn(ANSWERERS, "answered"))
FINDER = cast(Answerer, OfTurn(ANSWERERS, "written"))
LISTENER = cast(Listener, OfTurn(LISTENERS, "written"))
LISTENED = OfTurn({language: language for language in LISTENERS}, "written")
