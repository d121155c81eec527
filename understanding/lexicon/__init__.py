"""The words of a language, as data: `lexicon/<language>/*.yml`, read and checked."""

from understanding.lexicon.loading import load_lexicon
from understanding.lexicon.records import Activity, Effect, Frame, Lexicon

__all__ = ["Activity", "Effect", "Frame", "Lexicon", "load_lexicon"]
