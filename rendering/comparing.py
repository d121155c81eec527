"""Two patterns side by side for a person's own answers, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.case import Case
from knowledge.comparison import Comparison, Separating
from knowledge.results import Candidate
from rendering.message import Message, statement
from rendering.voice import Voice

MOST_SAID = 4
MOST_MISSING = 3


def comparison(voice: Voice, compared: Comparison, case: Case) -> Message:
    """Which answers speak for one rather than the other, and what would tell more."""
    first, second = compared.first, compared.second
    for_first = [row for row in compared.said if row.ratio > 1]
    for_second = [row for row in compared.said if row.ratio < 1]
    lines = [
        voice.phrase(
            "compared", first=_name(voice, first), second=_name(voice, second)
        ),
        _band(voice, first),
        _band(voice, second),
        *_said(voice, first, for_first, case),
        *_said(voice, second, for_second, case),
    ]
    if not compared.said:
        lines.append(voice.phrase("compared_nothing"))
    missing = compared.missing[:MOST_MISSING]
    if missing:
        labels = voice.labels(entry.answer.finding for entry in missing)
        lines.append(voice.phrase("compared_missing", findings=labels))
    lines.append(voice.phrase("examination"))
    references = list(dict.fromkeys(k for row in compared.said for k in row.references))
    lines += [voice.phrase("sources"), *(f"- {s}" for s in voice.sources(references))]
    return statement(
        "comparison",
        "\n".join(lines),
        first=first.condition,
        second=second.condition,
        said=[_record(voice, row, case) for row in compared.said],
        missing=[entry.answer.finding for entry in missing],
        references=references,
    )


def _name(voice: Voice, candidate: Candidate) -> str:
    return voice.condition(candidate.condition)


def _band(voice: Voice, candidate: Candidate) -> str:
    words = voice.wording.conditions[candidate.condition]
    band = voice.phrase(candidate.band.value)
    return voice.phrase("pattern", name=words.name, plain=words.plain, band=band)


def _said(
    voice: Voice, candidate: Candidate, rows: list[Separating], case: Case
) -> Iterator[str]:
    if rows:
        findings = [f for row in rows[:MOST_SAID] for f in row.findings]
        yield voice.phrase(
            "compared_for",
            name=_name(voice, candidate),
            findings=voice.mentioned(dict.fromkeys(findings), case),
        )


def _record(voice: Voice, row: Separating, case: Case) -> dict[str, Any]:
    return {
        "findings": list(row.findings),
        "words": voice.mentioned(row.findings, case),
        "ratio": row.ratio,
        "references": list(row.references),
        "basis": row.basis.value,
    }
