"""Age and sex of the person with the pain."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from understanding.assertion.speaker import RELATIVES
from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.numbers import Numbers
from understanding.text.utterance import Mark, Utterance
from understanding.values.birth_year import birth_year_mentions
from understanding.values.time_words import is_great_age

_OLDEST = 115
# A number by itself is taken for an age only from here on.
_ADULT = 16
_TWO_DIGITS = 10
_SHORT_ANSWER = 6
_EARLY, _LATE = -3, 3
# From an age of then to "now".
_THEN_WITHIN = 4
_SEXES = ("female", "male")
_PRONOUNS = {"her": "female", "him": "male"}


class Person:
    """Reads age and sex in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers = Numbers(lexicon.numbers)
        self._decades = lexicon.decades

    def mentions(
        self,
        utterance: Utterance,
        today: date,
        *,
        about_other: bool,
        asked_for: Collection[str],
    ) -> list[Mention]:
        """Age and sex, of whomever the message is about."""
        sex = _sex_of_other(utterance) if about_other else _own_sex(utterance)
        if "sex" in asked_for:
            sex = sex or _sex_by_letter(utterance)
        asked = "age_years" in asked_for
        age = self._age(utterance, about_other=about_other, asked=asked)
        age = age or birth_year_mentions(utterance, today, about_other=about_other)
        return [*age, *sex]

    def _age(
        self, utterance: Utterance, *, about_other: bool, asked: bool
    ) -> list[Mention]:
        found: list[Mention] = []
        for i, word in enumerate(utterance.words):
            if utterance.is_ruled_out(i) or (found and not _corrects(utterance, i)):
                continue
            if word in self._decades and not (
                utterance.is_term("the", i - 1) or _was_then(utterance, i)
            ):
                shift = _EARLY * utterance.is_term("early", i - 1)
                shift += _LATE * utterance.is_term("late", i - 1)
                value = float(self._decades[word] + shift)
                found.append(Mention("age_years", PRESENT, i, i + 1, value, False))
            if utterance.is_term("no_ages", i) or _is_no_number(utterance, i):
                continue
            if not about_other and _is_another_age(utterance, i):
                continue
            if _was_since_then(utterance, i):
                continue
            read = self._numbers.read(utterance, i)
            if read is not None and (
                _is_age(utterance, i, *read, asked=asked, corrects=bool(found))
            ):
                found.append(Mention("age_years", PRESENT, i, read[1], read[0]))
        return found[-1:]


def _is_no_number(utterance: Utterance, i: int) -> bool:
    """Whether it is the "one" of "the second one"."""
    return utterance.is_term("one", i) and utterance.is_term("before_one", i - 1)


def _is_another_age(utterance: Utterance, i: int) -> bool:
    """Whether the age at i is a likeness or a child's: "like a ninety year old"."""
    lead = i - 1 - utterance.is_term("articles", i - 1)
    return (lead < i - 1 and utterance.is_term("likened", lead)) or utterance.is_term(
        "owned", lead
    )


def _was_since_then(utterance: Utterance, i: int) -> bool:
    """Whether it is the age at which something began: "since age 17"."""
    lead = i - 1
    while utterance.is_term("to_an_age", lead):
        lead -= 1
    return lead < i - 1 and utterance.is_term("since", lead)


def _is_now(utterance: Utterance, i: int) -> bool:
    """Whether it is the age of now, behind one of then: "since I was 22, now 31"."""
    at = i - 1
    return utterance.is_term("now_word", at) and any(
        _was_since_then(utterance, k) and utterance.words[k].isdigit()
        for k in range(max(0, at - _THEN_WITHIN), at)
    )


def _was_then(utterance: Utterance, i: int) -> bool:
    """Whether the decade is that of something past: "lost weight in my twenties"."""
    first, _ = utterance.sentence(i)
    lead = utterance.words[max(first, i - 3) : i]
    if utterance.any_term("since_words", lead) or utterance.is_term("their", i - 1):
        return True
    return utterance.any_term("once_did", utterance.words[first:i]) and not (
        utterance.any_term("i_am", lead)
    )


def _is_age(
    utterance: Utterance,
    i: int,
    value: float,
    end: int,
    *,
    asked: bool,
    corrects: bool,
) -> bool:
    if not 0 < value <= _OLDEST or value != int(value):
        return False
    if utterance.is_term("age_units", end):
        is_adult = value >= _ADULT
        return _unit_is_age(utterance, i, end, asked=asked, is_adult=is_adult)
    if value >= _TWO_DIGITS and (
        _is_sex_letter(utterance, end) or (i == 1 and _is_sex_letter(utterance, 0))
    ):
        return True
    if utterance.is_term("not_years", end):
        return False
    if corrects or utterance.is_term("aged", i - 1) or _is_called_age(utterance, i):
        return True
    if value >= _ADULT and _is_now(utterance, i):
        return True
    last = end >= len(utterance.words)
    closed = last or utterance.pauses[end] > 0
    alone = len(utterance.words) == 1
    if utterance.pauses[i] > 0 and closed and value >= _ADULT and not alone:
        return True
    closed = closed or utterance.is_term("after_bare_age", end)
    sexes = utterance.of("sex.female", "sex.male")
    if value >= _ADULT and any(mark.start == end for mark in sexes):
        return True
    if utterance.is_term("of", i - 1) and value < _ADULT:
        # "A boy of 9", but "mum of 3".
        return utterance.is_term("the_young", i - 2)
    if closed and sexes and (i <= 2 or any(mark.end == i for mark in sexes)):
        return True
    lead = i - 1 - utterance.is_term("age_fillers", i - 1)
    relatives = utterance.of(*RELATIVES)
    subject = (
        utterance.is_term("i_am", lead)
        or any(mark.end == i for mark in relatives)
        or (utterance.is_term("is", lead) and (relatives or utterance.has("third")))
    )
    return bool(subject and closed) or (asked and len(utterance.words) <= _SHORT_ANSWER)


def _corrects(utterance: Utterance, i: int) -> bool:
    """Whether the speaker has just put themselves right: "I'm 52, I mean 40"."""
    start = i - utterance.is_term("i_am", i - 1)
    return any(
        mark.end == start
        for mark in utterance.within(max(0, start - 4), start, "correction", "sorry")
    )


def _is_called_age(utterance: Utterance, i: int) -> bool:
    """Whether the number at i is named as the age: "change my age to 40"."""
    at = i - 1
    while utterance.is_term("age_leads", at):
        at -= 1
    return at < i - 1 and utterance.is_term("age_word", at)


def _unit_is_age(
    utterance: Utterance, i: int, end: int, *, asked: bool, is_adult: bool
) -> bool:
    """Whether "N years" is an age ("61 years old") and no duration."""
    if utterance.is_term("after_age", end + 1):
        of = utterance.is_term("of", end + 1)
        return not of or utterance.is_term("age_word", end + 2)
    sexes = utterance.of("sex.female", "sex.male")
    told = is_adult and not utterance.is_term("no_age_before", end + 1)
    if told and (
        utterance.is_term("i_am", i - 1)
        or any(mark.end == i or mark.start == end + 1 for mark in sexes)
    ):
        return True
    if is_great_age(utterance, i, end + 1):
        return True
    return (
        utterance.is_term("age_units_alone", end)
        or utterance.is_term("aged", i - 1)
        or (asked and len(utterance.words) <= end + 3)
    )


def _is_sex_letter(utterance: Utterance, i: int) -> bool:
    return utterance.is_term("female_letter", i) or utterance.is_term("male_letter", i)


def _own_sex(utterance: Utterance) -> list[Mention]:
    words = utterance.words
    for sex in _SEXES:
        for mark in utterance.of(f"sex.{sex}"):
            if utterance.within(mark.end, mark.end + 2, "professional"):
                # "Seen by a male physio" is about the physio.
                continue
            lead = words[max(0, mark.start - 4) : mark.start]
            beside = words[mark.start - 1 : mark.start] + words[mark.end : mark.end + 1]
            alone = len(words) <= 3 or any(word.isdigit() for word in beside)
            alone = alone or _opens(utterance, mark) or _is_of_age(utterance, mark)
            if alone or utterance.any_term("sex_leads", lead):
                return [Mention("sex", PRESENT, mark.start, mark.end, sex)]
        for i in range(len(words)):
            beside = [*words[max(0, i - 1) : i], *words[i + 1 : i + 2]]
            if utterance.is_term(f"{sex}_letter", i) and any(
                word.isdigit() and len(word) == 2 for word in beside
            ):
                return [Mention("sex", PRESENT, i, i + 1, sex)]
    for sex in _SEXES:
        for mark in utterance.of(f"sex_hint.{sex}"):
            first, _ = utterance.sentence(mark.start)
            if not utterance.within(first, mark.start, *RELATIVES):
                return [Mention("sex", PRESENT, mark.start, mark.end, sex, False)]
    return []


def _sex_by_letter(utterance: Utterance) -> list[Mention]:
    """The sex, where the whole answer is a letter or a "she"."""
    if len(utterance.words) != 1:
        return []
    return [
        Mention("sex", PRESENT, 0, 1, sex)
        for sex in _SEXES
        if utterance.is_term(f"{sex}_letter", 0) or utterance.is_term(f"{sex}_alone", 0)
    ]


def _opens(utterance: Utterance, mark: Mark) -> bool:
    """Whether the word opens the message by itself: "male, roofer"."""
    ends = mark.end == len(utterance.words) or utterance.pauses[mark.end] > 0
    return mark.start == 0 and ends


def _is_of_age(utterance: Utterance, mark: Mark) -> bool:
    """Whether a number follows: "lad of 24", or is part of it: "grandad of six"."""
    after = utterance.words[mark.end + 1 : mark.end + 2]
    return mark.end - mark.start >= 3 or (
        utterance.is_term("of", mark.end) and any(word.isdigit() for word in after)
    )


def _sex_of_other(utterance: Utterance) -> list[Mention]:
    for sex in _SEXES:
        for mark in utterance.of(f"relative.{sex}"):
            return [Mention("sex", PRESENT, mark.start, mark.end, sex)]
    for i in range(len(utterance.words)):
        for pronoun, sex in _PRONOUNS.items():
            if utterance.is_term(pronoun, i):
                return [Mention("sex", PRESENT, i, i + 1, sex, False)]
    return []
