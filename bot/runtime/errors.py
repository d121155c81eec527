"""What can keep the bot from starting, and how errors are told."""

from __future__ import annotations

import traceback


class CannotStart(Exception):
    """Something must be put right first; the text says what to do."""


def where_and_what(error: BaseException) -> str:
    """The kind and place of an error, without its text, which may quote a patient."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames)
    return f"{type(error).__name__} at {places}"
