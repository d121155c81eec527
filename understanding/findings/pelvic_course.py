"""A change in saddle feeling, bladder, bowel or sex: since when, new, explained?

Each thing said of its course goes to the complaint it stands with: the nearest one
before it in its clause, else after it, else the last one told before. What could make
a change less urgent is only heard where nothing newer is said beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from understanding.mentions import Mention
from understanding.model import ABSENT, PRESENT
from understanding.text.durations import REFERENCE_DATE, Duration
from understanding.text.utterance import COMMA, Mark, Utterance

CHANGES = (
    "saddle_numbness",
    "bladder_change",
    "bowel_change",
    "sexual_dysfunction",
)
SINCE, NEW, EXPLAINED = "_since", "_new", "_explained"
# The most weeks for each answer, a little more than two days, a fortnight, a quarter.
_SPANS = (
    (0.3, "last_two_days"),
    (2.1, "last_two_weeks"),
    (13.1, "last_three_months"),
)
LONGER = "longer"
# "More than two weeks" is no longer the last two weeks.
_EXCEEDING = 1.2
_YEAR_DIGITS, _FIRST_YEAR, _REACH = 4, 1940, 6
_OTHER_COMPLAINTS = (
    *("eff.pain", "hurtful", "sciatic", "numb", "tingle", "weak"),
    *("constipated", "incontinent", "leak"),
)
_COURSE = ("course.long", "course.unchanged", "course.new", "course.changed")
_CAUSES = ("course.cause", "course.back_cause")


@dataclass(frozen=True, slots=True)
class _Complaint:
    """A complaint in words [start, end); `change` when it is one of ours."""

    start: int
    end: int
    change: str | None


def changes_asked_about(asked_for: Sequence[str]) -> tuple[str, ...]:
    """The changes whose course a question asks for."""
    return tuple(
        change
        for change in CHANGES
        if {change + part for part in (SINCE, NEW, EXPLAINED)} & set(asked_for)
    )


def course_mentions(
    utterance: Utterance,
    told: Sequence[Mention],
    durations: Sequence[Duration],
    asked_for: Sequence[str],
) -> list[Mention]:
    """What is said of the course of each change told of, or asked about.

    Args:
        utterance: The message.
        told: What it says otherwise, as it was meant.
        durations: The lengths of time in it, in order.
        asked_for: The findings of the question that waits.
    """
    asked = changes_asked_about(asked_for)
    ours = [m for m in told if m.finding in CHANGES and m.status == PRESENT]
    if not ours and not asked:
        return []
    reader = _Course(utterance, ours, asked)
    found = [
        *_since(reader, durations),
        *_newness(reader),
        *_explained(reader, asked_for),
    ]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


class _Course:
    """The complaints of a message, and what is said of which."""

    def __init__(
        self, utterance: Utterance, ours: Sequence[Mention], asked: Sequence[str]
    ) -> None:
        self.utterance = utterance
        self._asked = asked
        own = {i for m in ours for i in range(m.start, m.end)}
        course = {
            i
            for mark in utterance.of(*_COURSE, "unfeeling")
            for i in range(mark.start, mark.end)
        }
        others = [
            _Complaint(mark.start, mark.end, None)
            for mark in utterance.of(*_OTHER_COMPLAINTS)
            if not {mark.start, mark.end - 1} & (own | course)
        ]
        mine = [_Complaint(m.start, m.end, m.finding) for m in ours]
        self._complaints = sorted((*mine, *others), key=lambda c: (c.start, c.end))
        self._breaks = self._clause_starts()
        self.added = [m for m in ours if self._is_added(m, ours)]

    def about(self, start: int, end: int) -> tuple[str, ...]:
        """The changes that words [start, end) are said of."""
        first, last = self._clause(start)
        inside = [c for c in self._complaints if first <= c.start < last]
        before = [c for c in inside if c.start < end]
        after = [c for c in inside if c.start >= end]
        if inside:
            nearest = before[-1] if before else after[0]
            return (nearest.change,) if nearest.change else ()
        earlier = [c for c in self._complaints if c.end <= first]
        if earlier:
            return (earlier[-1].change,) if earlier[-1].change else ()
        if self._asked:
            return tuple(self._asked)
        if any(
            mark.concept.startswith("site.")
            for i in range(first, last)
            for mark in self.utterance.starting_at(i)
        ):
            # "My back's been bad for three months" is the back's.
            return ()
        later = [c for c in self._complaints if c.start >= last]
        return (later[0].change,) if later and later[0].change else ()

    def marks(self, *concepts: str) -> Iterator[tuple[Mark, str]]:
        """What is said in these concepts, and of which change."""
        for mark in self.utterance.of(*concepts):
            for change in self.about(mark.start, mark.end):
                yield mark, change

    def is_denied(self, mark: Mark) -> bool:
        """Whether a "not" or "nothing" stands right before."""
        return any(
            negation.end == mark.start
            for negation in self.utterance.within(
                max(0, mark.start - 3), mark.start, "not"
            )
        )

    def _is_added(self, mention: Mention, ours: Sequence[Mention]) -> bool:
        """Told of after a "but": a new trouble on top of the one told of before."""
        return any(
            other.finding == mention.finding
            and self.utterance.within(other.end, mention.start, "but")
            for other in ours
        )

    def _clause(self, i: int) -> tuple[int, int]:
        at = bisect_right(self._breaks, i) - 1
        return self._breaks[at], self._breaks[at + 1]

    def _clause_starts(self) -> list[int]:
        words, pauses = self.utterance.words, self.utterance.pauses
        joined = {i for c in self._complaints for i in range(c.start + 1, c.end)}
        starts = [
            i
            for i in range(1, len(words))
            if pauses[i] >= COMMA
            or (self.utterance.is_term("and_or_but", i) and i not in joined)
        ]
        return [0, *starts, len(words)]


def _since(reader: _Course, durations: Sequence[Duration]) -> Iterator[Mention]:
    """The latest beginning told of each change."""
    told: dict[str, tuple[int, Mention]] = {}
    for duration in durations:
        if not _is_how_long_ago(reader.utterance, duration):
            continue
        rank, span = _span(reader.utterance, duration)
        for change in reader.about(duration.start, duration.end):
            _keep(told, rank, change, duration.start, duration.end, span)
    for mark, change in reader.marks("course.today"):
        _keep(told, 0, change, mark.start, mark.end, _SPANS[0][1])
    for start, end, change in (*_said_to_be_old(reader), *_years_past(reader)):
        _keep(told, len(_SPANS), change, start, end, LONGER)
    yield from (mention for _, mention in told.values())


def _span(utterance: Utterance, duration: Duration) -> tuple[int, str]:
    """Which answer a length of time is, and its rank, the latest first."""
    before = utterance.within(duration.start - 2, duration.start, "course.more_than")
    exceeded = any(mark.end == duration.start for mark in before)
    for rank, (most, span) in enumerate(_SPANS):
        if duration.weeks * (_EXCEEDING if exceeded else 1) <= most:
            return rank, span
    return len(_SPANS), LONGER


def _said_to_be_old(reader: _Course) -> Iterator[tuple[int, int, str]]:
    for mark, change in reader.marks("course.long"):
        if not reader.is_denied(mark):
            yield mark.start, mark.end, change


def _years_past(reader: _Course) -> Iterator[tuple[int, int, str]]:
    """Years that follow a "since" at some distance: "since the epidural in 2015"."""
    utterance = reader.utterance
    for i, word in enumerate(utterance.words):
        is_year = len(word) == _YEAR_DIGITS and word.isdigit()
        if is_year and _FIRST_YEAR < int(word) < REFERENCE_DATE.year - 1:
            before = utterance.words[max(0, i - _REACH) : i]
            if utterance.any_term("since_words", before):
                yield from ((i, i + 1, change) for change in reader.about(i, i + 1))


def _keep(
    told: dict[str, tuple[int, Mention]],
    rank: int,
    change: str,
    start: int,
    end: int,
    span: str,
) -> None:
    if change not in told or rank < told[change][0]:
        told[change] = rank, Mention(change + SINCE, PRESENT, start, end, span)


def _is_how_long_ago(utterance: Utterance, duration: Duration) -> bool:
    """Not "every 2 hours" or "it takes 3 days"."""
    before, after = duration.start - 1, duration.end
    return not (
        utterance.is_term("not_before_duration", before)
        or utterance.is_term("not_after_duration", after)
        or utterance.is_term("the_whole", duration.start)
        or utterance.is_ruled_out(duration.start)
    )


def _newness(reader: _Course) -> Iterator[Mention]:
    """New or changed, or as it always was; said both ways, it has changed."""
    told: dict[str, Mention] = {}
    same = [
        (mark, change)
        for mark, change in reader.marks("course.unchanged")
        # "Standing makes no difference" tells of standing.
        if not reader.utterance.is_term("makes", mark.start - 1)
    ]
    covered = {i for mark, _ in same for i in range(mark.start, mark.end)}
    for mark, change in same:
        told.setdefault(change, Mention(change + NEW, ABSENT, mark.start, mark.end))
    for mention in reader.added:
        told[mention.finding] = replace(mention, finding=mention.finding + NEW)
    for mark, change in reader.marks("course.new", "course.changed"):
        if covered.isdisjoint(range(mark.start, mark.end)):
            status = ABSENT if reader.is_denied(mark) else PRESENT
            known = told.get(change)
            if known is None or known.status != PRESENT:
                told[change] = Mention(change + NEW, status, mark.start, mark.end)
    yield from told.values()


def _explained(reader: _Course, asked_for: Sequence[str]) -> Iterator[Mention]:
    """A cause that is not the back; the back is no such cause when it was asked for."""
    told: dict[str, Mention] = {}
    for mark, change in reader.marks(*_CAUSES):
        other = mark.concept == "course.cause" and not reader.is_denied(mark)
        if other or change + EXPLAINED in asked_for:
            status = PRESENT if other else ABSENT
            if change not in told or status == ABSENT:
                told[change] = Mention(change + EXPLAINED, status, mark.start, mark.end)
    yield from told.values()
