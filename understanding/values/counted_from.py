"""How long ago it began, told from what began it: "two weeks later I still limp"."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.mentions import Mention
from understanding.text.durations import Duration
from understanding.text.utterance import COMMA, Utterance
from understanding.values.clause_topics import FEELING, SYMPTOMS

# When these were is when the pain began.
INJURIES = ("buttock_trauma", "major_trauma", "minor_trauma")
# From "two weeks later" to how it is now, and from there to how it was.
_NOW_WITHIN = 7
_THEN_WITHIN = 4
# From "my son is" to his weeks.
_CHILD_LEAD = 4
_IS_LEAD = 3
_SUFFERING = (*SYMPTOMS, *FEELING, "swollen", "bruise", "cannot")
# From what hurts to "a week after".
_HURTS_LEAD = 6
# What is so long past has hardly begun what hurts now.
_INJURY_WEEKS = 104
_STORY_WEEKS = 104
_BEGAN_LEAD = 5
# "Twelve days after my caesarean with the spinal." names no more.
_NAMED_WITHIN = 8


def is_since_then(utterance: Utterance, duration: Duration) -> bool:
    """Whether it says how it is by now: "a month on still can't do the splits".

    What happened so much later is a story: "two days later my foot fell asleep".
    """
    end = duration.end
    first, last = utterance.sentence(duration.start)
    if utterance.is_term("on", end):
        # "A month on steroids" and "three weeks on from" are something else.
        closes = end + 1 >= last or utterance.pauses[end + 1] >= COMMA
        if not closes and not utterance.is_any_term(_AFTER_ON, end + 1):
            return False
    elif not utterance.is_term("later", end):
        return False
    if end + 1 < last:
        clause = _clause_behind(utterance, end + 1, min(last, end + 1 + _NOW_WITHIN))
        behind = utterance.words[end + 1 : clause]
        soon = utterance.words[end + 1 : min(last, end + 1 + _THEN_WITHIN)]
        if utterance.any_term("still", behind):
            return True
        return (
            duration.weeks <= _STORY_WEEKS
            and utterance.any_term("so_now", behind)
            and not utterance.any_term("was_then", soon)
            and bool(utterance.within(end, last, *_SUFFERING))
        )
    clause = _clause_before(utterance, duration.start, first)
    if clause == duration.start:
        clause = _clause_before(utterance, max(first, clause - 1), first)
    before = utterance.words[clause : duration.start]
    return not utterance.any_term("was_then", before) and (
        utterance.any_term("still", before)
        or bool(utterance.within(clause, duration.start, *_SUFFERING))
    )


_AFTER_ON = ("self", "still", "and_or_but", "so_now", "own")


def is_age_of_the_pain(utterance: Utterance, duration: Duration) -> bool:
    """Whether what hurts is so old: "the back pain is two months old"."""
    start = duration.start
    if not utterance.is_term("old", duration.end):
        return False
    first, _ = utterance.sentence(start)
    lead = utterance.words[max(first, start - _CHILD_LEAD) : start]
    is_so = utterance.any_term("was_or_meant", lead[-_IS_LEAD:])
    if not is_so or utterance.any_term("child", lead):
        return False
    clause = _clause_before(utterance, start, first)
    return bool(utterance.within(clause, start, *SYMPTOMS, *FEELING))


def is_after_what_began_it(
    utterance: Utterance, duration: Duration, onsets: Sequence[Mention]
) -> bool:
    """Whether it still hurts so long after: "sore back 3 weeks after a fall".

    What is told right behind "after" has to be what began it, and it has to hurt.
    """
    start, end = duration.start, duration.end
    if not utterance.is_term("after", end):
        return False
    first, last = utterance.sentence(start)
    if end + 1 >= last or utterance.pauses[end + 1] >= COMMA:
        return False  # "It hurts for a day after."
    lead = max(first, start - _BEGAN_LEAD)
    if utterance.within(lead, start, "time.began", "onset_word", "comes_on"):
        return False  # "It came on a week after the birth"
    behind = utterance.words[end:last]
    if utterance.any_term("was_then", behind):
        return False
    if utterance.any_term("still", behind):
        return bool(utterance.within(end, last, *_SUFFERING))
    if utterance.within(max(first, start - _HURTS_LEAD), start, *SYMPTOMS):
        return True
    if utterance.is_term("i_am", start - 1) or not utterance.has(*SYMPTOMS):
        return False  # "I'm 8 weeks after hip replacement"
    alone = last - end <= _NAMED_WITHIN
    return (alone or utterance.any_term("so_now", behind)) and any(
        end <= m.start < last for m in onsets
    )


def is_when_hurt(
    utterance: Utterance, duration: Duration, injuries: Sequence[Mention]
) -> bool:
    """Whether it is when somebody was injured: "knocked off my bike 2 days ago"."""
    number = utterance.sentence_of[duration.start]
    return duration.weeks <= _INJURY_WEEKS and any(
        utterance.sentence_of[injury.start]
        <= number
        <= utterance.sentence_of[injury.end - 1]
        for injury in injuries
    )


def _clause_before(utterance: Utterance, i: int, first: int) -> int:
    """Where the stretch without a pause that ends before word i begins."""
    while i > first and utterance.pauses[i] < COMMA:
        i -= 1
    return i


def _clause_behind(utterance: Utterance, i: int, last: int) -> int:
    """Where the words from i on first pause."""
    end = min(i + 1, last)
    while end < last and utterance.pauses[end] < COMMA:
        end += 1
    return end
