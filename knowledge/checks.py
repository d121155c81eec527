"""What must hold across files: ids resolve, all is sourced, every flag is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from knowledge.errors import Problem
from knowledge.expressions import Expression, Is, IsAbsent, OneOf, leaves
from knowledge.model import Claim, ForWhom, Kind, KnowledgeBase


def check(kb: KnowledgeBase) -> list[Problem]:
    """Every problem between the files of one knowledge base."""
    return [
        *_unknown_references(kb),
        *_unused_references(kb),
        *_repeated_ids(kb),
        *_broken_expressions(kb),
        *_unknown_implied(kb),
        *_unaskable_red_flags(kb),
        *_broken_questions(kb),
        *_broken_conditions(kb),
        *_broken_red_flags(kb),
        *_broken_care(kb),
    ]


def _claims(kb: KnowledgeBase) -> Iterator[tuple[str, str, Claim]]:
    """Every sourced statement with the file it comes from and its place there."""
    for question in kb.questions.values():
        yield "questions.yml", question.id, question
    for flag in kb.red_flags:
        yield f"red_flags/{flag.family}.yml", flag.id, flag
    for rule in kb.triage_rules:
        yield "triage.yml", rule.id, rule
    yield "triage.yml", "self_care", kb.self_care
    yield "triage.yml", "leg_pain", kb.leg_pain
    for name, emergency in kb.elsewhere.items():
        yield "triage.yml", f"elsewhere.{name}", emergency
    for level, disposition in kb.dispositions.items():
        yield "triage.yml", f"dispositions.{level.value}", disposition
    yield "grades.yml", "", kb.grades
    for stage in kb.care:
        for step in stage.steps:
            yield "self_care.yml", step.id, step
    for condition in kb.conditions.values():
        file = f"conditions/{condition.id}.yml"
        yield file, "", condition
        yield file, "pre_test", condition.pre_test
        for row in condition.evidence:
            yield file, f"evidence.{row.id}", row


def expressions(kb: KnowledgeBase) -> Iterator[tuple[str, str, Expression]]:
    """Every statement in the files, with its file and its place there."""
    for file, place, claim in _claims(kb):
        for key in ("when", "unless", "skip_if", "only_if"):
            expression = getattr(claim, key, None)
            if expression is not None:
                yield file, f"{place}.{key}".lstrip("."), expression
    for place, whom in _care(kb):
        for choosing in (whom.when, whom.unless):
            if choosing is not None:
                yield "self_care.yml", place, choosing


def _care(kb: KnowledgeBase) -> Iterator[tuple[str, ForWhom]]:
    """Whom each stage and each step of the self-care is for."""
    for stage in kb.care:
        yield stage.id, stage.for_whom
        yield from ((step.id, step.for_whom) for step in stage.steps)


def _unknown(name: str, known: Iterable[str], file: str) -> str:
    near = get_close_matches(name, list(known), n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{name!r} is not in {file}.{hint}"


def _unknown_references(kb: KnowledgeBase) -> Iterator[Problem]:
    for file, place, claim in _claims(kb):
        for reference in claim.references:
            if reference not in kb.references:
                message = _unknown(reference, kb.references, "references.yml")
                yield Problem(file, f"{place}.references".lstrip("."), message)


def _unused_references(kb: KnowledgeBase) -> Iterator[Problem]:
    used = {ref for _, _, claim in _claims(kb) for ref in claim.references}
    for reference in kb.references:
        if reference not in used:
            yield Problem(
                "references.yml", reference, "is cited nowhere; cite or remove it"
            )


def _repeated_ids(kb: KnowledgeBase) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in [rule.id for rule in kb.red_flags] + [r.id for r in kb.triage_rules]:
        if name in seen:
            yield Problem("red_flags", name, "is the id of two rules; rename one")
        seen.add(name)
    for condition in kb.conditions.values():
        ids = [row.id for row in condition.evidence]
        for repeated in {i for i in ids if ids.count(i) > 1}:
            yield Problem(
                f"conditions/{condition.id}.yml",
                f"evidence.{repeated}",
                "is the id of two rows (shared sets included); rename one",
            )


def _broken_expressions(kb: KnowledgeBase) -> Iterator[Problem]:
    wanted = {Is: Kind.BOOLEAN, IsAbsent: Kind.BOOLEAN, OneOf: Kind.CHOICE}
    for file, place, expression in expressions(kb):
        for leaf in leaves(expression):
            finding = kb.findings.get(leaf.finding)
            if finding is None:
                message = _unknown(leaf.finding, kb.findings, "findings.yml")
                yield Problem(file, place, message)
                continue
            kind = wanted.get(type(leaf), Kind.NUMBER)
            if finding.kind is not kind:
                yield Problem(
                    file,
                    place,
                    f"{leaf.finding!r} is a {finding.kind.value} finding; this form "
                    f"of expression needs a {kind.value} one",
                )
            elif isinstance(leaf, OneOf) and leaf.values - set(finding.choices):
                extra = ", ".join(sorted(leaf.values - set(finding.choices)))
                allowed = ", ".join(finding.choices)
                yield Problem(
                    file,
                    place,
                    f"{extra}: no choice of {leaf.finding!r}; allowed: {allowed}",
                )


def _unknown_implied(kb: KnowledgeBase) -> Iterator[Problem]:
    for finding in kb.findings.values():
        for implied in finding.implies:
            if implied not in kb.findings:
                message = _unknown(implied, kb.findings, "findings.yml")
                yield Problem("findings.yml", finding.id, message)


def _unaskable_red_flags(kb: KnowledgeBase) -> Iterator[Problem]:
    """A flag no question leads to would only ever be found by luck."""
    askable = {f for q in kb.questions.values() for f in q.findings}
    for flag in kb.red_flags:
        if flag.asked and not askable & set(flag.when.findings()):
            yield Problem(
                f"red_flags/{flag.family}.yml",
                flag.id,
                "no question asks for any of its findings; ask, or say `asked: false`",
            )


def _broken_questions(kb: KnowledgeBase) -> Iterator[Problem]:
    for question in kb.questions.values():
        for finding in question.findings:
            if finding not in kb.findings:
                message = _unknown(finding, kb.findings, "findings.yml")
                yield Problem("questions.yml", question.id, message)
        if question.kind != "multiple" and len(question.findings) != 1:
            yield Problem(
                "questions.yml",
                question.id,
                f"a {question.kind} question asks for exactly one finding",
            )


def _broken_conditions(kb: KnowledgeBase) -> Iterator[Problem]:
    for condition in kb.conditions.values():
        if condition.pre_test.frequency not in kb.grades.frequencies:
            allowed = ", ".join(kb.grades.frequencies)
            yield Problem(
                f"conditions/{condition.id}.yml",
                "pre_test.frequency",
                f"{condition.pre_test.frequency!r} is not allowed; allowed: {allowed}",
            )


def _broken_red_flags(kb: KnowledgeBase) -> Iterator[Problem]:
    for flag in kb.red_flags:
        file = f"red_flags/{flag.family}.yml"
        for question in flag.clarify:
            if question not in kb.questions:
                message = _unknown(question, kb.questions, "questions.yml")
                yield Problem(file, f"{flag.id}.clarify", message)
        if flag.clarify and not flag.unless:
            yield Problem(file, flag.id, "`clarify` needs an `unless` to decide")
        if flag.alarm_first and not flag.clarify:
            yield Problem(file, flag.id, "`alarm_first` needs questions to `clarify`")
        if flag.if_unsure and flag.if_unsure.rank < flag.level.rank:
            yield Problem(file, flag.id, "`if_unsure` is more urgent than `level`")


def _broken_care(kb: KnowledgeBase) -> Iterator[Problem]:
    families = {condition.family for condition in kb.conditions.values()}
    for place, whom in _care(kb):
        for name in whom.conditions:
            if name not in kb.conditions:
                message = _unknown(name, kb.conditions, "conditions")
                yield Problem("self_care.yml", place, message)
        for name in whom.families:
            if name not in families:
                message = _unknown(name, families, "the families of conditions")
                yield Problem("self_care.yml", place, message)
    steps = [step.id for stage in kb.care for step in stage.steps]
    for repeated in sorted({step for step in steps if steps.count(step) > 1}):
        yield Problem("self_care.yml", repeated, "is the id of two steps; rename one")
