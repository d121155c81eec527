"""The part of the book that the engine reasons with: patterns, red flags, questions."""

from __future__ import annotations

from book.page import Chapter, Entry, paragraph, table
from knowledge.evidence import ratio
from knowledge.model import Condition, Evidence, KnowledgeBase, Question, RedFlag
from rendering.statements import said
from rendering.wording import Wording


def patterns(kb: KnowledgeBase, wording: Wording) -> Chapter:
    """Every pattern, and what speaks for and against it."""
    return Chapter(
        "patterns",
        "Patterns",
        "What each pattern is weighed by. A factor multiplies its odds; of rows in one "
        "group only the strongest counts. Factors of graded rows are inference.",
        [_pattern(kb, condition, wording) for condition in kb.conditions.values()],
    )


def red_flags(kb: KnowledgeBase, wording: Wording) -> Chapter:
    """Every red flag: when it is raised and how urgent it then is."""
    return Chapter(
        "red_flags",
        "Red flags",
        "Each alone decides the urgency. Unsure and declined never count as no.",
        [_red_flag(flag, wording) for flag in kb.red_flags],
    )


def questions(kb: KnowledgeBase, wording: Wording) -> Chapter:
    """Every question, in words, and what it settles."""
    return Chapter(
        "questions",
        "Questions",
        "What can be asked, why, and which findings an answer settles.",
        [_question(question, wording) for question in kb.questions.values()],
    )


def _pattern(kb: KnowledgeBase, condition: Condition, wording: Wording) -> Entry:
    words = wording.conditions[condition.id]
    rows = [_evidence(kb, row, wording) for row in condition.evidence]
    heads = ("evidence", "grade", "if so", "if not", "group", "basis", "sources")
    before = condition.pre_test
    return Entry(
        condition.id,
        f"{words.name}: {words.plain}",
        paragraph(words.about)
        + paragraph(
            f"Before any answer: {before.frequency.replace('_', ' ')} "
            f"({before.basis.value}; {', '.join(before.references)}).",
            "note",
        )
        + table(heads, rows),
    )


def _evidence(kb: KnowledgeBase, row: Evidence, wording: Wording) -> tuple[str, ...]:
    direction = "for" if row.favours else "against"
    grade = f"{row.strength.value} {direction}" if row.strength else "published ratio"
    return (
        said(row.when, wording),
        grade,
        f"x {ratio(row, True, kb.grades):.2g}",
        f"x {ratio(row, False, kb.grades):.2g}",
        (row.group or "").replace("_", " "),
        row.basis.value,
        ", ".join(row.references),
    )


def _red_flag(flag: RedFlag, wording: Wording) -> Entry:
    rows = [("when", said(flag.when, wording)), ("level", flag.level.value)]
    if flag.unless:
        rows.append(("unless", said(flag.unless, wording)))
    if flag.if_unsure:
        rows.append(("if unsure or declined", flag.if_unsure.value))
    rows += [("basis", flag.basis.value), ("sources", ", ".join(flag.references))]
    return Entry(
        flag.id,
        flag.id.replace("_", " ").capitalize(),
        paragraph(wording.red_flags[flag.id]) + table(("", ""), rows),
    )


def _question(question: Question, wording: Wording) -> Entry:
    words = wording.questions[question.id]
    findings = ", ".join(wording.findings[f].label for f in question.findings)
    rows = [
        ("stage", question.stage.value),
        ("settles", findings),
        ("sources", ", ".join(question.references)),
    ]
    return Entry(question.id, words.ask, paragraph(words.why) + table(("", ""), rows))
