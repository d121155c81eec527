"""What to do next: one more question, or the assessment.

Safety first, then what any advice needs, then the question that would tell most about
the pattern; never what was already said; an end when nothing more would change much.
Where only the urgency is wanted, the end comes when nothing more would change that.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import chain

from knowledge import self_care, triage
from knowledge.case import Case
from knowledge.changes import changes
from knowledge.decisive import (
    alarming,
    decisive,
    is_begun,
    is_pressing,
    to_ask_first,
)
from knowledge.differential import differential
from knowledge.expressions import may_hold
from knowledge.information import Outlook
from knowledge.model import KnowledgeBase, Level, Question, RedFlag, Stage
from knowledge.results import Ask, Assessment
from knowledge.standing import Standing


class Aim(Enum):
    """What the questions are for. All ask for the same warning signs in the same order.

    For the rules alone, a sign that none of them names is about the pattern, also where
    it stands in a question about safety. Between self-care and a routine appointment,
    where the pattern decides as well, nothing more is asked.
    """

    PATTERN = "how soon to be seen, and what fits best"
    URGENCY = "how soon to be seen, and nothing else"
    RULES = "what a rule could still make more urgent, and nothing else"


def next_step(
    kb: KnowledgeBase, case: Case, aim: Aim = Aim.PATTERN
) -> Ask | Assessment:
    """The next question for this case, or its assessment when none is left.

    Total and deterministic: the same answers always give the same step.
    """
    standing = Standing(kb, case)
    question = _next_question(standing, aim)
    if question is None:
        return _assessment(standing, complete=True)
    fixed = _fixed(standing, aim)
    to_come = len(fixed) + _of_pattern_to_come(standing, aim)
    return Ask(
        question=question,
        findings=_to_ask(standing, question, aim),
        asked=len(standing.put),
        about_left=max(1, to_come),
        safety_left=sum(q.is_safety for q in fixed),
        alarm_stands=_is_alarm(standing),
    )


def assess(kb: KnowledgeBase, case: Case) -> Assessment:
    """The assessment as things stand, complete or not."""
    standing = Standing(kb, case)
    return _assessment(standing, complete=_next_question(standing, Aim.PATTERN) is None)


def next_question(
    kb: KnowledgeBase, case: Case, aim: Aim = Aim.PATTERN
) -> Question | None:
    """The question to ask now; None when the assessment should be given."""
    return _next_question(Standing(kb, case), aim)


def is_alarm(kb: KnowledgeBase, case: Case) -> bool:
    """Whether emergency advice is due now, whatever may still be asked after it.

    It waits only while every emergency is one whose own questions come first.
    """
    return _is_alarm(Standing(kb, case))


def _assessment(standing: Standing, *, complete: bool) -> Assessment:
    kb, current, level = standing.kb, standing.current, standing.level
    found = standing.reasons
    weighed = differential(kb, current) if standing.in_scope else ()
    return Assessment(
        level=level,
        complete=complete,
        in_scope=standing.in_scope,
        self_care=self_care.is_safe(level),
        care_plan=self_care.plan(kb, current, level, found, weighed),
        leg_pain=kb.leg_pain.when.holds(current) is True,
        reasons=tuple(r for r in (*found, standing.base) if r.level is level)
        + tuple(r for r in found if r.level is not level),
        differential=weighed,
        open_questions=tuple(q.id for q in standing.unsettled),
        changes=changes(kb, current, level),
        knowledge_version=kb.version,
    )


def _next_question(standing: Standing, aim: Aim) -> Question | None:
    emergencies = _emergencies(standing)
    if emergencies:
        # Only where each has questions that may yet hold it back is one of them put.
        clarifying = [_clarifying(standing, flag) for flag in emergencies]
        return clarifying[0] if all(clarifying) else None
    fixed = _fixed(standing, aim)
    if fixed:
        return fixed[0]
    return _most_telling(standing, aim) if standing.in_scope else None


def _is_alarm(standing: Standing) -> bool:
    flags = _emergencies(standing)
    waiting = (
        flag is not None and not flag.alarm_first and _clarifying(standing, flag)
        for flag in flags
    )
    return bool(flags) and not all(waiting)


def _emergencies(standing: Standing) -> list[RedFlag | None]:
    """The red flags behind an emergency; None for whatever else makes one."""
    known = {flag.id: flag for flag in standing.kb.red_flags}
    return [
        known.get(reason.id)
        for reason in standing.reasons
        if reason.level is Level.EMERGENCY
    ]


def _clarifying(standing: Standing, flag: RedFlag | None) -> Question | None:
    if flag is None or flag.unless is None:
        return None
    if not may_hold(flag.unless, standing.current):
        return None
    questions = (standing.kb.questions[question] for question in flag.clarify)
    worth_asking = (q for q in questions if q in standing.unsettled)
    return next(worth_asking, None)


def _fixed(standing: Standing, aim: Aim) -> tuple[Question, ...]:
    """The questions of the fixed stages of which something is worth asking."""
    return tuple(q for q in standing.fixed if _to_ask(standing, q, aim))


def _of_pattern_to_come(standing: Standing, aim: Aim) -> int:
    """How many questions about the pattern to expect; few can move the urgency."""
    if not standing.in_scope:
        return 0
    most = standing.pattern_budget
    return most if aim is Aim.PATTERN else min(most, 1)


def _to_ask(standing: Standing, question: Question, aim: Aim) -> tuple[str, ...]:
    """What is still open of a question, and worth asking for this aim."""
    left = standing.open(question)
    if aim is Aim.PATTERN or question.stage in (Stage.PROFILE, Stage.ESSENTIAL):
        return left
    kb, current = standing.kb, standing.current
    by_rules = aim is Aim.RULES
    if question.is_safety:
        return tuple(f for f in left if not by_rules or f in kb.rules_of)
    moving = alarming(kb, current, left) if by_rules else decisive(kb, current, left)
    if question.id in standing.put:
        return moving
    if not by_rules and triage.may_be_self_care(kb, current):
        return moving
    return to_ask_first(kb, current, moving)


def _most_telling(standing: Standing, aim: Aim) -> Question | None:
    """The pattern question with the largest expected gain, if it is worth asking.

    Where only the urgency is wanted: of those there would be room for, the first that
    could move it; and one that could make it more urgent, room or not. What was asked
    in part comes first, if the rest could now make it more urgent. A rule that
    something told counts towards is followed up however little it tells of the pattern.
    """
    for_urgency = aim is not Aim.PATTERN
    if for_urgency and (unfinished := _pressing_on(standing)):
        return unfinished
    kb, current, budget = standing.kb, standing.current, standing.pattern_budget
    if budget == 0 and aim is not Aim.RULES:
        return None
    outlook = Outlook(kb, current)
    left = [
        (sum(outlook.gain(finding) for finding in standing.open(question)), question)
        for question in standing.unsettled
        if question.stage is Stage.PATTERN and question.id not in standing.put
    ]
    left.sort(key=lambda entry: -entry[0])
    telling = [question for gain, question in left if gain >= kb.grades.least_gain]
    worth_asking: Iterator[Question] = (
        question
        for place, question in enumerate(telling)
        if (place < budget and _to_ask(standing, question, aim))
        or (for_urgency and is_pressing(kb, current, standing.open(question)))
    )
    if aim is Aim.RULES:
        begun = (q for _, q in left if is_begun(kb, current, standing.open(q)))
        worth_asking = chain(worth_asking, begun)
    return next(worth_asking, None)


def _pressing_on(standing: Standing) -> Question | None:
    """The question asked only in part whose other findings have become pressing."""
    kb, current = standing.kb, standing.current
    asked_in_part = (
        question
        for question in standing.unsettled
        if question.stage is Stage.PATTERN and question.id in standing.put
    )
    return next(
        (
            question
            for question in asked_in_part
            if is_pressing(kb, current, standing.open(question))
        ),
        None,
    )
