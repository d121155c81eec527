"""When the pain began, told by an event: how long ago that was is how long it lasts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from understanding.mentions import Mention
from understanding.text.durations import Duration
from understanding.text.utterance import COMMA, Utterance
from understanding.values.clause_topics import EVENTS

BEGINNINGS = frozenset(
    {
        "pop",
        "landed",
        "high_fall",
        "sprint",
        "time.began",
        "lifted",
        "fall",
        "threw_out",
        "went",
        "onset_word",
        "deadlift",
    }
)
_AFTER_BIRTH = "after_birth"
# From "since" to what began it: "since I".
_SINCE_LEAD = 3
# What need not have hurt at once.
_PERHAPS_WITHOUT_PAIN = frozenset({"after_surgery"})
# From "until" to how long ago, and from being well to "until".
_LIMIT_LEAD, _WELL_LEAD = 3, 8
_WELL = ("was_well", "sport_habit", "sport_name", "team_sport")
# From "my son is" to his weeks; nobody's baby is older than that.
_CHILD_LEAD = 4
_BABY_WEEKS = 104


def tells_the_onset(
    utterance: Utterance,
    duration: Duration,
    onsets: Sequence[Mention],
    symptoms: Collection[str],
) -> bool:
    """Whether the pain began then: "two days ago I bent to spit and it seized"."""
    number = utterance.sentence_of[duration.start]
    first, last = utterance.sentence(duration.start)
    hurts = bool(utterance.within(first, last, *symptoms))
    return any(
        utterance.sentence_of[onset.start]
        <= number
        <= utterance.sentence_of[onset.end - 1]
        and (hurts or onset.value != "after_surgery")
        for onset in onsets
    )


def follows_the_onset(
    utterance: Utterance, duration: Duration, onsets: Sequence[Mention]
) -> bool:
    """Whether it stands right behind what began it: "since the delivery 3 months"."""
    start = duration.start
    return any(
        onset.end == start
        and utterance.is_term("since", onset.start)
        and utterance.pause_between(start - 1, start) < COMMA
        for onset in onsets
    )


def is_counted_to_the_onset(
    utterance: Utterance, end: int, onsets: Sequence[Mention]
) -> bool:
    """Whether words behind it say of what it is: "of this", "since it began".

    So does what began it: "3 months since I lifted a sofa".
    """
    if utterance.is_term("of", end):
        return utterance.is_term("this_trouble", end + 1)
    if not utterance.is_term("since", end):
        return False
    if utterance.any_term("began_words", utterance.words[end + 1 : end + 3]):
        return True
    return any(
        end <= onset.start <= end + _SINCE_LEAD
        and onset.value not in _PERHAPS_WITHOUT_PAIN
        and utterance.pause_between(end, onset.start) < COMMA
        for onset in onsets
    )


def is_when_it_was(
    utterance: Utterance,
    duration: Duration,
    onsets: Sequence[Mention],
    symptoms: Collection[str],
) -> bool:
    """Whether a sentence says no more than when: "Slipped on ice. Two weeks ago."."""
    start, end = duration.start, duration.end
    first, last = utterance.sentence(start)
    around = [*utterance.words[first:start], *utterance.words[end + 1 : last]]
    if first == 0 or not utterance.all_terms("around_a_date", around):
        return False
    begin, _ = utterance.sentence(first - 1)
    if any(
        begin < onset.end <= first and onset.value not in _PERHAPS_WITHOUT_PAIN
        for onset in onsets
    ):
        return True
    told = {m.concept for i in range(begin, first) for m in utterance.starting_at(i)}
    return bool(told & set(symptoms)) and not told & EVENTS


def is_end_of_health(utterance: Utterance, duration: Duration) -> bool:
    """Whether one was well until then: "no trouble till about a month ago"."""
    start = duration.start
    first, _ = utterance.sentence(start)
    limits = [
        i
        for i in range(max(first, start - _LIMIT_LEAD), start)
        if utterance.is_term("limits", i)
    ]
    return bool(limits) and bool(
        utterance.within(max(first, limits[0] - _WELL_LEAD), limits[0], *_WELL)
    )


def began_then(utterance: Utterance, start: int) -> bool:
    """Whether something is said to have begun then: "it started yesterday"."""
    first, last = utterance.sentence(start)
    if utterance.any_term("since", utterance.words[max(first, start - 2) : start]):
        return True
    marks = {m.concept for k in range(first, last) for m in utterance.starting_at(k)}
    return bool(marks & BEGINNINGS)


def is_since_the_birth(
    utterance: Utterance, duration: Duration, onsets: Sequence[Mention]
) -> bool:
    """Whether it is the age of a child since whose birth it hurts."""
    start, end = duration.start, duration.end
    if duration.weeks > _BABY_WEEKS:
        return False
    if not any(onset.value == _AFTER_BIRTH for onset in onsets):
        return False
    lead = utterance.words[max(0, start - _CHILD_LEAD) : start]
    is_old = utterance.is_term("old", end)
    return utterance.any_term("child", lead) and (is_old or "is" in lead)


def began_before(utterance: Utterance, start: int, symptoms: Collection[str]) -> bool:
    """Whether it is said before what began: "the pain began when I ran, 5 days ago"."""
    first, _ = utterance.sentence(start)
    began = utterance.within(first, start, *BEGINNINGS)
    return bool(began) and bool(utterance.within(first, began[-1].end, *symptoms))
