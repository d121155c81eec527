"""How well it goes: pure functions of what the work list and its records say.

Counts of few people are hidden, because they can tell who it was; so is a second one
where the total would give the first away. How often the triage was too low is never
hidden once there are enough cases to judge: that would be unsafe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from handover.record import FindingStatus
from knowledge.model import Level
from worklist.clock import DAY
from worklist.errors import Erased
from worklist.item import Item, State
from worklist.proportion import CONFIDENCE, Interval, Share, difference
from worklist.settings import Timer
from worklist.worklist import Worklist

SMALLEST = 5
WEEK = 7 * DAY
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Contact:
    """One item and the findings that were present in it (None once erased)."""

    item: Item
    findings: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long people of one urgency waited until somebody accepted them, in seconds.

    `in_time` is the share accepted before the first alert; who still waits and is
    late by now counts as not in time.
    """

    urgency: Level
    accepted: int
    median: float | None
    nine_of_ten: float | None
    in_time: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The advice against the clinicians' own triage, for those who were judged."""

    judged: int
    too_low: Share
    too_high: Share
    exact: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A finding that has become more or less common between two halves of the time."""

    finding: str
    before: Share
    after: Share
    change: Interval


def contacts(worklist: Worklist, since: float, until: float) -> list[Contact]:
    """Everything that was added in this time, seconds since 1970, oldest first."""
    added = [item for item in worklist.items(*State) if since <= item.added < until]
    added.sort(key=lambda item: item.added)
    return [Contact(item, _findings(worklist, item)) for item in added]


def outcomes(found: Iterable[Contact]) -> dict[str, int | None]:
    """How many ended how, the most frequent first; None for a number that is hidden."""
    counts = Counter(contact.item.outcome or OPEN for contact in found)
    return without_small_cells(dict(counts.most_common()))


def urgencies(found: Iterable[Contact]) -> dict[str, int | None]:
    """How many had which urgency, the most urgent first; None where hidden."""
    counts = Counter(contact.item.urgency for contact in found)
    return without_small_cells({level.value: counts[level] for level in Level})


def waiting(
    found: Iterable[Contact], timers: Mapping[Level, Timer], now: float
) -> list[Waiting]:
    """Time to acceptance by urgency, the most urgent first."""
    every = list(found)
    told = []
    for level in Level:
        items = [c.item for c in every if c.item.urgency is level]
        times = sorted(i.accepted - i.added for i in items if i.accepted is not None)
        limit = timers[level].accept
        late = [i for i in items if i.accepted is None and now - i.added > limit]
        counted = len(times) + len(late)
        enough = counted >= SMALLEST
        in_time = sum(time <= limit for time in times)
        told.append(
            Waiting(
                urgency=level,
                accepted=len(times) if enough else 0,
                median=_quantile(times, 50) if enough else None,
                nine_of_ten=_quantile(times, 90) if enough else None,
                in_time=Share(in_time, counted) if enough else Share(0, 0),
            )
        )
    return told


def triage(found: Iterable[Contact]) -> Triage | None:
    """How often the advice was too low or too high; None with too few judged."""
    judged = [
        (contact.item.urgency.rank, contact.item.verdict.rank)
        for contact in found
        if contact.item.verdict is not None
    ]
    count = len(judged)
    if count < SMALLEST:
        return None
    return Triage(
        judged=count,
        too_low=Share(sum(advised > right for advised, right in judged), count),
        too_high=Share(sum(advised < right for advised, right in judged), count),
        exact=Share(sum(advised == right for advised, right in judged), count),
    )


def weeks(
    found: Iterable[Contact], finding: str, since: float, until: float
) -> list[tuple[float, Share | None]]:
    """How common a finding was in each week from `since`; None where hidden."""
    begins = [since + number * WEEK for number in range(_weeks(since, until))]
    told: list[tuple[float, Share | None]] = []
    known = [c for c in found if c.findings is not None]
    for begin in begins:
        there = [c for c in known if begin <= c.item.added < begin + WEEK]
        share = _share(there, finding)
        told.append((begin, None if _is_small(share) else share))
    return told


def drifts(found: Sequence[Contact], since: float, until: float) -> list[Drift]:
    """The findings whose share has changed for certain between the two halves.

    So many findings are compared at once that one in twenty would seem to change by
    chance; the intervals are widened for that (Bonferroni).
    """
    middle = (since + until) / 2
    known = [c for c in found if c.findings is not None]
    before = [c for c in known if c.item.added < middle]
    after = [c for c in known if c.item.added >= middle]
    findings = sorted({f for c in known for f in c.findings or ()})
    confidence = 1 - (1 - CONFIDENCE) / max(1, len(findings))
    told = []
    for finding in findings:
        old, new = _share(before, finding), _share(after, finding)
        change = difference(old, new, confidence)
        if change is None or _is_small(old) or _is_small(new):
            continue
        if change[0] > 0 or change[1] < 0:
            told.append(Drift(finding=finding, before=old, after=new, change=change))
    return sorted(told, key=lambda drift: -abs(sum(drift.change)))


def without_small_cells(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts with the small ones hidden, and one more where that is not enough."""
    hidden = {key for key, count in counts.items() if 0 < count < SMALLEST}
    if len(hidden) == 1:
        others = [key for key, count in counts.items() if count and key not in hidden]
        hidden.update(sorted(others, key=lambda key: counts[key])[:1])
    return {key: None if key in hidden else count for key, count in counts.items()}


def _findings(worklist: Worklist, item: Item) -> frozenset[str] | None:
    try:
        record = worklist.record(item.id)
    except Erased:
        return None
    present = record.with_status(FindingStatus.PRESENT)
    return frozenset(report.finding for report in present)


def _share(found: Iterable[Contact], finding: str) -> Share:
    present = [finding in (contact.findings or ()) for contact in found]
    return Share(sum(present), len(present))


def _is_small(share: Share) -> bool:
    return (
        share.n < SMALLEST or 0 < share.k < SMALLEST or 0 < share.n - share.k < SMALLEST
    )


def _weeks(since: float, until: float) -> int:
    return max(0, -int((since - until) // WEEK))


def _quantile(times: Sequence[float], percent: int) -> float | None:
    if len(times) < 2:
        return times[0] if times else None
    return quantiles(times, n=100, method="inclusive")[percent - 1]
