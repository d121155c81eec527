"""Lengths of time in a message, in weeks: "3 wks", "year and a half", "since 2019"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from understanding.lexicon import Lexicon
from understanding.text.numbers import Numbers, half_end
from understanding.text.utterance import COMMA, Utterance

# The day that years ("since 2019") are counted to when a caller gives none; the engine
# only tells long from short, so a fixed day keeps the same words meaning the same.
REFERENCE_DATE = date(2026, 1, 1)

_YEAR_WEEKS = 52.0
_MONTH_DAYS = 31
_FIRST_YEAR = 1940
_LONGEST_MOMENT = 3
# "3/52" is three weeks, "2/12" two months, "4/7" four days.
_NOTED = {"52": 1.0, "12": 52.0 / 12, "7": 1 / 7}
_MOST_NOTED = {"52": 52, "12": 24, "7": 6}
# From "day 12" to what it is of.
_OF_WITHIN = 4
_SUFFERED = ("eff.pain", "hurtful", "sciatic", "stiff")
# From what hurts to its "began".
_BEGAN_WITHIN = 5
# Words in which it is said that a moment is yet to come.
_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time named in words [start, end), or since the moment named there."""

    weeks: float
    start: int
    end: int
    certain: bool = True
    is_moment: bool = False


class Durations:
    """Reads lengths of time in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._numbers = Numbers(lexicon.numbers)

    def read(
        self, utterance: Utterance, today: date | None, *, asked: bool
    ) -> list[Duration]:
        """All lengths of time, in order.

        Args:
            utterance: The message.
            today: The day to count years from; without it no month can be counted.
            asked: Whether it answers how long; a bare "years" then counts.
        """
        found: list[Duration] = []
        i = 0
        while i < len(utterance.words):
            read = (
                self._amount(utterance, i)
                or _noted(utterance, i)
                or self._lone(utterance, i)
                or self._counted(utterance, i)
                or self._vague(utterance, i, asked)
                or self._moment(utterance, i)
                or self._time_of_year(utterance, i, today)
                or _year(utterance, i, today or REFERENCE_DATE)
            )
            if read is not None:
                found.append(read)
            i = read.end if read is not None else i + 1
        return found

    def _amount(self, utterance: Utterance, i: int) -> Duration | None:
        """A number of units: "3 wks", "4-5 days", "a year and a half"."""
        units = self._lexicon.units
        if utterance.is_term("half", i) and utterance.is_term("articles", i + 1):
            unit = self._unit(utterance, i + 2)
            return Duration(units[unit] / 2, i, i + 3) if unit else None
        read = self._numbers.read(utterance, i)
        if read is None:
            return None
        if utterance.is_term("articles", i) and self._is_counted(utterance, i + 1):
            return None  # "A 55 year old roofer" is 55, not one
        value, at = self._upper(utterance, *read)
        if utterance.is_term("fractions", i) and utterance.is_term("of", at):
            # "A quarter of a year".
            at += 1 + utterance.is_term("articles", at + 1)
        at += utterance.is_term("stretch", at)
        unit = self._unit(utterance, at)
        article = utterance.is_term("articles", i)
        if unit is None or (article and utterance.is_term("nights", at)):
            return None
        if utterance.pauses[at] >= COMMA or utterance.is_term("every_one", i):
            return None  # "22, nights"; "every single night"
        weeks, end = value * units[unit], at + 1
        with_half = half_end(utterance, end)
        if with_half is not None:
            weeks, end = weeks + units[unit] / 2, with_half
        return Duration(weeks, i, end, not utterance.is_term("vague", i))

    def _is_counted(self, utterance: Utterance, i: int) -> bool:
        """Whether a number and its unit stand there: "(a) two day history"."""
        if utterance.is_any_term(("single_digits_only", "fractions"), i):
            return False
        read = self._numbers.read(utterance, i)
        return read is not None and self._unit(utterance, read[1]) is not None

    def _lone(self, utterance: Utterance, i: int) -> Duration | None:
        """A unit without its number: "for the past year", "all week"."""
        unit = self._unit(utterance, i)
        if unit is None or unit in self._lexicon.vague_units:
            return None
        if utterance.is_term("the_whole", i - 1) and utterance.is_term("long_unit", i):
            # "Sore all week".
            return Duration(self._lexicon.units[unit], i - 1, i + 1)
        with_half = half_end(utterance, i + 1)
        if with_half is not None and utterance.is_term("half", with_half - 1):
            # "Year and a half of it".
            return Duration(1.5 * self._lexicon.units[unit], i, with_half)
        if (
            utterance.is_term("long_unit", i)
            and utterance.pauses[i] >= COMMA
            and utterance.is_term("of", i + 1)
        ):
            # "Month of low back pain".
            return Duration(self._lexicon.units[unit], i, i + 1)
        if not utterance.is_term("past_of", i - 1):
            return None
        lead = utterance.words[max(0, i - 3) : i]
        # "In the last month I've …", but not "worse in the last month".
        opens = utterance.is_term("in", i - 3) and utterance.pauses[i - 3] >= COMMA
        if not opens and not utterance.any_term("stretch_leads", lead):
            return None
        return Duration(self._lexicon.units[unit], i, i + 1)

    def _counted(self, utterance: Utterance, i: int) -> Duration | None:
        """How far somebody has counted: "my fifth week of it", "week 10"."""
        unit = self._unit(utterance, i + 1)
        nth = self._lexicon.ordinals.get(utterance.words[i])
        if unit is not None and nth is not None:
            led = utterance.is_term("of_its_own", i - 1) and utterance.is_term(
                "before_ordinal", i - 2
            )
            weeks = nth * self._lexicon.units[unit]
            if not led and not _counts_alone(utterance, i):
                return None
            return Duration(weeks, i, i + 2)
        unit = self._unit(utterance, i)
        if unit is None or utterance.pauses[i] < COMMA:
            return None
        read = self._numbers.read(utterance, i + 1)
        if read is None or self._unit(utterance, read[1]) is not None:
            return None
        if utterance.pause_between(i, read[1] - 1) >= COMMA:
            return None  # "Lower back, years. Two falls."
        if not _is_counted_now(utterance, i, read[1]):
            return None
        return Duration(read[0] * self._lexicon.units[unit], i, read[1])

    def _upper(self, utterance: Utterance, value: float, at: int) -> tuple[float, int]:
        """The upper end of a range: "4 or 5 days", "4-5 days"."""
        joined = utterance.is_term("range", at)
        if not joined and utterance.is_term("articles", at):
            return value, at  # "40 a day"
        upper = self._numbers.read(utterance, at + joined)
        if upper is None or self._unit(utterance, upper[1]) is None:
            return value, at
        if not joined and utterance.pauses[at] >= COMMA and upper[0] <= value:
            return value, at  # "40, four years of it"
        return upper

    def _vague(self, utterance: Utterance, i: int, asked: bool) -> Duration | None:
        """A bare "for years", "months"."""
        weeks = self._lexicon.vague_units.get(utterance.words[i])
        if weeks is None or not (asked or utterance.is_term("vague_leads", i - 1)):
            return None
        return Duration(weeks, i, i + 1, certain=False)

    def _unit(self, utterance: Utterance, i: int) -> str | None:
        if i >= len(utterance.words):
            return None
        if utterance.is_term("minutes", i) and not _counts_hours(utterance, i):
            return None
        word = utterance.words[i]
        return word if word in self._lexicon.units else None

    def _moment(self, utterance: Utterance, i: int) -> Duration | None:
        """A moment in the past: "since last Monday", "yesterday"."""
        words = utterance.words
        since = utterance.any_term("since_words", words[max(0, i - 2) : i]) or (
            utterance.is_term("began_words", i - 1)
            and utterance.any_term("it", words[:i])
        )
        since = since or pain_began(utterance, i)
        for length in range(_LONGEST_MOMENT, 0, -1):
            phrase = " ".join(words[i : i + length])
            weeks = self._lexicon.moments.get(phrase)
            if weeks is None or i + length > len(words):
                continue
            plain = phrase in self._lexicon.plain_moments
            if not since and (
                not plain or utterance.is_any_term(("the", "not_before_moment"), i - 1)
            ):
                continue
            if not utterance.any_term("to_come", words[max(0, i - _AHEAD) : i]):
                return Duration(weeks, i, i + length, is_moment=True)
        return None

    def _time_of_year(
        self, utterance: Utterance, i: int, today: date | None
    ) -> Duration | None:
        """A month or a season: "since March". How long ago only today's date tells."""
        words = utterance.words
        since = utterance.any_term("since_words", words[max(0, i - 2) : i])
        if today is None or not since:
            return None
        for end in (i + 1, i + 2):
            month = self._lexicon.calendar.get(" ".join(words[i:end]))
            if month is not None:
                ago = (today.month + today.day / _MONTH_DAYS - month - 0.5) % 12
                weeks = max(1.0, ago * _YEAR_WEEKS / 12)
                return Duration(weeks, i, end, certain=False, is_moment=True)
        return None


def _is_counted_now(utterance: Utterance, start: int, end: int) -> bool:
    """Whether it is where one is: "now on day five", not "week one I could still"."""
    if utterance.is_term("of", end):
        # "Day 12 of sciatica", not "week 5 of couch to 5k".
        return utterance.is_term("this_trouble", end + 1) or bool(
            utterance.within(end, end + _OF_WITHIN, *_SUFFERED)
        )
    ends = end >= len(utterance.words) or utterance.pauses[end] >= COMMA
    if ends and utterance.pauses[start] >= COMMA:
        return True
    return utterance.is_any_term(("before_ordinal", "is"), start - 1) or (
        utterance.is_any_term(("now_word", "and_or_but"), end)
    )


def _counts_hours(utterance: Utterance, i: int) -> bool:
    """Whether hours are so many until now: "20 hours ago", "48 hours now"."""
    return utterance.is_term("hours", i) and (
        utterance.is_term("plain_ago", i + 1)
        or (
            utterance.is_term("now_word", i + 1)
            and (i + 2 >= len(utterance.words) or utterance.pauses[i + 2] >= COMMA)
        )
    )


def pain_began(utterance: Utterance, i: int) -> bool:
    """Whether what stands before a day is that it began to hurt: "began on Monday"."""
    at = i - 1 - utterance.is_term("on_or_only", i - 1)
    first, _ = utterance.sentence(i)
    if at < first or not utterance.is_term("began_verbs", at):
        return False
    return bool(utterance.within(max(first, at - _BEGAN_WITHIN), at, *_SUFFERED))


def _counts_alone(utterance: Utterance, i: int) -> bool:
    """Whether an ordinal and its unit are all there is: "Third week of it."."""
    if utterance.pauses[i] < COMMA:
        return False
    end = i + 2
    if utterance.is_term("of", end):
        return utterance.is_term("this_trouble", end + 1)
    ends = end >= len(utterance.words) or utterance.pauses[end] >= COMMA
    return ends or utterance.is_term("now_word", end)


def _noted(utterance: Utterance, i: int) -> Duration | None:
    """A length as doctors write it: "low back pain 3/52"."""
    words = utterance.words[i : i + 4]
    if len(words) < 3 or words[1] != "out_of" or words[2] not in _NOTED:
        return None
    number, parts = words[0], words[2]
    if not number.isdigit() or not 0 < int(number) <= _MOST_NOTED[parts]:
        return None
    # "On 8/12" and "8/12/23" are days, "5/7 days" is how often.
    if words[3:] == ["out_of"] or utterance.is_any_term(("since_words", "on"), i - 1):
        return None
    if utterance.is_term("time_units", i + 3):
        return None
    return Duration(int(number) * _NOTED[parts], i, i + 3)


def _year(utterance: Utterance, i: int, today: date) -> Duration | None:
    """A year, counted from today: "since 2019"."""
    if not utterance.is_term("since_words", i) or i + 1 >= len(utterance.words):
        return None
    word = utterance.words[i + 1]
    if not word.isdigit() or not _FIRST_YEAR <= int(word) <= today.year:
        return None
    years = max(today.year - int(word), 0.5)
    return Duration(years * _YEAR_WEEKS, i, i + 2)
