"""Mentions: findings a message speaks of, before and after their context is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.case import Value
from understanding.lexicon import NOT_CLAIMED, Frame
from understanding.lexicon.patterns import PatternIndex
from understanding.model import ABSENT, PRESENT
from understanding.text.utterance import Mark, Utterance

# Words from what one can do to its "but", and from there to what one cannot.
_TURNS_WITHIN = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding spoken of in words [start, end)."""

    finding: str
    status: str
    start: int
    end: int
    value: Value = None
    certain: bool = True

    def flipped(self) -> Mention:
        """The same mention under a negation."""
        other = {PRESENT: ABSENT, ABSENT: PRESENT}.get(self.status, self.status)
        return replace(self, status=other)


class FrameFinder:
    """Finds the mentions that the lexicon's frames describe."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._frames = tuple(frames)
        self._index = PatternIndex(frame.pattern for frame in self._frames)

    def find(self, utterance: Utterance) -> list[Mention]:
        """All mentions; of overlapping ones about one finding the telling one.

        Of equally sure and long ones the pattern of more steps tells more.
        """
        found: list[tuple[tuple[int, bool], Mention]] = []
        for number, start, end, denied in self._index.find(utterance):
            frame = self._frames[number]
            if frame.able and (
                not _is_ability(utterance, start, end) or _turns(utterance, end)
            ):
                continue
            mention = Mention(
                frame.finding, frame.status, start, end, frame.value, frame.certain
            )
            # "Numb, but not from sitting": an excuse that is denied excuses nothing.
            if denied and (frame.value is not None or frame.status == NOT_CLAIMED):
                continue
            if denied and frame.status == ABSENT and _is_well_first(utterance, mention):
                continue
            detail = (-len(frame.pattern), frame.status != NOT_CLAIMED)
            found.append((detail, mention.flipped() if denied else mention))
        found.sort(key=lambda told: told[0])
        return telling(mention for _, mention in found)


def _is_well_first(utterance: Utterance, mention: Mention) -> bool:
    """Whether the "no" in it is of what comes next: "all ok no numb bits"."""
    well = utterance.within(mention.start, mention.end, "normal")
    return bool(well) and any(
        trigger.start >= well[-1].end
        for trigger in utterance.within(mention.start, mention.end, "not")
    )


def _is_ability(utterance: Utterance, start: int, end: int) -> bool:
    """Whether it tells what one can do: not "can only just …", not "can you …"."""
    return not (
        utterance.any_term("hedges", utterance.words[max(0, start - 1) : end])
        or utterance.is_term("asked_of", start + 1)
        or utterance.is_term("asked_ones", start + 1)
    )


def _turns(utterance: Utterance, end: int) -> bool:
    """Whether what one cannot do comes next: "I can press it but can't let go"."""
    return any(
        utterance.within(but.end, but.end + _TURNS_WITHIN, "cannot", "barely")
        for but in utterance.within(end, end + _TURNS_WITHIN, "but")
    )


def telling(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions of one finding the surest, then longest, then first."""
    kept: list[Mention] = []
    taken: dict[str, set[int]] = {}
    for mention in sorted(mentions, key=_by_weight):
        words = taken.setdefault(mention.finding, set())
        if words.isdisjoint(range(mention.start, mention.end)):
            words.update(range(mention.start, mention.end))
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, mention.end))


def _by_weight(mention: Mention) -> tuple[bool, int]:
    return not mention.certain, mention.start - mention.end


def words_of(spans: Iterable[Mention | Mark]) -> set[int]:
    """The positions of the words that these mentions or marks are made of."""
    return {i for span in spans for i in range(span.start, span.end)}


def present_among(mentions: Iterable[Mention], *findings: str) -> list[Mention]:
    """Those of these findings that are said to be so."""
    return [m for m in mentions if m.finding in findings and m.status == PRESENT]
