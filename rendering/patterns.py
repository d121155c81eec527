"""The differential in words: what speaks for and against each pattern, and ties."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.case import Case
from knowledge.results import Assessment, Band, Candidate, Direction, LedgerRow
from rendering.message import Message, statement
from rendering.voice import Voice

WARNINGS = frozenset({"red_flag", "not_excluded"})
MOST_PATTERNS = 3
MOST_KNOWN = 5
MOST_NOT_KNOWN = 3
# Where one pattern is asked about.
ALL_KNOWN = 30
MORE_NOT_KNOWN = 8
_LOUDNESS = {"strong": 3, "moderate": 2, "weak": 1}


def pattern_lines(voice: Voice, assessment: Assessment, case: Case) -> list[str]:
    """The closest patterns with their evidence; ties are said to be ties."""
    shown = closest(assessment)
    if not shown:
        return [voice.phrase("no_pattern")]
    flagged = any(r.kind in WARNINGS for r in assessment.reasons)
    lines = [voice.phrase("patterns_after_flag" if flagged else "patterns")]
    for candidate in shown:
        lines.extend(_pattern(voice, candidate, case))
    lines.extend(_ties(voice, shown))
    return lines


def evidence(voice: Voice, candidate: Candidate, case: Case) -> Message:
    """All that speaks for and against one pattern, with where that is from."""
    counted = [row for row in candidate.ledger if row.counted]
    references = list(dict.fromkeys(key for row in counted for key in row.references))
    lines = [
        *_pattern(voice, candidate, case, known=ALL_KNOWN, not_known=MORE_NOT_KNOWN),
        voice.phrase("examination"),
        voice.phrase("sources"),
        *(f"- {source}" for source in voice.sources(references)),
    ]
    return statement(
        "evidence",
        "\n".join(lines),
        condition=candidate.condition,
        band=candidate.band.value,
        said=[
            {
                "direction": row.direction.value,
                "findings": list(row.findings),
                "ratio": row.ratio,
                "references": list(row.references),
                "basis": row.basis.value,
            }
            for row in counted
        ],
        references=references,
    )


def closest(assessment: Assessment) -> list[Candidate]:
    """The first few that fit at least in part, and whatever is tied with the last."""
    fitting = [c for c in assessment.differential if c.band is not Band.FITS_LITTLE]
    if not fitting:
        return []
    last = fitting[:MOST_PATTERNS][-1]
    return [
        candidate
        for number, candidate in enumerate(fitting)
        if number < MOST_PATTERNS or candidate.rank == last.rank
    ]


def _pattern(
    voice: Voice,
    candidate: Candidate,
    case: Case,
    *,
    known: int = MOST_KNOWN,
    not_known: int = MOST_NOT_KNOWN,
) -> Iterator[str]:
    words = voice.wording.conditions[candidate.condition]
    band = voice.phrase(candidate.band.value)
    yield voice.phrase("pattern", name=words.name, plain=words.plain, band=band)
    speaking_for = _findings(candidate, Direction.FOR)
    yield _evidence(voice, "speaks_for", speaking_for, case, known)
    against = _findings(candidate, Direction.AGAINST)
    if against:
        yield _evidence(voice, "speaks_against", against, case, known)
    missing = _findings(candidate, Direction.NOT_KNOWN)
    if missing:
        labels = [voice.label(finding) for finding in missing]
        findings = _first(voice, labels, not_known)
        yield voice.phrase("not_known", findings=findings)


def _findings(candidate: Candidate, direction: Direction) -> list[str]:
    """The findings that speak in this direction, the loudest first, each once."""
    rows = [row for row in candidate.ledger if row.direction is direction]
    rows.sort(key=_loudness, reverse=True)
    return list(dict.fromkeys(f for row in rows for f in row.findings))


def _evidence(
    voice: Voice, phrase: str, findings: list[str], case: Case, most: int
) -> str:
    if not findings:
        return voice.phrase("nothing_for")
    answers = [case.current[finding] for finding in findings]
    said = [voice.said(a.finding, a.status, a.value) for a in answers]
    return voice.phrase(phrase, findings=_first(voice, said, most))


def _first(voice: Voice, said: list[str], most: int) -> str:
    """The first few in words, and how many more there are."""
    findings = "; ".join(said[:most])
    if len(said) <= most:
        return findings
    return voice.phrase("and_more", findings=findings, count=len(said) - most)


def _loudness(row: LedgerRow) -> tuple[float, int]:
    factor = row.ratio if row.ratio >= 1 else 1 / row.ratio
    return factor, _LOUDNESS.get(row.graded or "", len(_LOUDNESS))


def _ties(voice: Voice, shown: list[Candidate]) -> Iterator[str]:
    seen: set[str] = set()
    for candidate in shown:
        tied = (candidate.condition, *candidate.tied_with)
        if candidate.tied_with and not seen.intersection(tied):
            seen.update(tied)
            yield voice.phrase("tie", conditions=voice.conditions(tied))
