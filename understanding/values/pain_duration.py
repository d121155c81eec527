"""Which of the lengths of time in a message is how long the pain has been there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from understanding.lexicon import Lexicon
from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.durations import Duration, Durations
from understanding.text.utterance import COMMA, SENTENCE, Utterance
from understanding.values.onset_times import (
    BEGINNINGS,
    began_then,
    follows_the_onset,
    is_counted_to_the_onset,
    is_since_the_birth,
    tells_the_onset,
)
from understanding.values.other_durations import (
    is_asked_in_general,
    is_of_a_trade,
    is_of_an_event,
    is_of_each_time,
    is_other_than_pain,
    is_something_else,
)

_SHORTEST_WEEKS = 0.1
# Whole weeks are near enough from here on.
_ROUND_FROM = 4
_CLAUSE = 9
# "It helped for a week".
_LASTED = 3
# From an event to "ever since".
_SINCE_WITHIN = 10
# From "this time" to how long.
_LEAD = 5
_EVENTS = frozenset(
    {
        "surgery",
        "back_surgery",
        "hip_surgery",
        "cancer",
        "mri",
        "birth",
        "procedure",
        "infection",
        "time.event",
        "steroid",
        "period",
        "diabetes_word",
        "osteo",
        "pill",
        "immuno",
    }
)
_PELVIC = frozenset(
    {
        "erectile_problem",
        "sex_word",
        "leak",
        "incontinent",
        "wet_self",
        "urinate",
        "constipated",
        "pads",
        "bladder",
        "bowel",
    }
)
# What may come long after the pain did.
_NERVE = frozenset(
    {
        "numb",
        "tingle",
        "weak",
        "weaker",
        "unfeeling",
        "drop_foot",
        "slap",
        "saddle",
        "saddle_thigh",
        "wipe",
        "wind",
        "on_heels",
    }
)
_FEELING = frozenset({"numb", "tingle", "unfeeling"})
_WEAK = ("weak", "weaker", "drop_foot", "slap", "saddle", "saddle_thigh")
# Beside numbness or weakness, a leg or a foot alone is where that is felt.
_HURTING = frozenset(
    {"eff.pain", "hurtful", "sciatic", "site.low_back", "site.buttock"}
)
_PAIN = _HURTING | {"site.leg"}
_SYMPTOMS = _PAIN | {
    "stiff",
    "site.hip",
    "site.groin",
    "site.foot",
    "site.calf",
    "site.sit_bone",
    "site.knee",
    "threw_out",
    "site.posterior_thigh",
    "site.coccyx",
    "site.perineum",
    "went",
    "mild",
    "fall",
}


class PainDuration:
    """Reads how long the pain has been there, in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._durations = Durations(lexicon)

    def mentions(
        self,
        utterance: Utterance,
        today: date | None,
        *,
        asked: bool,
        onsets: Sequence[Mention] = (),
    ) -> list[Mention]:
        """The durations that are about the pain, in order; see `Durations.read`.

        Args:
            utterance: The message.
            today: The day to count years from.
            asked: Whether it answers how long.
            onsets: Where it was told how the pain began: how long ago that was is how
                long it has lasted.
        """
        about_pain = [
            duration
            for duration in self._durations.read(utterance, today, asked=asked)
            if _is_about_pain(utterance, duration, onsets, asked=asked)
        ]
        # "On and off for ten years, this bout three weeks".
        now = [d for d in about_pain if _is_of_this_time(utterance, d)]
        about_pain = [d for d in about_pain if not _is_left_behind(utterance, d)]
        # "Sciatica since August, and I tripped on the kerb yesterday".
        longer = [d for d in about_pain if not _is_bare_moment(utterance, d)]
        latest = _latest(utterance, longer or about_pain)
        return [_mention(d) for d in now or latest]


def _is_left_behind(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is of the old complaint: "for years, but this is another thing"."""
    end = duration.end
    return bool(utterance.within(end, end + _SINCE_WITHIN, "something_new"))


def _latest(utterance: Utterance, durations: list[Duration]) -> list[Duration]:
    """Those not left behind: "niggles for years, but ten days ago it went"."""
    return [
        duration
        for duration, following in zip_longest(durations, durations[1:])
        if following is None
        or utterance.pause_between(duration.end, following.start) >= SENTENCE
        or not utterance.within(duration.end, following.start, "but")
    ]


def _mention(duration: Duration) -> Mention:
    places = 0 if duration.weeks >= _ROUND_FROM else 1
    weeks = max(float(round(duration.weeks, places)), _SHORTEST_WEEKS)
    return Mention(
        "duration_weeks",
        PRESENT,
        duration.start,
        duration.end,
        weeks,
        duration.certain,
    )


def _is_about_pain(
    utterance: Utterance,
    duration: Duration,
    onsets: Sequence[Mention],
    *,
    asked: bool,
) -> bool:
    start, end = duration.start, duration.end
    is_bare = _is_bare_moment(utterance, duration)
    if utterance.is_ruled_out(start):
        return False
    if is_since_the_birth(utterance, duration, onsets):
        return True
    if not asked and is_of_each_time(utterance, duration):
        return False
    if is_counted_to_the_onset(utterance, end):
        return True
    if is_something_else(utterance, duration, asked=asked):
        return False
    if not asked and is_of_an_event(utterance, duration):
        return False
    if asked or follows_the_onset(utterance, duration, onsets):
        return True
    if is_other_than_pain(utterance, duration):
        return False
    if utterance.is_term("compared", end):
        # "Nearer six years than six months".
        return True
    if utterance.is_term("vague", start) and not _is_led(utterance, duration):
        # "Some days are worse" tells how often.
        return False
    if _is_a_day(utterance, duration) and not _is_led(utterance, duration):
        # "I have to sit it out a day".
        return False
    if is_bare and utterance.is_term("long_ago", end - 1):
        # "Last week" alone is when; it is how long only where it all began then.
        return tells_the_onset(utterance, duration, onsets, _SYMPTOMS)
    if utterance.is_term("bare_moments", start) and (
        not began_then(utterance, start) or _dates_something_new(utterance, duration)
    ):
        return False
    lead = max(0, start - _LASTED)
    if utterance.within(lead, start, "eff.better") or utterance.any_term(
        "lasting", utterance.words[lead:start]
    ):
        return False
    if is_asked_in_general(utterance, start) or is_of_a_trade(utterance, duration):
        return False
    marks = _clause_marks(utterance, start)
    if {"lose", "weight"} <= marks or {"lose", "weight_unit"} <= marks:
        return False
    if "click" in marks and not marks & _PAIN - {"site.low_back"}:
        return False
    if utterance.within(max(0, start - _LASTED), start, "that_was"):
        return True
    if utterance.is_term("ago", end) and utterance.pause_between(end - 1, end) < COMMA:
        if utterance.is_term("just_like", start - 1):
            return False  # "Sciatica like six years ago"
        if tells_the_onset(utterance, duration, onsets, _SYMPTOMS) or (
            utterance.within(end, end + _SINCE_WITHIN, "from_then_on")
        ):
            return True
        before = utterance.words[max(0, start - 4) : start]
        if marks & _EVENTS or utterance.any_term("had", before):
            return False
        return bool(marks & (BEGINNINGS | _SYMPTOMS))
    led = utterance.is_term("duration_leads", start - 1) or utterance.is_term(
        "since_words", start
    )
    if marks & _PELVIC and not marks & _SYMPTOMS:
        return False
    if marks & _NERVE and not marks & _HURTING:
        # Without any pain, how long it tingles is how long the trouble lasts.
        return bool(marks & _FEELING) and not utterance.has(*_HURTING, *_WEAK)
    if "wallet" in marks and not marks & _HURTING - {"site.low_back"}:
        return False
    if marks & _EVENTS and not marks & _SYMPTOMS:
        return False
    if _not_since(utterance, start):
        return False
    first, _ = utterance.sentence(start)
    alone = (
        end >= utterance.sentence(start)[1]
        or _stands_apart(utterance, duration)
        or utterance.is_term("after_plain_duration", end)
        or utterance.is_ruled_out(end + 1)
    )
    # A bare moment that has come this far is when it began.
    began = utterance.is_term("bare_moments", start)
    return led or alone or began or start == first or bool(marks & _SYMPTOMS)


def _is_bare_moment(utterance: Utterance, duration: Duration) -> bool:
    return duration.is_moment and not utterance.any_term(
        "since_words", utterance.words[max(0, duration.start - 2) : duration.start]
    )


def _dates_something_new(utterance: Utterance, duration: Duration) -> bool:
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
        and bool(told & (_NERVE | _PELVIC))
        and not told & _HURTING
        and utterance.has(*_HURTING)
    )


def _is_of_this_time(utterance: Utterance, duration: Duration) -> bool:
    first, _ = utterance.sentence(duration.start)
    lead = max(first, duration.start - _LEAD)
    return bool(utterance.within(lead, duration.start, "this_time"))


def _stands_apart(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is a part of its own: "low back pain, six weeks, worse sitting"."""
    return (
        utterance.pauses[duration.start] >= COMMA
        and utterance.pauses[duration.end] >= COMMA
    )


def _is_a_day(utterance: Utterance, duration: Duration) -> bool:
    return utterance.is_term("articles", duration.start) and utterance.is_term(
        "a_day", duration.end - 1
    )


def _is_led(utterance: Utterance, duration: Duration) -> bool:
    """Whether words around it make it a length: "for some days", "many weeks ago"."""
    return (
        utterance.is_term("duration_leads", duration.start - 1)
        or utterance.is_term("since_words", duration.start - 1)
        or utterance.is_term("ago", duration.end)
        or utterance.is_term("now_word", duration.end)
    )


def _not_since(utterance: Utterance, start: int) -> bool:
    """Whether it is how long something has not happened: "haven't peed since 3"."""
    first, _ = utterance.sentence(start)
    words = utterance.words
    return utterance.any_term("not_since", words[first:start]) and utterance.any_term(
        "since", words[max(0, start - 4) : start]
    )


def _clause_marks(utterance: Utterance, i: int) -> set[str]:
    """The concepts of the clause around word i."""
    first, last = utterance.sentence(i)
    marks: set[str] = set()
    for k in range(max(first, i - _CLAUSE + 1), min(last, i + _CLAUSE)):
        low, high = min(i, k), max(i, k)
        if utterance.pause_between(low, high) >= COMMA:
            continue
        if not utterance.within(low, high, "but"):
            marks |= {mark.concept for mark in utterance.starting_at(k)}
    return marks
