"""Statements over findings, in words."""

from __future__ import annotations

from knowledge.expressions import AtLeast, Between, Expression, Is, IsAbsent, OneOf
from rendering.wording import FindingWords, Wording


def said(statement: Expression, wording: Wording) -> str:
    """The statement as a clinician would write it down."""
    if isinstance(statement, AtLeast):
        return _parts(statement, wording)
    words = wording.findings[statement.finding]
    if isinstance(statement, Is):
        return words.label
    if isinstance(statement, IsAbsent):
        return f"no {words.label}"
    if isinstance(statement, OneOf):
        return f"{words.label}: {_values(statement, words)}"
    return f"{words.label}: {_range(statement, words)}"


def unwrapped(text: str) -> str:
    """Without a pair of brackets around all of it.

    Examples:
        >>> unwrapped("(pain or numbness)")
        'pain or numbness'
    """
    inner = text[1:-1]
    whole = text.startswith("(") and inner.find(")") >= inner.find("(") >= -1
    return inner if whole and text.endswith(")") else text


def _parts(statement: AtLeast, wording: Wording) -> str:
    parts = [said(part, wording) for part in statement.parts]
    if statement.count == 1:
        return _joined(parts, "or")
    if statement.count == len(parts):
        return _joined(parts, "and")
    return f"at least {statement.count} of: {'; '.join(parts)}"


def _joined(parts: list[str], word: str) -> str:
    return f"({f' {word} '.join(parts)})" if len(parts) > 1 else parts[0]


def _values(statement: OneOf, words: FindingWords) -> str:
    return " or ".join(
        words.choices.get(v, v.replace("_", " ")) for v in sorted(statement.values)
    )


def _range(statement: Between, words: FindingWords) -> str:
    low, high = (
        None if limit is None else _number(limit, words)
        for limit in (statement.low, statement.high)
    )
    if low is None:
        return f"below {high}"
    return f"from {low}" if high is None else f"from {low} to below {high}"


def _number(number: float, words: FindingWords) -> str:
    """A number in the unit of its finding, never rounded."""
    for span in reversed(words.spans):
        count = number / span.unit
        if number >= span.unit and count == int(count):
            return span.many.format(n=int(count))
    return f"{number:g}"
