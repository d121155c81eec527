"""The part of the book that the engine reasons with: urgency, red flags, questions."""

from __future__ import annotations

from book import diagrams
from book.page import Chapter, Entry, Html, basis, cited, facts, level, paragraph, table
from knowledge.model import KnowledgeBase, Question, RedFlag
from rendering.statements import said, unwrapped
from rendering.voice import Voice
from rendering.wording import Wording


def deciding(kb: KnowledgeBase, voice: Voice) -> Chapter:
    """How answers become advice: the whole of the reasoning in a few tables."""
    return Chapter(
        "deciding",
        "How it decides",
        "From what somebody says to how soon they should be seen, and what it looks "
        "like.",
        [
            Entry("urgency", "First: how urgent", _urgency(kb, voice)),
            Entry("odds", "Then: what it looks like", _odds(kb)),
            Entry("asking", "What is asked next", _asking(kb)),
        ],
    )


def red_flags(kb: KnowledgeBase, voice: Voice) -> Chapter:
    """Every red flag: when it is raised and how urgent it then is."""
    return Chapter(
        "red_flags",
        "Red flags",
        "Each alone decides the urgency. Unsure and declined never count as no.",
        [_red_flag(flag, voice) for flag in kb.red_flags],
        intro=f'<div class="card">{diagrams.red_flag_tree(kb, voice.wording)}</div>',
    )


def questions(kb: KnowledgeBase, wording: Wording) -> Chapter:
    """Every question, in words, and what it settles."""
    return Chapter(
        "questions",
        "Questions",
        "What can be asked, why, and which findings an answer settles.",
        [_question(question, wording) for question in kb.questions.values()],
    )


def _urgency(kb: KnowledgeBase, voice: Voice) -> str:
    rules = [
        (
            level(rule.level.value),
            unwrapped(said(rule.when, voice.wording)),
            _why(voice, rule.id),
        )
        for rule in kb.triage_rules
    ]
    rules.append(
        (
            level("self_care"),
            unwrapped(said(kb.self_care.when, voice.wording)),
            "only if all of it is certain, no red-flag finding is present, and the "
            "leading pattern allows it; otherwise routine",
        )
    )
    return (
        paragraph(
            "Red flags come first, and the most urgent one decides. What was left "
            "open counts as a possible yes. These circumstances set a minimum when no "
            "flag does:"
        )
        + table(("at least", "when", "what people are told"), rules)
        + paragraph(Html('All red flags: <a href="red_flags.html">the tree</a>.'))
    )


def _why(voice: Voice, rule: str) -> str:
    return voice.fill(voice.wording.triage[rule])


def _odds(kb: KnowledgeBase) -> str:
    strengths = [
        (strength.value, f"×\u00a0{present:g}", f"×\u00a0{absent:g}")
        for strength, (present, absent) in kb.grades.strengths.items()
    ]
    frequencies = [
        (name.replace("_", " "), f"{odds:g}")
        for name, odds in kb.grades.frequencies.items()
    ]
    return (
        paragraph(
            "Every pattern starts with odds by how common it is, and every piece of "
            "evidence multiplies them. Published likelihood ratios are used as they "
            "are. Where none is published a row has a grade, and this one table turns "
            "grades into numbers. A row that speaks against uses the reciprocals."
        )
        + table(("grade", "if so", "if not"), strengths)
        + table(("how common", "odds before any answer"), frequencies)
        + paragraph(
            f"Odds within a factor of {kb.grades.tie_ratio:g} are a tie. A pattern "
            f"fits well from a share of {kb.grades.fits_well:.0%} of all odds, and in "
            f"part from {kb.grades.fits_partly:.0%}. Patients never see a percentage."
        )
        + paragraph(
            Html(
                f"All of these numbers are {basis('inference')} and "
                '<a href="awaiting.html#grades">await a signature</a>.'
            )
        )
    )


def _asking(kb: KnowledgeBase) -> str:
    budget = kb.grades.pattern_questions
    return paragraph(
        "The safety questions are asked of everybody they concern, in a fixed order. "
        "After them comes the question whose answer is expected to tell most about the "
        "pattern (expected information gain). It ends when no question is worth more "
        f"than {kb.grades.least_gain:g} bits, or after {budget['otherwise']} such "
        f"questions ({budget['same_day']} when somebody will look today anyway). What "
        "was said already is never asked."
    )


def _red_flag(flag: RedFlag, voice: Voice) -> Entry:
    rows = [
        ("level", level(flag.level.value)),
        ("when", unwrapped(said(flag.when, voice.wording))),
    ]
    if flag.unless:
        rows.append(("unless", unwrapped(said(flag.unless, voice.wording))))
    if flag.if_unsure:
        rows.append(("if unsure or declined", level(flag.if_unsure.value)))
    rows += [("basis", basis(flag.basis.value)), ("sources", cited(flag.references))]
    return Entry(
        flag.id,
        flag.id.replace("_", " ").capitalize(),
        paragraph(voice.fill(voice.wording.red_flags[flag.id])) + facts(rows),
    )


def _question(question: Question, wording: Wording) -> Entry:
    words = wording.questions[question.id]
    findings = "; ".join(wording.findings[f].label for f in question.findings)
    rows = [("stage", question.stage.value), ("settles", findings)]
    if question.when:
        rows.append(("asked of", unwrapped(said(question.when, wording))))
    rows += [
        ("basis", basis(question.basis.value)),
        ("sources", cited(question.references)),
    ]
    return Entry(question.id, words.ask, paragraph(words.why) + facts(rows))
