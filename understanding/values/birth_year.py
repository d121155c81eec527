"""Age from the year somebody was born in: "I was born in 1960", "DOB 3.5.1985"."""

from __future__ import annotations

from datetime import date

from understanding.assertion.speaker import RELATIVES
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.utterance import COMMA, Utterance

_OLDEST = 115
_DIGITS = 4
# Words after "born" or "date of birth" in which the year is named.
_WITHIN = 7


def birth_year_mentions(
    utterance: Utterance, today: date, *, about_other: bool
) -> list[Mention]:
    """The age, inferred: without the day of birth it may be one year too high."""
    for i in range(len(utterance.words)):
        if not _tells_birth(utterance, i, about_other=about_other):
            continue
        # Not only in its sentence: a date may be written with full stops.
        for k, word in enumerate(utterance.words[i + 1 : i + _WITHIN], i + 1):
            if len(word) == _DIGITS and word.isdigit():
                age = today.year - int(word)
                if 0 <= age <= _OLDEST:
                    return [Mention("age_years", PRESENT, i, k + 1, float(age), False)]
    return []


def _tells_birth(utterance: Utterance, i: int, *, about_other: bool) -> bool:
    """Whether word i leads to the birth of the person with the pain."""
    if utterance.is_term("birth_dates", i):
        return True
    if utterance.is_term("birth", i):
        return utterance.is_term("of", i - 1)
    if not utterance.is_term("born", i):
        return False
    first, _ = utterance.sentence(i)
    if utterance.within(first, i, *RELATIVES):
        return about_other
    before = i - utterance.is_term("was", i - 1)
    begins = before == first or utterance.pauses[before] >= COMMA
    tells = utterance.is_term("speakers", before - 1)
    return begins or tells or utterance.is_term("i_am", i - 1)
