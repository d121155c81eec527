"""The week of a pregnancy told by itself: "31 weeks and I can't turn over in bed"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from understanding.mentions import Mention
from understanding.model import PRESENT
from understanding.text.durations import Duration
from understanding.text.utterance import COMMA, Utterance

_FINDING, _ASKED = "pregnancy", "duration_weeks"
# Weeks in which one tells it so. Hardly anybody counts pain in weeks for so long; below
# the second number something else must speak of a pregnancy.
_WEEKS, _PLAIN_WEEKS = (8, 42), 18
_DAYS = 7
_MONTHS = (4 * 4.345, 9 * 4.345)
_CUE, _STRONG_CUE = "unborn_cue", "unborn_cue.strong"
# What else is counted in weeks: "hip replaced, 20 weeks".
_OTHERS = (
    "surgery",
    "hip_surgery",
    "back_surgery",
    "other_operation",
    "procedure",
    "birth",
    "born",
    "pursuit",
    "minor_illness",
    "steroid",
    "immuno",
    "opioid",
    "pill",
)
_HURTING = ("eff.pain", "hurtful", "sciatic", "numb", "tingle", "site.low_back")


def gestation_mentions(
    utterance: Utterance,
    durations: Iterable[Duration],
    framed: Sequence[Mention],
    asked_for: Collection[str],
) -> list[Mention]:
    """The pregnancy that its week alone tells, inferred; none where its name has one.

    Args:
        utterance: The message.
        durations: The lengths of time in it.
        framed: What it speaks of by the frames of the lexicon.
        asked_for: The findings of the pending question: a length answers how long.
    """
    durations = [d for d in durations if not d.is_moment]
    named = [m for m in framed if m.finding == _FINDING]
    if (
        _ASKED in asked_for
        or any(d.start < m.end and m.start < d.end for d in durations for m in named)
        or (utterance.has("sex.male") and not utterance.has("relative.female"))
    ):
        return []
    told = [
        (d.start, d.end)
        for d in durations
        if _is_gestation(utterance, d) or _is_left(utterance, d)
    ]
    told += _weeks_and_days(utterance)
    return [
        Mention(_FINDING, PRESENT, start, end, certain=False) for start, end in told[:1]
    ]


def _is_gestation(utterance: Utterance, duration: Duration) -> bool:
    first, last = utterance.sentence(duration.start)
    if utterance.within(first, last, *_OTHERS) or _is_a_stretch(utterance, duration):
        return False
    strong = utterance.has(_STRONG_CUE)
    if utterance.has("infant") and duration.weeks < _WEEKS[0] + 4:
        return False
    if utterance.is_term("months_unit", duration.end - 1):
        born = utterance.within(first, last, "infant")
        return strong and not born and _MONTHS[0] <= duration.weeks <= _MONTHS[1]
    if not utterance.is_term("weeks", duration.end - 1):
        return False
    if not _WEEKS[0] <= duration.weeks <= _WEEKS[1]:
        return False
    return strong or (
        duration.weeks >= _PLAIN_WEEKS
        or (utterance.has(_CUE) and duration.weeks >= _WEEKS[0] + 4)
    )


def _is_a_stretch(utterance: Utterance, duration: Duration) -> bool:
    """Whether it says how long something took: "for 20 weeks", "20 weeks of physio"."""
    start, end = duration.start, duration.end
    if utterance.is_any_term(("stretch_before", "compared"), start - 1):
        return True
    opens = start == 0 or utterance.pauses[start] >= COMMA
    led = utterance.is_term("before_gestation", start - 1)
    if not (opens or led) or _ends_a_pain(utterance, start):
        return True
    closes = end == len(utterance.words) or utterance.pauses[end] >= COMMA
    return not (closes or utterance.is_term("after_gestation", end))


def _ends_a_pain(utterance: Utterance, start: int) -> bool:
    """Whether right before it is what hurts: "sciatica, 20 weeks"."""
    return any(mark.end == start for mark in utterance.within(0, start, *_HURTING))


def _is_left(utterance: Utterance, duration: Duration) -> bool:
    """Whether it is how long a pregnancy still lasts: "three weeks to go"."""
    end = duration.end
    if not utterance.has(_CUE, _STRONG_CUE) or duration.weeks > _WEEKS[1]:
        return False
    goes = utterance.is_term("to", end) and utterance.is_term("go_word", end + 1)
    after = end + (2 if goes else 1)
    closes = after >= len(utterance.words) or (
        utterance.pauses[after] >= COMMA or utterance.is_term("and_or_but", after)
    )
    return closes and (goes or utterance.is_term("left_over", end))


def _weeks_and_days(utterance: Utterance) -> list[tuple[int, int]]:
    """Where weeks and days are written as on the ward: "31+4 and sciatica"."""
    words, offsets = utterance.words, utterance.offsets
    return [
        (i, i + 3)
        for i in range(len(words) - 2)
        if words[i].isdigit()
        and words[i + 2].isdigit()
        and _PLAIN_WEEKS < int(words[i]) <= _WEEKS[1]
        and int(words[i + 2]) < _DAYS
        and offsets[i][1] == offsets[i + 1][0]
        and offsets[i + 1][1] == offsets[i + 2][0]
        and utterance.is_term("additions", i + 1)
    ]
