"""Small plots as inline SVG: no script, no style of their own, and readable aloud.

They take the colour of the text around them, so they fit light, dark and print; the
page beside them shows the same figures as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 760
ROW = 34
LABEL = 250
VALUE = 200
_PLOT = WIDTH - LABEL - VALUE
_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, how long it is (None: nothing to show), and its words."""

    label: str
    size: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Whisker:
    """One row: a point with its interval, all from 0 to 1, and its words."""

    label: str
    point: float | None
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a line from 0 to 1 with its interval; None where it is hidden."""

    label: str
    point: float | None
    low: float = 0.0
    high: float = 0.0


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars, each with its label before and its words behind."""
    largest = max((row.size or 0.0 for row in rows), default=0.0) or 1.0
    drawn = []
    for place, row in enumerate(rows):
        top = place * ROW
        drawn.append(_label(row.label, top))
        if row.size:
            length = max(2.0, row.size / largest * _PLOT)
            drawn.append(
                f'<rect x="{LABEL}" y="{top + 7}" width="{length:.1f}" height="20" '
                'rx="2" fill="currentColor" fill-opacity="0.75"/>'
            )
        drawn.append(_words(row.words, top))
    return _svg(title, "".join(drawn), len(rows) * ROW)


def whiskers(title: str, rows: Sequence[Whisker]) -> str:
    """Points with their intervals on a scale from 0 to 100%."""
    drawn = [_scale(len(rows) * ROW)]
    for place, row in enumerate(rows):
        top = place * ROW
        drawn.append(_label(row.label, top))
        drawn.append(_words(row.words, top))
        if row.point is None:
            continue
        middle = top + ROW / 2
        drawn.append(
            f'<line x1="{_x(row.low):.1f}" x2="{_x(row.high):.1f}" y1="{middle}" '
            f'y2="{middle}" stroke="currentColor" stroke-width="2"/>'
            f'<circle cx="{_x(row.point):.1f}" cy="{middle}" r="5" '
            'fill="currentColor"/>'
        )
    return _svg(title, "".join(drawn), len(rows) * ROW + 20)


def line(title: str, dots: Sequence[Dot]) -> str:
    """Shares over time with their intervals; gaps where a share is hidden."""
    step = (WIDTH - 80) / max(1, len(dots) - 1)
    drawn = [
        f'<line x1="50" x2="{WIDTH - 20}" y1="{_y(share):.1f}" y2="{_y(share):.1f}" '
        'stroke="currentColor" stroke-opacity="0.2"/>'
        f'<text x="42" y="{_y(share) + 4:.1f}" text-anchor="end" font-size="12" '
        f'fill="currentColor">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    ]
    before: tuple[float, float] | None = None
    every = max(1, -(-len(dots) // 8))
    for place, dot in enumerate(dots):
        x = 56 + place * step
        if place % every == 0:
            drawn.append(
                f'<text x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="middle" '
                f'font-size="12" fill="currentColor">{escape(dot.label)}</text>'
            )
        if dot.point is None:
            before = None
            continue
        y = _y(dot.point)
        if before:
            drawn.append(
                f'<line x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{x:.1f}" '
                f'y2="{y:.1f}" stroke="currentColor" stroke-width="2"/>'
            )
        drawn.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_y(dot.low):.1f}" '
            f'y2="{_y(dot.high):.1f}" stroke="currentColor" stroke-opacity="0.5"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="currentColor"/>'
        )
        before = (x, y)
    return _svg(title, "".join(drawn), _HEIGHT)


def _svg(title: str, drawn: str, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" width="100%" font-family="inherit"><title>{escape(title)}</title>'
        f"{drawn}</svg>"
    )


def _label(label: str, top: float) -> str:
    return (
        f'<text x="{LABEL - 10}" y="{top + ROW / 2 + 5}" text-anchor="end" '
        f'font-size="14" fill="currentColor">{escape(label)}</text>'
    )


def _words(words: str, top: float) -> str:
    return (
        f'<text x="{WIDTH}" y="{top + ROW / 2 + 5}" text-anchor="end" font-size="14" '
        f'fill="currentColor">{escape(words)}</text>'
    )


def _scale(bottom: int) -> str:
    return "".join(
        f'<line x1="{_x(share):.1f}" x2="{_x(share):.1f}" y1="0" y2="{bottom}" '
        'stroke="currentColor" stroke-opacity="0.2"/>'
        f'<text x="{_x(share):.1f}" y="{bottom + 15}" text-anchor="middle" '
        f'font-size="12" fill="currentColor">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    )


def _x(share: float) -> float:
    return LABEL + share * _PLOT


def _y(share: float) -> float:
    return 20 + (1 - share) * (_HEIGHT - 50)
