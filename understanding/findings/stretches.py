"""Divides a message at pauses and "and": what is done, and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from understanding.assertion.context import Context
from understanding.mentions import Mention
from understanding.text.utterance import COMMA, SENTENCE, Mark, Utterance

ACTIVITY = "act."
# "My foot slaps when I walk": three more words belong to the foot drop.
_WHEN_I = 3
# Words of an activity on which a verdict follows.
_VERDICT = 6
# Words that may follow an activity in a list, and how many make it a story.
_TAIL = 1
_STORY = 4


@dataclass(slots=True)
class Stretch:
    """A stretch between pauses and "and": its activities and effects in order.

    `hard` says that a new statement begins here.
    """

    start: int
    end: int
    hard: bool
    items: list[Mark]
    activities: list[Mark] = field(init=False)
    effects: list[Mark] = field(init=False)

    def __post_init__(self) -> None:
        activities = {m for m in self.items if m.concept.startswith(ACTIVITY)}
        self.activities = [m for m in self.items if m in activities]
        self.effects = [m for m in self.items if m not in activities]

    @property
    def effect_first(self) -> bool:
        """Whether it names an effect before any activity."""
        return bool(self.effects) and self.items[0] is self.effects[0]

    @property
    def tail(self) -> int:
        """How many words follow its last activity; 0 without one."""
        return self.end - self.activities[-1].end if self.activities else 0

    @property
    def tells_a_story(self) -> bool:
        """Whether it says more of its activity than a list does."""
        return self.tail >= _STORY


def is_news(utterance: Utterance, part: Stretch, before: Stretch) -> bool:
    """Whether a stretch says something new, after `before` said something else.

    "Miles at the wheel feed it, a walk puts it out", unlike "sitting, walking hurt" and
    "walking to work and standing at a till hurt".
    """
    return before.tail > _TAIL and not utterance.is_term("goes_on", part.start)


def opens_condition(utterance: Utterance, part: Stretch) -> bool:
    """Whether what follows is said of it: "it hurts, and if I rest a day it goes"."""
    begins = part.start + utterance.is_term("and_or_but", part.start)
    return utterance.is_term("conditions", begins)


def stretches(
    utterance: Utterance, context: Context, taken: Sequence[Mention]
) -> list[Stretch]:
    """The stretches of a message, in order; empty ones only where a statement begins.

    Args:
        utterance: The message.
        context: How its words are meant.
        taken: Mentions whose words are spoken for.
    """
    spoken_until = _spoken_until(taken, len(utterance.words))
    marks = [
        mark
        for mark in utterance.marks
        if _is_relevant(utterance, context, mark)
        and not (
            mark.concept.startswith(ACTIVITY) and mark.end <= spoken_until[mark.start]
        )
    ]
    inside = {
        i
        for mark in marks
        for i in range(mark.start + (not _is_measure(utterance, mark)), mark.end)
    }
    starts = [0]
    for i in range(1, len(utterance.words)):
        divides = (
            utterance.is_term("dividers", i)
            and i not in inside
            and not is_counter(utterance, i)
        )
        if utterance.pauses[i] >= COMMA or divides:
            starts.append(i)
    parts: list[Stretch] = []
    upcoming = marks[::-1]
    for start, end in zip(starts, [*starts[1:], len(utterance.words)], strict=True):
        hard = utterance.pauses[start] >= SENTENCE or utterance.is_term("turns", start)
        items = []
        while upcoming and upcoming[-1].start < end:
            items.append(upcoming.pop())
        if items or hard:
            parts.append(Stretch(start, end, hard, items))
    return parts


def _is_measure(utterance: Utterance, mark: Mark) -> bool:
    """Whether its "till" is no limit but how long: "till the cows come home"."""
    return mark.concept == "eff.fine" and utterance.is_term("limits", mark.start)


def is_counter(utterance: Utterance, i: int) -> bool:
    """Whether a "till" is that of a shop: "stood in the queue at the till"."""
    return utterance.is_term("limits", i) and utterance.words[i - 1] in ("the", "a")


def _is_relevant(utterance: Utterance, context: Context, mark: Mark) -> bool:
    if mark.concept == "eff.worse":
        # "Bad back" is a back, not an effect; "catches the small of my back" is one.
        following = utterance.starting_at(mark.end)
        return not any(
            m.concept.startswith("site.")
            and utterance.pauses[m.start] < COMMA
            and not utterance.is_term("own", m.start)
            and not utterance.is_term("own", mark.end - 1)
            for m in following
        )
    if mark.concept == "eff.unable" and _is_of_another_doing(utterance, mark):
        return False
    if mark.concept == "eff.good_at":
        return _is_verdict(utterance, mark)
    if mark.concept == "eff.can":
        return _is_plain_ability(utterance, mark)
    if mark.concept in ("eff.more", "eff.gone", "eff.managed"):
        ends = mark.end == len(utterance.words) or utterance.pauses[mark.end] >= COMMA
        if mark.concept == "eff.gone" and mark.end - mark.start == 1:
            # "I sit five minutes, gone", but not "the feeling has gone".
            begins = utterance.pauses[mark.start] >= COMMA or utterance.is_term(
                "and_then", mark.start - 1
            )
            return ends and begins
        told = mark.concept == "eff.gone" and (
            utterance.is_term("after_gone", mark.end)
            or not utterance.is_term("moves_on", mark.end - 1)
        )
        return ends or told
    if mark.concept in ("numb", "tingle"):
        return context.denial(mark.start, mark.end) is None
    return mark.concept.startswith((ACTIVITY, "eff."))


def _is_verdict(utterance: Utterance, mark: Mark) -> bool:
    """Whether it ends what is said right behind an activity: "walking good"."""
    ends = mark.end == len(utterance.words) or utterance.pauses[mark.end] >= COMMA
    return ends and any(
        before.end == mark.start and before.concept.startswith(ACTIVITY)
        for at in range(max(0, mark.start - _VERDICT), mark.start)
        for before in utterance.starting_at(at)
    )


def _is_plain_ability(utterance: Utterance, mark: Mark) -> bool:
    """Whether it tells what can be done, and no more: "I can sit, I can drive".

    "I can walk but it hurts" and "I can sit ten minutes" say more.
    """
    if utterance.is_term("not_plainly", mark.start - 1):
        return False
    for activity in utterance.starting_at(mark.end):
        end = activity.end
        if not activity.concept.startswith(ACTIVITY):
            continue
        if end == len(utterance.words):
            return True
        if utterance.pauses[end] >= COMMA and not utterance.is_any_term(
            ("turns", "only"), end
        ):
            return True
    return False


def _is_of_another_doing(utterance: Utterance, unable: Mark) -> bool:
    """Whether it is no activity that cannot be done: "can't pull my toes up".

    "Can't put weight on it" is one.
    """
    return utterance.is_term("other_doings", unable.end) and not any(
        mark.concept.startswith(ACTIVITY) for mark in utterance.starting_at(unable.end)
    )


def _spoken_until(taken: Sequence[Mention], words: int) -> list[int]:
    """For each word, where the mentions begun up to there end; 0 when none did."""
    ends = [0] * words
    for mention in taken:
        end = mention.end + (_WHEN_I if mention.finding == "foot_drop" else 0)
        ends[mention.start] = max(ends[mention.start], end)
    return list(accumulate(ends, max))
