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
from understanding.values.clause_topics import (
    EVENTS,
    FEELING,
    HURTING,
    NERVE,
    PAIN,
    PELVIC,
    SYMPTOMS,
    WEAK,
    clause_marks,
)
from understanding.values.counted_from import (
    is_after_what_began_it,
    is_age_of_the_pain,
    is_since_then,
    is_when_hurt,
)
from understanding.values.onset_times import (
    BEGINNINGS,
    began_before,
    began_then,
    follows_the_onset,
    is_counted_to_the_onset,
    is_end_of_health,
    is_since_the_birth,
    is_when_it_was,
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
from understanding.values.other_topics import is_of_another_topic, is_told_of
from understanding.values.since_age import SinceAge
from understanding.values.time_words import (
    SINCE_WITHIN,
    dates_something_new,
    is_a_day,
    is_bare_moment,
    is_closed_by,
    is_lasting_so,
    is_led,
    is_left_behind,
    is_of_this_time,
    is_still_sore,
    not_since,
    stands_apart,
)

_SHORTEST_WEEKS = 0.1
# Whole weeks are near enough from here on.
_ROUND_FROM = 4
# What can no longer be done, and what it does.
_DEEDS = ("act.", "eff.")
_SUFFERED = frozenset({"eff.pain", "hurtful", "sciatic"})
# "It helped for a week".
_LASTED = 3


class PainDuration:
    """Reads how long the pain has been there, in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._durations = Durations(lexicon)
        self._since_age = SinceAge(lexicon)

    def mentions(
        self,
        utterance: Utterance,
        today: date | None,
        *,
        asked: bool,
        onsets: Sequence[Mention] = (),
        injuries: Sequence[Mention] = (),
        age: float | None = None,
    ) -> list[Mention]:
        """The durations that are about the pain, in order; see `Durations.read`.

        Args:
            utterance: The message.
            today: The day to count years from.
            asked: Whether it answers how long.
            onsets: Where it was told how the pain began: how long ago that was is how
                long it has lasted.
            injuries: Where it was told what has hit or hurt the person.
            age: How old the person is, where that is told.
        """
        durations = self._durations.read(utterance, today, asked=asked)
        durations += self._since_age.read(utterance, age)
        about_pain = [
            duration
            for duration in sorted(durations, key=lambda d: d.start)
            if _is_about_pain(utterance, duration, onsets, injuries, asked=asked)
        ]
        if not asked:
            about_pain = _told_of_pain(utterance, about_pain)
        # "On and off for ten years, this bout three weeks".
        now = [d for d in about_pain if is_of_this_time(utterance, d)]
        about_pain = [d for d in about_pain if not is_left_behind(utterance, d)]
        # "Sciatica since August, and I tripped on the kerb yesterday".
        longer = [d for d in about_pain if not is_bare_moment(utterance, d)]
        latest = _latest(utterance, longer or about_pain)
        return [_mention(d) for d in now or latest]


def _told_of_pain(utterance: Utterance, durations: list[Duration]) -> list[Duration]:
    """Those told beside the pain, if any: "two months clean. Sore back, a week"."""
    for suffering in (HURTING, SYMPTOMS | FEELING):
        told = [
            d
            for d in durations
            if utterance.is_term("ago", d.end) or is_told_of(utterance, d, suffering)
        ]
        if told:
            return told
    return durations


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
    injuries: Sequence[Mention],
    *,
    asked: bool,
) -> bool:
    start, end = duration.start, duration.end
    is_bare = is_bare_moment(utterance, duration)
    if utterance.is_ruled_out(start):
        return False
    if is_since_the_birth(utterance, duration, onsets):
        return True
    if not asked and is_of_each_time(utterance, duration):
        return False
    if not (asked or is_bare) and is_of_another_topic(utterance, duration):
        return False
    if is_counted_to_the_onset(utterance, end, onsets):
        return True
    if not asked and (
        is_since_then(utterance, duration)
        or is_age_of_the_pain(utterance, duration)
        or is_after_what_began_it(utterance, duration, onsets)
        or is_still_sore(utterance, duration)
    ):
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
    if utterance.is_term("vague", start) and not is_led(utterance, duration):
        # "Some days are worse" tells how often.
        return False
    if is_a_day(utterance, duration) and not is_led(utterance, duration):
        # "I have to sit it out a day".
        return False
    if is_lasting_so(utterance, start) and utterance.has(*SYMPTOMS):
        return True
    began = is_bare and tells_the_onset(utterance, duration, onsets, SYMPTOMS)
    if is_bare and utterance.is_term("long_ago", end - 1):
        # "Last week" alone is when; it is how long only where it all began then.
        return began
    if utterance.is_term("bare_moments", start) and (
        not (began or began_then(utterance, start))
        or dates_something_new(utterance, duration)
    ):
        return False
    lead = _clause_lead(utterance, start, _LASTED)
    if (
        any(
            not utterance.is_term("of", mark.end)  # "The best part of ten years"
            for mark in utterance.within(lead, start, "eff.better")
        )
        or utterance.any_term("lasting", utterance.words[lead:start])
    ):
        return False
    if is_asked_in_general(utterance, start) or is_of_a_trade(utterance, duration):
        return False
    marks = clause_marks(utterance, start)
    if utterance.is_term("the_whole", start) and not marks & SYMPTOMS:
        return False  # "My temperature has been normal all week"
    if utterance.is_term("later", end) and not (
        marks & SYMPTOMS or any(mark.startswith(_DEEDS) for mark in marks)
    ):
        return False  # "Two weeks later I get a fever"
    suffered = utterance.within(_clause_lead(utterance, start, 6), start, *HURTING)
    lost = {"lose", "weight"} <= marks or {"lose", "weight_unit"} <= marks
    if lost and not suffered:
        return False
    if "weight" in marks and not marks & SYMPTOMS:
        return False  # "Weight's the same since 2012"
    if "click" in marks and not marks & PAIN:
        return False
    if utterance.within(max(0, start - _LASTED), start, "that_was"):
        return True
    if utterance.is_term("ago", end) and utterance.pause_between(end - 1, end) < COMMA:
        if utterance.is_term("just_like", start - 1):
            return False  # "Sciatica like six years ago"
        if is_end_of_health(utterance, duration) or is_when_it_was(
            utterance, duration, onsets, SYMPTOMS
        ):
            return True
        if is_when_hurt(utterance, duration, injuries):
            return True
        if tells_the_onset(utterance, duration, onsets, SYMPTOMS) or (
            utterance.within(end, end + SINCE_WITHIN, "from_then_on")
        ):
            return True
        around = utterance.words[max(0, start - 4) : end + 4]
        if marks & EVENTS or utterance.any_term("had", around):
            return False
        if began_before(utterance, start, SYMPTOMS):
            return True
        return bool(marks & (BEGINNINGS | SYMPTOMS))
    led = utterance.is_term("duration_leads", start - 1) or utterance.is_term(
        "since_words", start
    )
    if marks & PELVIC and not marks & SYMPTOMS:
        return False
    if marks & NERVE and not marks & _SUFFERED and utterance.has(*_SUFFERED):
        # "Pain down the leg, and since yesterday my bottom is numb".
        return False
    if marks & NERVE and not marks & HURTING:
        # Without any pain, how long it tingles is how long the trouble lasts.
        return bool(marks & FEELING) and not utterance.has(*HURTING, *WEAK)
    if "wallet" in marks and not marks & HURTING - {"site.low_back"}:
        return False
    if marks & EVENTS and not (marks & SYMPTOMS or began):
        return False
    if not_since(utterance, start):
        return False
    first, _ = utterance.sentence(start)
    alone = (
        end >= utterance.sentence(start)[1]
        or stands_apart(utterance, duration)
        or utterance.is_term("after_plain_duration", end)
        or utterance.is_ruled_out(end + 1)
        or is_closed_by(utterance, duration)
    )
    # A bare moment that has come this far is when it began.
    dated = utterance.is_term("bare_moments", start)
    return led or alone or dated or start == first or bool(marks & SYMPTOMS)


def _clause_lead(utterance: Utterance, start: int, within: int) -> int:
    """The first of at most so many words before `start` without a pause between."""
    i = start
    while i > max(0, start - within) and utterance.pauses[i] < COMMA:
        i -= 1
    return i
