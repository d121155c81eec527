"""What to do next: one more question, or the assessment.

Safety first, then what any advice needs, then the question that would tell most about
the pattern; never what was already said; an end when nothing more would change much.
"""

from __future__ import annotations

from knowledge import self_care, triage
from knowledge.case import Case
from knowledge.changes import changes
from knowledge.differential import differential
from knowledge.expressions import Current
from knowledge.information import Outlook
from knowledge.model import KnowledgeBase, Level, Question, Stage
from knowledge.results import Ask, Assessment, Reason

_FIXED_STAGES = (Stage.PROFILE, Stage.SAFETY, Stage.ESSENTIAL)


def next_step(kb: KnowledgeBase, case: Case) -> Ask | Assessment:
    """The next question for this case, or its assessment when none is left.

    Total and deterministic: the same answers always give the same step.
    """
    question = next_question(kb, case)
    if question is None:
        return assess(kb, case)
    fixed = _fixed(kb, case)
    safety = [q for q in fixed if q.is_safety]
    to_come = len(fixed) + _pattern_budget(kb, case) * triage.is_in_scope(
        kb, case.current
    )
    return Ask(
        question=question,
        findings=_open(question, case),
        asked=len(_put(case)),
        about_left=max(1, to_come),
        safety_left=len(safety),
    )


def assess(kb: KnowledgeBase, case: Case) -> Assessment:
    """The assessment as things stand, complete or not."""
    current = case.current
    found = triage.reasons(kb, current)
    standing = triage.base(kb, current)
    level = found[0].level.at_least(standing.level) if found else standing.level
    in_scope = triage.is_in_scope(kb, current)
    weighed = differential(kb, current) if in_scope else ()
    return Assessment(
        level=level,
        complete=next_question(kb, case) is None,
        in_scope=in_scope,
        self_care=self_care.is_safe(level),
        care_plan=self_care.plan(kb, current, level, found, weighed),
        leg_pain=kb.leg_pain.when.holds(current) is True,
        reasons=tuple(r for r in (*found, standing) if r.level is level)
        + tuple(r for r in found if r.level is not level),
        differential=weighed,
        open_questions=tuple(q.id for q in _unsettled(kb, case)),
        changes=changes(kb, current, level),
        knowledge_version=kb.version,
    )


def next_question(kb: KnowledgeBase, case: Case) -> Question | None:
    """The question to ask now; None when the assessment should be given."""
    current = case.current
    flags = triage.reasons(kb, current)
    emergencies = [r for r in flags if r.level is Level.EMERGENCY]
    clarifying = [_clarifying(kb, case, reason) for reason in emergencies]
    if emergencies:
        # Only a flag that its own questions may yet hold back can wait for them.
        return clarifying[0] if all(clarifying) else None
    fixed = _fixed(kb, case)
    if fixed:
        return fixed[0]
    if not triage.is_in_scope(kb, current):
        return None
    return _most_telling(kb, case)


def _clarifying(kb: KnowledgeBase, case: Case, reason: Reason) -> Question | None:
    flag = next((f for f in kb.red_flags if f.id == reason.id), None)
    undecided = flag and flag.unless and flag.unless.holds(case.current) is None
    if flag is None or not undecided:
        return None
    questions = (kb.questions[question] for question in flag.clarify)
    worth_asking = (
        q for q in questions if _open(q, case) and _concerns(q, case.current)
    )
    return next(worth_asking, None)


def _fixed(kb: KnowledgeBase, case: Case) -> list[Question]:
    """The unsettled questions of the fixed stages, in their order."""
    unsettled = _unsettled(kb, case)
    return [q for stage in _FIXED_STAGES for q in unsettled if q.stage is stage]


def _unsettled(kb: KnowledgeBase, case: Case) -> list[Question]:
    """Questions that concern this person and still have something open."""
    return [
        question
        for question in kb.questions.values()
        if _concerns(question, case.current) and _open(question, case)
    ]


def _concerns(question: Question, current: Current) -> bool:
    if question.skip_if is not None and question.skip_if.holds(current) is True:
        return False
    if question.when is None:
        return True
    truth = question.when.holds(current)
    return truth is True if question.asked_only_when_certain else truth is not False


def _open(question: Question, case: Case) -> tuple[str, ...]:
    return tuple(f for f in question.findings if f not in case.current)


def _put(case: Case) -> frozenset[str]:
    """The questions that the answers now in force came from.

    Answers since replaced do not count, so an edited case goes on as a fresh one.
    """
    return frozenset(a.question for a in case.current.values() if a.question)


def _pattern_budget(kb: KnowledgeBase, case: Case) -> int:
    asked = [
        kb.questions[question].stage is Stage.PATTERN
        for question in _put(case)
        if question in kb.questions
    ]
    allowed = kb.grades.pattern_questions
    level = triage.level(kb, case.current)
    return max(0, allowed.get(level.value, allowed["otherwise"]) - sum(asked))


def _most_telling(kb: KnowledgeBase, case: Case) -> Question | None:
    """The pattern question with the largest expected gain, if it is worth asking."""
    if _pattern_budget(kb, case) == 0:
        return None
    put = _put(case)
    outlook = Outlook(kb, case.current)
    gains = {
        question: sum(outlook.gain(finding) for finding in _open(question, case))
        for question in _unsettled(kb, case)
        if question.stage is Stage.PATTERN and question.id not in put
    }
    if not gains:
        return None
    best = max(gains, key=lambda question: gains[question])
    return best if gains[best] >= kb.grades.least_gain else None
