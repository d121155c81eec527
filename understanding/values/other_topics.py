"""What stands nearest before a length of time: the pain, or something besides it."""

from __future__ import annotations

from collections.abc import Collection

from understanding.text.durations import Duration
from understanding.text.utterance import COMMA, Utterance
from understanding.values.clause_topics import FEELING, SYMPTOMS

# Illnesses, drugs and pursuits that have lasted for a time of their own.
_OTHER = (
    "steroid",
    "immuno",
    "opioid",
    "pill",
    "diabetes_word",
    "osteo",
    "time.other_ill",
    "time.pursued",
)
# What may come with the pain, and lasts as long unless nothing else is told.
_BESIDE = ("fever_word", "chills", "minor_illness", "bleed", "constipated")
_HURTS = (*SYMPTOMS, *FEELING)
# From what has lasted to how long, and from a length to what hurts.
_LEAD = 9
_BEHIND = 9
# From the trouble to whose it is: "numb for years, that's the diabetes".
_EXPLAINED = 4
# "Police officer, kit belt and patrol car 12 yrs."
_CAREER = 104.0


def is_of_another_topic(utterance: Utterance, duration: Duration) -> bool:
    """Whether the last thing spoken of is no pain: "enlarged prostate for years"."""
    start, end = duration.start, duration.end
    first, last = utterance.sentence(start)
    for mark in utterance.within(end, min(last, end + _BEHIND), *_HURTS):
        if utterance.pause_between(end - 1, mark.start) < COMMA and not (
            utterance.any_term("and_or_but", utterance.words[end : mark.start])
        ):
            return False
    if utterance.any_term(
        "explains", utterance.words[end : end + _EXPLAINED]
    ) and utterance.within(end, last, *_OTHER):
        return True
    lead = max(first, start - _LEAD)
    if duration.weeks >= _CAREER:
        trade = utterance.within(lead, start, "trade")
        if trade and not utterance.within(trade[-1].end, start, *_HURTS):
            return True
    near = utterance.within(lead, start, *_OTHER, *_HURTS)
    if near:
        between = utterance.words[near[-1].end : start]
        return near[-1].concept in _OTHER and not (
            utterance.any_term("and_or_but", between)
        )
    beside = utterance.within(lead, start, *_BESIDE)
    # "Groin pain. Shivering, off my food, 4 days."
    closes = utterance.pauses[start] >= COMMA and end == last
    return (
        bool(beside)
        and utterance.has(*_HURTS)
        and not closes
        and not utterance.within(first, last, *_HURTS)
    )


def is_told_of(
    utterance: Utterance, duration: Duration, suffering: Collection[str]
) -> bool:
    """Whether its sentence speaks of what is suffered."""
    first, last = utterance.sentence(duration.start)
    return bool(utterance.within(first, last, *suffering))
