"""Loads what people edit, so that a mistake is told before anything else starts."""

from __future__ import annotations

import importlib

from bot.runtime.errors import CannotStart
from knowledge import KnowledgeError
from rendering import ClinicError, WordingError
from understanding.errors import LexiconError


def check_parts() -> None:
    """Loads knowledge, lexicon, wording and clinic settings.

    Raises:
        CannotStart: with every mistake that was found, and where it is.
    """
    try:
        importlib.import_module("bot.actions.parts")
    except (KnowledgeError, LexiconError, WordingError, ClinicError) as error:
        raise CannotStart(str(error)) from error
