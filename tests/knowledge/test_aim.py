"""An interview for the urgency alone: shorter, and with the same end."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Aim, Answer, Assessment, Case, Level, Status, next_step, triage
from knowledge.interview import next_question
from knowledge.model import Kind, Question, Stage
from knowledge.results import Ask
from knowledge.standing import Standing
from tests.knowledge.cases import KB, cases

CALLERS = 60
SITES = ("low_back", "low_back", "buttock", "leg", "si_joint")
WEEKS = (0.4, 1.0, 2.0, 3.0, 6.0, 13.0, 52.0)
Told = dict[str, str | float | bool]
NOTHING_TOLD = Case()


def caller(seed: int, yes: float = 0.2) -> Told:
    """Somebody without a warning sign, and what they would say to each question."""
    rng = random.Random(seed)
    told: Told = {}
    for finding in KB.findings.values():
        if finding.kind is Kind.CHOICE:
            told[finding.id] = rng.choice(finding.choices)
        elif finding.kind is Kind.NUMBER:
            told[finding.id] = 0.0
        else:
            told[finding.id] = (
                rng.random() < yes and finding.id not in KB.red_flag_findings
            )
    told["age_years"] = float(rng.randint(18, 85))
    told["duration_weeks"] = rng.choice(WEEKS)
    told["main_site"] = rng.choice(SITES)
    return told


def interview(
    told: Told, aim: Aim, first: Case = NOTHING_TOLD
) -> tuple[list[Ask], Assessment]:
    case = first
    asked = []
    while isinstance(step := next_step(KB, case, aim), Ask):
        asked.append(step)
        case = case.add(*(answer(f, told[f], step) for f in step.findings))
    return asked, step


def answer(finding: str, said: str | float | bool, step: Ask) -> Answer:
    status = Status.ABSENT if said is False else Status.PRESENT
    value = None if isinstance(said, bool) else said
    return Answer(
        finding=finding, status=status, value=value, question=step.question.id
    )


@pytest.fixture(scope="module")
def both() -> list[tuple[tuple[list[Ask], Assessment], tuple[list[Ask], Assessment]]]:
    """The same callers asked for the pattern, and for the urgency alone."""
    people = [caller(seed) for seed in range(CALLERS)]
    return [
        (interview(told, Aim.PATTERN), interview(told, Aim.URGENCY)) for told in people
    ]


def of_pattern(asked: list[Ask]) -> tuple[int, int]:
    """How many questions about the pattern, and how many signs, are put in them.

    A list that is read on after an answer is one question, and each sign counts once.
    """
    put = [step for step in asked if step.question.stage is Stage.PATTERN]
    questions = {step.question.id for step in put}
    return len(questions), sum(len(step.findings) for step in put)


def test_the_urgency_is_the_same_with_far_fewer_questions(both) -> None:
    same = [full[1].level is short[1].level for full, short in both]
    full = [of_pattern(full[0]) for full, _ in both]
    short = [of_pattern(short[0]) for _, short in both]

    assert sum(same) >= 0.95 * CALLERS
    for few, many in zip(
        zip(*short, strict=True), zip(*full, strict=True), strict=True
    ):
        assert sum(few) < sum(many) / 2


def test_whoever_must_be_seen_soon_is_never_made_less_urgent(both) -> None:
    for (_, full), (_, short) in both:
        less_urgent = short.level.rank > full.level.rank
        assert not (less_urgent and full.level.rank < Level.ROUTINE.rank)


@pytest.mark.parametrize("aim", [Aim.URGENCY, Aim.RULES])
@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_of_warning_signs_and_of_what_any_advice_needs_nothing_is_left_out(
    aim: Aim, case: Case
) -> None:
    full = next_question(KB, case)
    short = next_question(KB, case, aim)

    if full is None or full.stage is Stage.PATTERN:
        assert short is None or short.stage is Stage.PATTERN
    elif aim is Aim.URGENCY:
        assert short is full
    elif signs := named_in_rules(full, case):
        assert short is full
        step = next_step(KB, case, aim)
        assert isinstance(step, Ask)
        assert signs <= set(step.findings)
    elif not full.is_safety:
        assert short is full


def named_in_rules(question: Question, case: Case) -> set[str]:
    """What is still open of a question, and can make anybody more urgent."""
    open_ = set(question.findings) - case.current.keys()
    return open_ & KB.rules_of.keys()


@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_at_the_end_no_warning_sign_that_concerns_them_is_open(case: Case) -> None:
    """However the case came about: the end comes only behind all of safety."""
    for aim in (Aim.URGENCY, Aim.RULES):
        end = next_step(KB, case, aim)
        if isinstance(end, Ask) or end.level is Level.EMERGENCY:
            continue
        left = [q for q in Standing(KB, case).unsettled if q.is_safety]
        assert not [q.id for q in left if named_in_rules(q, case)]


def test_a_sign_of_the_pattern_in_a_list_about_safety_is_not_read_for_the_urgency() -> (
    None
):
    woman = young_with_old_pain(sex="female")
    full, _ = interview(woman, Aim.PATTERN)
    short, _ = interview(woman, Aim.RULES)
    asked = {
        name: [s.findings for s in steps if s.question.id == "pregnancy_and_periods"]
        for name, steps in {"full": full, "short": short}.items()
    }

    assert len(asked["full"][0]) > 1
    assert asked["short"] == [("pregnancy",)]


def test_whoever_must_be_seen_sooner_than_routine_is_told_so_by_either_aim() -> None:
    sooner = 0
    for seed in range(CALLERS):
        told = caller(seed, yes=0.5)
        _, full = interview(told, Aim.PATTERN)
        if full.level.rank < Level.ROUTINE.rank:
            sooner += 1
            for aim in (Aim.URGENCY, Aim.RULES):
                _, short = interview(told, aim)
                assert short.level.rank <= full.level.rank, (seed, aim)

    assert sooner > 0


@pytest.mark.parametrize("fall", ["after_fall", "after_lifting"])
def test_an_old_person_with_back_pain_is_asked_how_it_began_however_little_it_tells(
    fall: str,
) -> None:
    told = young_with_old_pain(age_years=78.0, onset=fall)
    asked, end = interview(told, Aim.RULES)

    assert "onset" in {step.question.id for step in asked}
    assert end.level is Level.SAME_DAY


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_whatever_is_told_first_the_rules_ask_for_nobody_less_urgent(seed: int) -> None:
    """Only between a routine appointment and self-care does the pattern decide."""
    rng = random.Random(seed)
    told = caller(seed, yes=0.4)
    said = [f for f, value in told.items() if value is True and rng.random() < 0.3]
    first = Case().add(*(Answer(finding=f, status=Status.PRESENT) for f in said))
    _, full = interview(told, Aim.PATTERN, first)
    _, short = interview(told, Aim.RULES, first)

    if full.level.rank < Level.ROUTINE.rank:
        assert short.level.rank <= full.level.rank


@settings(max_examples=25, deadline=None)
@given(cases())
def test_at_the_end_no_rule_can_be_met_by_the_question_that_would_come_next(
    case: Case,
) -> None:
    full = next_question(KB, case)
    short = next_question(KB, case, Aim.URGENCY)
    if full is None or full.stage is not Stage.PATTERN or short is not None:
        return

    current = case.current
    now = triage.level(KB, current)
    signs = [
        f
        for f in full.findings
        if f not in current and f in KB.rules_of and KB.findings[f].kind is Kind.BOOLEAN
    ]
    for said in product((Status.PRESENT, Status.ABSENT), repeat=len(signs)):
        reply = {
            f: Answer(finding=f, status=s) for f, s in zip(signs, said, strict=True)
        }
        assert triage.level(KB, {**current, **reply}) is now


def young_with_old_pain(**told: float | str | bool) -> Told:
    """Somebody for whom two of three signs of one list would make it soon."""
    nobody = {f.id: False for f in KB.findings.values() if f.kind is Kind.BOOLEAN}
    sex = {"sex": "male", "main_site": "low_back", "side": "both", "radiation": "none"}
    choices = {**sex, "onset": "gradual"}
    numbers = {"age_years": 30.0, "duration_weeks": 52.0, "severity": 3.0}
    return {**nobody, **choices, **numbers, **told}


STIFF, BETTER, FAMILY = (
    "morning_stiffness_over_30min",
    "improves_with_exercise",
    "family_or_personal_spondyloarthritis",
)


def signs_asked(asked: list[Ask]) -> list[tuple[str, ...]]:
    return [step.findings for step in asked if step.question.id == "time_pattern"]


def test_a_list_is_read_only_as_far_as_a_denial_leaves_no_rule_to_be_met() -> None:
    asked, end = interview(young_with_old_pain(), Aim.URGENCY)

    assert signs_asked(asked) == [(STIFF, BETTER)]
    assert end.level is Level.ROUTINE


@pytest.mark.parametrize("said", [STIFF, BETTER])
def test_the_rest_of_a_list_follows_when_one_sign_of_it_is_not_denied(
    said: str,
) -> None:
    told = young_with_old_pain(**{said: True, FAMILY: True})
    asked, end = interview(told, Aim.URGENCY)

    assert signs_asked(asked) == [(STIFF, BETTER), (FAMILY,)]
    assert end.level is Level.SOON


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_what_was_left_out_of_a_list_could_not_have_made_it_more_urgent(
    seed: int,
) -> None:
    told = caller(seed, yes=0.4)
    asked, end = interview(told, Aim.URGENCY)
    put = {
        step.question.id: step for step in asked if step.question.stage is Stage.PATTERN
    }
    said = {f for step in asked for f in step.findings}
    left_out = {
        f: answer(f, told[f], step)
        for step in put.values()
        for f in step.question.findings
        if f not in said and f in KB.rules_of
    }

    now = {
        a.finding: a
        for a in (answer(f, told[f], step) for step in asked for f in step.findings)
    }
    assert triage.level(KB, now) is end.level
    assert triage.level(KB, {**now, **left_out}).rank >= end.level.rank
