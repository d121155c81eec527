"""What no source says in so many words: a clinician should judge each of it."""

from __future__ import annotations

from collections.abc import Iterable

from answering.wording import Words
from book.page import Chapter, Entry, cited, facts, level, paragraph, table
from book.sources import claim_body
from knowledge.claims import Library
from knowledge.model import Basis, KnowledgeBase, RedFlag, TriageRule
from rendering.statements import said
from rendering.voice import Voice

SIGN = (
    '<div class="sign"><span>☐ agreed</span><span>☐ to be changed</span>'
    "<span>Remarks</span><span>Name and date</span></div>"
)


def awaiting(
    kb: KnowledgeBase, voice: Voice, library: Library, words: Words
) -> Chapter:
    """Everything that is inference, wherever it is."""
    entries = [
        Entry("grades", "Grades as numbers", _grades(kb)),
        Entry("frequencies", "How common, before any answer", _frequencies(kb, voice)),
        Entry("red_flags", "Red flags", _level_rules(kb.red_flags, voice)),
        Entry(
            "urgency",
            "Urgency without a red flag",
            _level_rules(kb.triage_rules, voice),
        ),
        Entry("questions", "Questions", _questions(kb, voice)),
        Entry("evidence", "Evidence graded by us", _evidence(kb, voice)),
        Entry("self_care", "Self-care", _self_care(kb, voice)),
        Entry("claims", "Claims", _claims(library, words)),
    ]
    return Chapter(
        "awaiting",
        "Awaiting a signature",
        f"What is inference in version {kb.version}: no source says it in so many "
        "words. A clinician should judge each. Made to be printed and signed.",
        [Entry(e.anchor, e.heading, e.body + SIGN) for e in entries],
    )


def _grades(kb: KnowledgeBase) -> str:
    rows = (
        (strength.value, f"×\u00a0{present:g}", f"×\u00a0{absent:g}")
        for strength, (present, absent) in kb.grades.strengths.items()
    )
    numbers = [
        ("a tie within a factor of", f"{kb.grades.tie_ratio:g}"),
        ("fits well from a share of", f"{kb.grades.fits_well:g}"),
        ("fits partly from a share of", f"{kb.grades.fits_partly:g}"),
        ("least gain of a question, in bits", f"{kb.grades.least_gain:g}"),
    ]
    return table(("grade", "if so", "if not"), rows) + facts(numbers)


def _frequencies(kb: KnowledgeBase, voice: Voice) -> str:
    rows = (
        (
            voice.condition(condition.id),
            condition.pre_test.frequency.replace("_", " "),
            f"{kb.grades.frequencies[condition.pre_test.frequency]:g}",
        )
        for condition in kb.conditions.values()
    )
    return table(("pattern", "frequency", "odds"), rows)


def _evidence(kb: KnowledgeBase, voice: Voice) -> str:
    rows = (
        (
            voice.condition(condition.id),
            said(row.when, voice.wording),
            f"{row.strength.value if row.strength else 'ratio'} "
            f"{'for' if row.favours else 'against'}",
            cited(row.references),
        )
        for condition in kb.conditions.values()
        for row in condition.evidence
        if row.basis is Basis.INFERENCE
    )
    return table(("pattern", "evidence", "grade", "sources"), rows)


def _level_rules(rules: Iterable[RedFlag | TriageRule], voice: Voice) -> str:
    return _rows(
        (
            rule.id,
            said(rule.when, voice.wording),
            level(rule.level.value),
            cited(rule.references),
        )
        for rule in rules
        if rule.basis is Basis.INFERENCE
    )


def _questions(kb: KnowledgeBase, voice: Voice) -> str:
    return _rows(
        (
            question.id,
            voice.wording.questions[question.id].ask,
            question.stage.value,
            cited(question.references),
        )
        for question in kb.questions.values()
        if question.basis is Basis.INFERENCE
    )


def _self_care(kb: KnowledgeBase, voice: Voice) -> str:
    return _rows(
        (
            step.id,
            voice.fill(voice.wording.self_care.steps[step.id]),
            stage.id.replace("_", " "),
            cited(step.references),
        )
        for stage in kb.care
        for step in stage.steps
        if step.basis is Basis.INFERENCE
    )


def _rows(rows: Iterable[tuple[str, str, str, str]]) -> str:
    return table(("id", "what", "", "sources"), rows)


def _claims(library: Library, words: Words) -> str:
    told = "".join(
        claim_body(claim, words)
        for claim in library.claims.values()
        if claim.basis is Basis.INFERENCE
    )
    return told or paragraph("None.")
