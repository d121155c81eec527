"""Whether the wording covers the knowledge, and nothing but the knowledge."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping

from knowledge.errors import Problem
from knowledge.model import Finding, Kind, KnowledgeBase, Level, Question
from rendering.wording import FindingWords, QuestionWords, Wording

IN_FINDINGS = frozenset({"choice", "value", "n"})
"""What a finding's own words may hold in braces."""


def check(kb: KnowledgeBase, wording: Wording) -> Iterator[Problem]:
    """Every id without words, every word without an id, and what does not fit."""
    triage = {rule.id for rule in kb.triage_rules}
    triage |= {"default_routine", "default_self_care"}
    suspected = {flag.suspected for flag in kb.red_flags}
    levels = {level.value for level in Level}
    yield from _both_ways("findings.yml", kb.findings, wording.findings)
    yield from _both_ways("questions.yml", kb.questions, wording.questions)
    yield from _both_ways("conditions.yml", kb.conditions, wording.conditions)
    yield from _both_ways(
        "red_flags.yml", [flag.id for flag in kb.red_flags], wording.red_flags
    )
    yield from _both_ways("triage.yml", triage, wording.triage)
    yield from _both_ways("dispositions.yml", levels, wording.dispositions)
    yield from _both_ways("suspected.yml", suspected, wording.suspected)
    if kb.elsewhere:  # an older version of the knowledge lists none
        yield from _both_ways("emergencies.yml", kb.elsewhere, wording.emergencies)
    yield from _findings(kb, wording)
    yield from _questions(kb, wording)
    yield from _claims(kb, wording)
    yield from _care(kb, wording)
    if "other" not in wording.emergencies:
        why = "needs the entry 'other', for emergencies that are not listed"
        yield Problem("emergencies.yml", "other", why)


def placeholders(text: str) -> frozenset[str]:
    """The names that a sentence holds in braces.

    Examples:
        >>> sorted(placeholders("Call {number} within {days} days."))
        ['days', 'number']
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _both_ways(
    file: str, known: Iterable[str], worded: Mapping[str, object]
) -> Iterator[Problem]:
    ids = set(known)
    for missing in sorted(ids - worded.keys()):
        yield Problem(file, missing, "has no words; write them")
    for extra in sorted(worded.keys() - ids):
        yield Problem(file, extra, "is not in the knowledge; remove it or mend the id")


def _findings(kb: KnowledgeBase, wording: Wording) -> Iterator[Problem]:
    for key in sorted(kb.findings.keys() & wording.findings.keys()):
        for problem in _finding(kb.findings[key], wording.findings[key]):
            yield Problem("findings.yml", key, problem)


def _finding(finding: Finding, words: FindingWords) -> Iterator[str]:
    missing = sorted(set(finding.choices) - words.choices.keys())
    extra = sorted(words.choices.keys() - set(finding.choices))
    if missing:
        yield f"has no words for the choices {', '.join(missing)}"
    if extra:
        yield f"has words for choices that do not exist: {', '.join(extra)}"
    if finding.kind is Kind.NUMBER and not words.spans:
        yield "is a number and needs `spans` that say it in words"
    if finding.kind is Kind.NUMBER and "{value}" not in (words.present or ""):
        yield "is a number and needs {value} in `present`"
    used = placeholders(words.present or "") - IN_FINDINGS
    if used:
        yield f"cannot fill {{{', '.join(sorted(used))}}}"


def _questions(kb: KnowledgeBase, wording: Wording) -> Iterator[Problem]:
    for key in sorted(kb.questions.keys() & wording.questions.keys()):
        for problem in _question(kb, kb.questions[key], wording.questions[key]):
            yield Problem("questions.yml", key, problem)


def _question(
    kb: KnowledgeBase, question: Question, words: QuestionWords
) -> Iterator[str]:
    possible = set(question.findings) | {f"{value:g}" for value in question.values}
    for finding in question.findings:
        possible |= set(kb.findings[finding].choices)
    extra = sorted(words.options.keys() - possible)
    if extra:
        yield f"has words for options that do not exist: {', '.join(extra)}"
    unsaid = [v for v in question.values if f"{v:g}" not in words.options]
    if unsaid:
        yield f"has no words for the values {', '.join(f'{v:g}' for v in unsaid)}"


def _claims(kb: KnowledgeBase, wording: Wording) -> Iterator[Problem]:
    sourced = [
        ("safety_net.yml", place, signs.references)
        for place, signs in wording.safety_net.items()
    ] + [("cards.yml", place, card.references) for place, card in wording.cards.items()]
    for file, place, references in sourced:
        for reference in references:
            if reference not in kb.references:
                why = f"{reference!r} is not in the knowledge's references.yml"
                yield Problem(file, place, why)


def _care(kb: KnowledgeBase, wording: Wording) -> Iterator[Problem]:
    steps = [step for stage in kb.care for step in stage.steps]
    drawn = [step.drawing for step in steps if step.drawing]
    words = wording.self_care
    yield from _both_ways("self_care.yml", [s.id for s in kb.care], words.stages)
    yield from _both_ways("self_care.yml", [step.id for step in steps], words.steps)
    yield from _both_ways("self_care.yml", drawn, words.drawings)
