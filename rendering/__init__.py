"""Decisions to words: what Backtalk says, in one locale, for one clinic.

It decides nothing: every message follows from the engine's question or assessment.
"""

from rendering.clinic import Clinic, load_clinic, with_levels
from rendering.errors import ClinicError, WordingError
from rendering.loading import DEFAULT_LOCALE, SPOKEN, load_wording
from rendering.message import Button, Message
from rendering.plain import payload_of, plain_text
from rendering.speaker import Speaker
from rendering.wording import Wording

__all__ = [
    "DEFAULT_LOCALE",
    "SPOKEN",
    "Button",
    "Clinic",
    "ClinicError",
    "Message",
    "Speaker",
    "Wording",
    "WordingError",
    "load_clinic",
    "load_wording",
    "payload_of",
    "plain_text",
    "with_levels",
]
