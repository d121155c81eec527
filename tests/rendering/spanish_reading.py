"""How easily Spanish is read: the Szigriszt-Pazos formula on the INFLESZ scale.

Barrio-Cantalejo and others (An Sist Sanit Navar 2008;31:135-152) graded it with texts
for patients: below 40 very hard, to 55 rather hard, to 65 normal, to 80 fairly easy.
They count a text as readable for the average person from 55.
"""

from __future__ import annotations

import re

from tests.rendering.reading_level import sentences

RATHER_HARD, NORMAL, FAIRLY_EASY = 40, 55, 65

_WORD = re.compile(r"[a-záéíóúüñ]+")
# "qu", and "gu" before e and i: the u is not spoken. "y" at the end is a vowel.
_MUTE = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
_FINAL_Y = re.compile(r"y$")
# One syllable has one strong vowel, or one stressed weak one, with weak ones around.
_NUCLEUS = re.compile(r"[iuü]*[aeoáéó][iuüy]*|[íú]|[iuü]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case; numbers do not count."""
    return _WORD.findall(text.lower())


def syllables(word: str) -> int:
    """How many syllables a Spanish word has.

    Examples:
        >>> [syllables(w) for w in ("dolor", "ciática", "día", "guía", "quiere", "muy")]
        [2, 3, 2, 2, 2, 1]
        >>> [syllables(word) for word in ("aire", "leer", "cirugía", "ruido")]
        [2, 2, 4, 2]
    """
    spoken = _FINAL_Y.sub("i", _MUTE.sub("", word))
    return max(1, len(_NUCLEUS.findall(spoken)))


def ease(text: str) -> float:
    """The INFLESZ score of a text, from 0 (very hard) to 100 (very easy).

    Examples:
        >>> round(ease("El sol sale. El gato come pan."))
        100
    """
    said = words(text)
    if not said:
        return 100.0
    spoken = sum(syllables(word) for word in said)
    length = len(said) / max(1, len([s for s in sentences(text) if words(s)]))
    return min(100.0, 206.835 - 62.3 * spoken / len(said) - length)
