"""What no source says in so many words: a clinician should judge each of it."""

from __future__ import annotations

from answering.wording import Words
from book.page import Chapter, Entry, paragraph, table
from book.sources import claim_body
from knowledge.claims import Library
from knowledge.model import Basis, KnowledgeBase
from rendering.statements import said
from rendering.wording import Wording


def awaiting(
    kb: KnowledgeBase, wording: Wording, library: Library, words: Words
) -> Chapter:
    """Everything that is inference, wherever it is."""
    return Chapter(
        "awaiting",
        "Awaiting a signature",
        "No source says these in so many words. A clinician should judge each.",
        [
            Entry("grades", "Grades as numbers", _grades(kb)),
            Entry("frequencies", "How common, before any answer", _frequencies(kb)),
            Entry("evidence", "Evidence graded by us", _evidence(kb, wording)),
            Entry("red_flags", "Red flags", _red_flags(kb, wording)),
            Entry("claims", "Claims", _claims(library, words)),
        ],
    )


def _grades(kb: KnowledgeBase) -> str:
    return "".join(
        paragraph(f"{strength.value}: x {present:g} if so, x {absent:g} if not")
        for strength, (present, absent) in kb.grades.strengths.items()
    )


def _frequencies(kb: KnowledgeBase) -> str:
    rows = (
        (condition.id.replace("_", " "), condition.pre_test.frequency.replace("_", " "))
        for condition in kb.conditions.values()
    )
    return table(("pattern", "frequency"), rows)


def _evidence(kb: KnowledgeBase, wording: Wording) -> str:
    rows = (
        (condition.id.replace("_", " "), said(row.when, wording))
        for condition in kb.conditions.values()
        for row in condition.evidence
        if row.basis is Basis.INFERENCE
    )
    return table(("pattern", "evidence"), rows)


def _red_flags(kb: KnowledgeBase, wording: Wording) -> str:
    return "".join(
        paragraph(f"{flag.id}: {said(flag.when, wording)}; {flag.level.value}")
        for flag in kb.red_flags
        if flag.basis is Basis.INFERENCE
    )


def _claims(library: Library, words: Words) -> str:
    return "".join(
        claim_body(claim, words)
        for claim in library.claims.values()
        if claim.basis is Basis.INFERENCE
    )
