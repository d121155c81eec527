"""The words of a language, as data: `lexicon/<language>/*.yml`, read and checked."""

from understanding.lexicon.loading import load_lexicon
from understanding.lexicon.records import (
    NOT_CLAIMED,
    Activity,
    Effect,
    Frame,
    Lexicon,
)

__all__ = ["NOT_CLAIMED", "Activity", "Effect", "Frame", "Lexicon", "load_lexicon"]
