"""Understanding: what a message says, and how it was meant, as findings.

    >>> from understanding import Listener
    >>> listener = Listener.load()
    >>> [(s.finding, s.status) for s in listener.hear("no fever").statements]
    [('fever', 'absent')]

Offline and deterministic; the words live in `lexicon/<language>/*.yml`.
"""

from understanding.errors import LexiconError
from understanding.listener import Listener
from understanding.model import Asked, Heard, Statement, Suggestion
from understanding.other_languages.phrasebook import Phrasebook

__all__ = [
    "Asked",
    "Heard",
    "LexiconError",
    "Listener",
    "Phrasebook",
    "Statement",
    "Suggestion",
]
