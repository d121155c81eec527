"""How a length of time stands in its sentence: led, alone, a bare moment."""

from __future__ import annotations

from understanding.text.durations import Duration, pain_began
from understanding.text.utterance import COMMA, Utterance
from understanding.values.clause_topics import HURTING, NERVE, PELVIC

# From an event to "ever since".
SINCE_WITHIN = 10
# From "still" to "after six weeks".
_STILL_WITHIN = 6
# From "this time" to how long.
_LEAD = 5
_GREAT_AGE = 60


def is_bare_moment(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is a moment without a "since": "yesterday"."""
    lead = utterance.words[max(0, duration.start - 2) : duration.start]
    return duration.is_moment and not (
        utterance.any_term("since_words", lead) or pain_began(utterance, duration.start)
    )


def dates_something_new(utterance: Utterance, duration: Duration) -> bool:
    """Whether it dates what joined the pain: "… and today my foot is numb"."""
    start, end = duration.start, duration.end
    first, last = utterance.sentence(start)
    opens = (
        start == first
        or utterance.pauses[start] >= COMMA
        or utterance.is_any_term(("and_or_but", "then"), start - 1)
    )
    told = {m.concept for i in range(end, last) for m in utterance.starting_at(i)}
    return (
        opens
        and bool(told & (NERVE | PELVIC))
        and not told & HURTING
        and utterance.has(*HURTING)
    )


def is_of_this_time(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is of this bout, where there were others: "this time six weeks"."""
    first, _ = utterance.sentence(duration.start)
    lead = max(first, duration.start - _LEAD)
    return bool(utterance.within(lead, duration.start, "this_time"))


def stands_apart(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is a part of its own: "low back pain, six weeks, worse sitting"."""
    return (
        utterance.pauses[duration.start] >= COMMA
        and utterance.pauses[duration.end] >= COMMA
    )


def is_a_day(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is "a day", more often how much than how long."""
    return utterance.is_term("articles", duration.start) and utterance.is_term(
        "a_day", duration.end - 1
    )


def is_great_age(utterance: Utterance, start: int, end: int) -> bool:
    """Whether so many years by themselves are an age: "84 yrs, on warfarin".

    Nothing has hurt anybody for so long.
    """
    return (
        utterance.words[start].isdigit()
        and int(utterance.words[start]) >= _GREAT_AGE
        and utterance.is_term("age_units", end - 1)
        and utterance.pauses[start] >= COMMA
        and not utterance.is_term("no_age_before", end)
    )


def is_led(utterance: Utterance, duration: Duration) -> bool:
    """Whether words around it make it a length: "for some days", "many weeks ago"."""
    return (
        utterance.is_term("duration_leads", duration.start - 1)
        or utterance.is_term("since_words", duration.start - 1)
        or utterance.is_term("ago", duration.end)
        or utterance.is_term("now_word", duration.end)
    )


def not_since(utterance: Utterance, start: int) -> bool:
    """Whether it is how long something has not happened: "haven't peed since 3"."""
    first, _ = utterance.sentence(start)
    words = utterance.words
    return utterance.any_term("not_since", words[first:start]) and utterance.any_term(
        "since", words[max(0, start - 4) : start]
    )


def is_left_behind(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is of the old complaint: "for years, but this is another thing"."""
    end = duration.end
    return bool(utterance.within(end, end + SINCE_WITHIN, "something_new"))


def is_lasting_so(utterance: Utterance, start: int) -> bool:
    """Whether it is how long all that has been so: "been like that two months"."""
    first, _ = utterance.sentence(start)
    at = start - (utterance.is_any_term(("for", "duration_leads"), start - 1))
    return any(
        mark.end == at
        for mark in utterance.within(max(first, start - _LEAD), start, "time.so")
    )


def is_still_sore(utterance: Utterance, duration: Duration) -> bool:
    """Whether it has not gone in all that time: "still sore after six weeks"."""
    start = duration.start
    first, last = utterance.sentence(start)
    lead = range(max(first, start - _STILL_WITHIN), start)
    return (
        utterance.is_term("after", start - 1)
        and duration.end == last
        and any(utterance.is_term("still", i) for i in lead)
        and bool(utterance.within(lead.start, start, *HURTING))
    )


def is_closed_by(utterance: Utterance, duration: Duration) -> bool:
    """Whether a little word ends the part of its own it is: "…, 14 weeks in."."""
    end = duration.end + 1
    return (
        utterance.pauses[duration.start] >= COMMA
        and utterance.is_any_term(("in", "now_word", "since"), duration.end)
        and (end >= len(utterance.words) or utterance.pauses[end] >= COMMA)
    )
