"""The figures of the insight page: each a plot, the same as a table, and a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from handover.about_advice import level_words
from handover.words import words_of
from knowledge.model import Level
from rendering.voice import Voice
from worklist import insight
from worklist.insight import OPEN, SMALLEST, Contact
from worklist.plots import Bar, Dot, Whisker, bars, line, whiskers
from worklist.proportion import Share
from worklist.settings import Settings
from worklist.words import catalogue, outcome_words

Row = tuple[str, Share, str]
MOST_DRIFTS = 6
_HOUR = 3600.0
_MINUTE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `svg` is empty where there is not enough to show."""

    id: str
    title: str
    svg: str
    rows: tuple[tuple[str, str], ...]
    note: str


def figures(
    voice: Voice,
    found: Sequence[Contact],
    settings: Settings,
    since: float,
    until: float,
) -> tuple[Figure, ...]:
    """Every figure for what was added from `since` to `until`."""
    made = _Figures(voice, found, settings, since, until)
    return (
        made.outcomes(),
        made.urgencies(),
        made.waiting(),
        made.triage(),
        *made.drifts(),
    )


class _Figures:
    def __init__(
        self,
        voice: Voice,
        found: Sequence[Contact],
        settings: Settings,
        since: float,
        until: float,
    ) -> None:
        self._words = words_of(voice)
        self._catalogue = catalogue(voice)
        self._found = found
        self._settings = settings
        self._since, self._until = since, until

    def outcomes(self) -> Figure:
        counts = insight.outcomes(self._found)
        return self._counted("outcomes", counts, self._outcome)

    def urgencies(self) -> Figure:
        counts = insight.urgencies(self._found)
        return self._counted("urgencies", counts, self._level)

    def waiting(self) -> Figure:
        told = insight.waiting(self._found, self._settings.timers, self._until)
        rows = []
        for row in told:
            if row.in_time.n and row.median is not None:
                words = self._say("waiting_row", median=self._time(row.median))
                rows.append((self._level(row.urgency.value), row.in_time, words))
        return self._shares("waiting", rows, self._say("waiting_note"))

    def triage(self) -> Figure:
        told = insight.triage(self._found)
        if told is None:
            return self._shares("triage", [], "")
        shares = {
            "too_low": told.too_low,
            "exact": told.exact,
            "too_high": told.too_high,
        }
        rows = [
            (self._say(key), s, self._say("count_of", k=s.k, n=s.n))
            for key, s in shares.items()
        ]
        note = self._say("triage_note", judged=told.judged)
        return self._shares("triage", rows, note)

    def drifts(self) -> Iterator[Figure]:
        """The findings that changed, and how they went week by week."""
        found = insight.drifts(self._found, self._since, self._until)
        shown = found[:MOST_DRIFTS]
        rows = []
        for drift in shown:
            words = self._say(
                "drift_row", before=_percent(drift.before), after=_percent(drift.after)
            )
            rows.append((self._words.label(drift.finding), drift.after, words))
        yield self._shares("drifts", rows, self._say("drifts_note"))
        for drift in shown:
            yield self._week_by_week(drift.finding)

    def _week_by_week(self, finding: str) -> Figure:
        title = self._say("week", finding=self._words.label(finding))
        told = insight.weeks(self._found, finding, self._since, self._until)
        dots = [_dot(begin, share) for begin, share in told]
        rows = tuple(
            (
                dot.label,
                self._say("hidden") if share is None else self._with_interval(share),
            )
            for dot, (_, share) in zip(dots, told, strict=True)
        )
        note = self._say("hidden_note", smallest=SMALLEST)
        return Figure(
            id=f"week_{finding}",
            title=title,
            svg=line(title, dots),
            rows=rows,
            note=note,
        )

    def _counted(
        self,
        id_: str,
        counts: Mapping[str, int | None],
        label: Callable[[str], str],
    ) -> Figure:
        title, hidden = self._say(id_), self._say("hidden")
        shown = [
            Bar(label(key), count, hidden if count is None else str(count))
            for key, count in counts.items()
        ]
        return Figure(
            id=id_,
            title=title,
            svg=bars(title, shown) if self._found else "",
            rows=tuple((bar.label, bar.words) for bar in shown),
            note=self._say("hidden_note", smallest=SMALLEST)
            if None in counts.values()
            else "",
        )

    def _shares(
        self, id_: str, rows: list[tuple[str, Share, str]], note: str
    ) -> Figure:
        title = self._say(id_)
        drawn = []
        for label, share, words in rows:
            low, high = share.interval() or (0.0, 0.0)
            drawn.append(Whisker(label, share.value, low, high, words))
        table = tuple(
            (label, f"{words}; {self._with_interval(share)}")
            for label, share, words in rows
        )
        return Figure(
            id=id_,
            title=title,
            svg=whiskers(title, drawn) if rows else "",
            rows=table,
            note=note if rows else self._say("nothing"),
        )

    def _with_interval(self, share: Share) -> str:
        low, high = share.interval() or (0.0, 0.0)
        return self._say(
            "share", value=_percent(share), low=f"{low:.0%}", high=f"{high:.0%}"
        )

    def _outcome(self, outcome: str) -> str:
        if outcome == OPEN:
            return self._say("open")
        return outcome_words(self._catalogue, outcome)

    def _level(self, level: str) -> str:
        return level_words(self._words, Level(level))

    def _time(self, seconds: float) -> str:
        if seconds >= _HOUR:
            return self._say("hours", n=round(seconds / _HOUR, 1))
        return self._say("minutes", n=round(seconds / _MINUTE, 1))

    def _say(self, entry: str, **values: object) -> str:
        return self._words.voice.fill(self._catalogue[entry], **values)


def _dot(begin: float, share: Share | None) -> Dot:
    label = datetime.fromtimestamp(begin, timezone.utc).strftime("%d %b")
    if share is None:
        return Dot(label, None)
    low, high = share.interval() or (0.0, 0.0)
    return Dot(label, share.value, low, high)


def _percent(share: Share) -> str:
    return f"{share.value:.0%}" if share.value is not None else "–"
