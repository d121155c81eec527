"""Diagrams of how a pattern is weighed and of what the red flags lead to, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from knowledge.evidence import ratio
from knowledge.model import Condition, Evidence, KnowledgeBase, RedFlag
from rendering.statements import said, unwrapped
from rendering.wording import Wording

_ROW = 24
_LABELS = 372
_SCALE = 90  # pixels for a factor of ten
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    if_true: float
    if_false: float
    inference: bool


def weights(kb: KnowledgeBase, condition: Condition, wording: Wording) -> str:
    """What each row of evidence does to the odds of a pattern, on a log scale.

    Bars to the right make it likelier, to the left less likely; the strong bar is for
    "yes", the faint one for "no".
    """
    bars = [_bar(kb, row, wording) for row in condition.evidence]
    bars.sort(key=lambda bar: -bar.if_true)
    middle = _LABELS + 110
    width, height = middle + 130, 40 + _ROW * len(bars)
    parts = [
        *_axis(middle, height),
        *(part for n, bar in enumerate(bars) for part in _drawn(bar, middle, n)),
    ]
    name = wording.conditions[condition.id].name
    caption = (
        "Strong bars: what a yes does to the odds; faint bars: what a no does. "
        "A star marks a row whose strength is our own grading."
    )
    return _figure(f"How {name} is weighed", width, height, parts, caption)


def red_flag_tree(kb: KnowledgeBase, wording: Wording) -> str:
    """Every red flag by family, and how urgent each makes it."""
    families: dict[str, list[RedFlag]] = {}
    for flag in kb.red_flags:
        families.setdefault(flag.family, []).append(flag)
    parts: list[str] = []
    y = 20
    tops = []
    for family, flags in families.items():
        tops.append(y + _ROW * (len(flags) - 1) / 2)
        parts += _branch(family, flags, y, wording)
        y += _ROW * len(flags) + 14
    trunk = f'<path class="line" d="M16 {tops[0]:.0f}V{tops[-1]:.0f}"/>'
    twigs = [f'<path class="line" d="M16 {top:.0f}H30"/>' for top in tops]
    caption = "Each flag alone decides the urgency; none can lower it."
    return _figure("The tree of red flags", 820, y, [trunk, *twigs, *parts], caption)


def _bar(kb: KnowledgeBase, row: Evidence, wording: Wording) -> _Bar:
    return _Bar(
        label=unwrapped(said(row.when, wording)),
        if_true=ratio(row, True, kb.grades),
        if_false=ratio(row, False, kb.grades),
        inference=row.strength is not None,
    )


def _axis(middle: int, height: int) -> Iterator[str]:
    for factor in (0.1, 0.3, 1, 3, 10):
        x = middle + _SCALE * math.log10(factor)
        yield f'<path class="line" d="M{x:.0f} 24V{height}"/>'
        yield (
            f'<text class="quiet" x="{x:.0f}" y="16" text-anchor="middle">'
            f"×{factor:g}</text>"
        )


def _drawn(bar: _Bar, middle: int, place: int) -> Iterator[str]:
    y = 34 + _ROW * place
    star = " *" if bar.inference else ""
    yield (
        f'<text x="{_LABELS - 8}" y="{y + 11}" text-anchor="end">'
        f"{escape(_short(bar.label))}{star}<title>{escape(bar.label)}</title></text>"
    )
    yield _length(bar.if_true, middle, y, 9, "")
    yield _length(bar.if_false, middle, y + 10, 5, " faint")


def _length(factor: float, middle: int, y: float, height: int, more: str) -> str:
    if factor == 1:
        return ""
    long = _SCALE * math.log10(factor)
    left = middle + min(0.0, long)
    kind = "for" if factor > 1 else "against"
    return (
        f'<rect class="bar-{kind}{more}" x="{left:.1f}" y="{y}" rx="2" '
        f'width="{abs(long):.1f}" height="{height}"/>'
    )


def _branch(
    family: str, flags: Sequence[RedFlag], top: int, wording: Wording
) -> Iterator[str]:
    middle = top + _ROW * (len(flags) - 1) / 2
    yield (
        f'<text x="34" y="{middle + 4:.0f}" font-weight="700">'
        f"{escape(family.replace('_', ' '))}</text>"
    )
    yield (
        f'<path class="line" d="M150 {middle:.0f}H166M166 {top}'
        f'V{top + _ROW * (len(flags) - 1)}"/>'
    )
    for place, flag in enumerate(flags):
        y = top + _ROW * place
        words = unwrapped(said(flag.when, wording))
        yield f'<path class="line" d="M166 {y}H180"/>'
        yield (
            f'<g class="{flag.level.value}">'
            f'<circle class="dot" cx="186" cy="{y}" r="5"/>'
            f'<text class="dot" x="198" y="{y + 4}">'
            f"{escape(flag.level.value.replace('_', ' '))}</text></g>"
        )
        yield (
            f'<a href="#{escape(flag.id)}"><text x="290" y="{y + 4}">'
            f"{escape(_short(words, 78))}<title>{escape(words)}</title></text></a>"
        )


def _short(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _figure(
    name: str, width: float, height: float, parts: Iterable[str], caption: str
) -> str:
    return (
        f'<figure><svg class="diagram" role="img" aria-label="{escape(name)}" '
        f'width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(parts)}</svg><figcaption>{escape(caption)}</figcaption></figure>"
    )
