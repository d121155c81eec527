"""Safety first, few questions, and never one that was already answered."""

import itertools

from knowledge import Answer, Ask, Assessment, Case, Status, explain, next_step
from knowledge.model import Kind, Stage
from tests.knowledge.cases import KB

P, A, U = Status.PRESENT, Status.ABSENT, Status.UNSURE


def settle(case: Case, step: Ask, status: Status = A) -> Case:
    """The case with every open finding of the question answered alike."""
    for finding_id in step.findings:
        finding = KB.findings[finding_id]
        if finding.kind is Kind.BOOLEAN:
            answer = Answer(finding=finding_id, status=status)
        elif finding.kind is Kind.NUMBER:
            answer = Answer(finding=finding_id, status=P, value=40.0)
        else:
            answer = Answer(finding=finding_id, status=P, value=finding.choices[0])
        case = case.add(Answer(**{**_fields(answer), "question": step.question.id}))
    return case


def _fields(answer: Answer) -> dict:
    return {"finding": answer.finding, "status": answer.status, "value": answer.value}


def interview(case: Case) -> tuple[list[Ask], Assessment]:
    """Everything asked of somebody who says no to all, and the end."""
    asked = []
    while isinstance(step := next_step(KB, case), Ask):
        asked.append(step)
        case = settle(case, step)
    return asked, step


def test_every_safety_question_comes_before_any_question_about_the_pattern():
    asked, _ = interview(Case())
    stages = [step.question.stage for step in asked]
    order = [Stage.PROFILE, Stage.SAFETY, Stage.ESSENTIAL, Stage.PATTERN]
    assert stages == sorted(stages, key=order.index)


def test_all_cauda_equina_domains_are_asked_of_everybody():
    asked, _ = interview(Case())
    findings = {finding for step in asked for finding in step.findings}
    assert {
        "saddle_numbness",
        "bladder_change",
        "bowel_change",
        "sexual_dysfunction",
        "bilateral_leg_symptoms",
    } <= findings


def test_nobody_is_asked_more_than_fourteen_questions():
    for opening in (Case(), Case().say("sex", P, "female").say("age_years", P, 30.0)):
        asked, _ = interview(opening)
        assert len(asked) <= 14


def test_what_was_volunteered_is_left_out_of_the_question():
    told = Case().say("age_years", P, 40.0).say("bladder_change", A)
    asked, _ = interview(told)
    screen = next(s for s in asked if s.question.id == "cauda_equina_screen")
    assert "bladder_change" not in screen.findings
    assert "age" not in {step.question.id for step in asked}


def test_an_emergency_ends_the_questions_at_once():
    step = next_step(KB, Case().say("saddle_numbness", P))
    assert isinstance(step, Assessment)
    assert step.is_emergency


def test_both_legs_with_the_posture_of_stenosis_is_clarified_before_the_alarm():
    case = (
        Case()
        .say("bilateral_leg_symptoms", P)
        .say("worse_walking", P)
        .say("relief_sitting", P)
    )
    step = next_step(KB, case)
    assert isinstance(step, Ask)
    assert step.question.id == "both_legs_course"
    assert isinstance(next_step(KB, settle(case, step, P)), Assessment)


def test_a_partly_answered_safety_question_is_asked_again_for_the_rest():
    case = Case().say("age_years", P, 60.0).say("saddle_numbness", A)
    step = next_step(KB, case)
    assert isinstance(step, Ask)
    assert step.question.id == "cauda_equina_screen"
    assert "saddle_numbness" not in step.findings


def test_the_estimate_of_questions_left_falls_as_they_are_answered():
    asked, _ = interview(Case())
    left = [step.about_left for step in asked]
    assert all(later <= earlier + 2 for earlier, later in itertools.pairwise(left))
    assert left[-1] <= 4


def test_periods_are_asked_of_women_of_that_age_and_not_of_men():
    woman = Case().say("sex", P, "female").say("age_years", P, 30.0)
    man = Case().say("sex", P, "male").say("age_years", P, 30.0)
    ids = [{step.question.id for step in interview(c)[0]} for c in (woman, man)]
    assert "pregnancy_and_periods" in ids[0]
    assert "pregnancy_and_periods" not in ids[1]


def test_an_explanation_says_what_each_answer_would_change():
    explanation = explain(KB, Case(), "cauda_equina_screen")
    effects = {(e.finding, e.status): e for e in explanation.effects}
    assert effects["saddle_numbness", P].level.value == "emergency"
    assert effects["saddle_numbness", A].level is explanation.level_now
    assert explanation.references
