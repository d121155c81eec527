"""What would change the advice, and what has changed it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.case import Answer, Case, Status
from knowledge.results import Assessment, Change
from rendering.message import Button, Message, statement
from rendering.voice import Voice

ASIDES = {
    "button_hand_over": "/hand_over",
    "button_sources": "/ask_sources",
    "button_restart": "/restart",
}


def changes(voice: Voice, assessment: Assessment, case: Case) -> Message:
    """Which other answers would move the advice: those given, those left open.

    What was denied is not repeated here, unless that denial is what holds a warning
    sign back; the warning signs say what to do should it come up.
    """
    level = assessment.level
    lowering = [c for c in assessment.changes if c.level.rank > level.rank]
    raising = [c for c in assessment.changes if c.level.rank < level.rank]
    left_open = [c for c in raising if _is_left_open(c, case)]
    ending = [c for c in raising if c not in left_open and _ends_exception(voice, c)]
    lines = [
        voice.phrase("changes_heading"),
        *(voice.change(change) for change in (*lowering, *ending)),
        *_by_level(voice, left_open),
        voice.phrase("change_any"),
    ]
    buttons = tuple(Button(voice.phrase(p), load) for p, load in ASIDES.items())
    return statement("changes", "\n".join(lines), buttons)


def compared(
    voice: Voice, before: Assessment, now: Assessment, answers: Iterable[Answer]
) -> Message:
    """Whether the advice, or the closest pattern, is another one now, and why."""
    because = tuple(answers)
    about = "advice_same" if before.level is now.level else "advice_changed"
    levels = {"before": voice.level(before.level), "level": voice.level(now.level)}
    lines = [voice.phrase(about, **levels)]
    closest = _closest(before), _closest(now)
    if all(closest) and set(closest[0]) != set(closest[1]) and not now.is_emergency:
        was, is_ = (voice.conditions(conditions) for conditions in closest)
        lines.append(voice.phrase("closest_changed", before=was, now=is_))
    if because and (about == "advice_changed" or len(lines) > 1):
        lines.append(voice.phrase("changed_by", findings=voice.answers(because)))
    return statement(
        about,
        "\n".join(lines),
        before={"level": before.level.value, "closest": list(closest[0])},
        now={"level": now.level.value, "closest": list(closest[1])},
        because=[answer.finding for answer in because],
    )


def _closest(assessment: Assessment) -> tuple[str, ...]:
    return tuple(c.condition for c in assessment.differential if c.rank == 1)


def _by_level(voice: Voice, left_open: list[Change]) -> Iterator[str]:
    """One sentence for each level that an open answer could lead to."""
    by_level: dict[str, list[str]] = {}
    for change in left_open:
        findings = by_level.setdefault(voice.level(change.level), [])
        findings.extend(answer.finding for answer in change.answers)
    for level, findings in by_level.items():
        yield voice.phrase(
            "change_left_open", findings=voice.labels(findings), level=level
        )


def _ends_exception(voice: Voice, change: Change) -> bool:
    return any(a.finding not in voice.kb.red_flag_findings for a in change.answers)


def _is_left_open(change: Change, case: Case) -> bool:
    return all(
        case.status(answer.finding) in (None, Status.UNSURE, Status.DECLINED)
        for answer in change.answers
    )
