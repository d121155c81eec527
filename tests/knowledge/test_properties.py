"""What must hold for every case, whatever was said."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import (
    Answer,
    Ask,
    Assessment,
    Case,
    Level,
    Status,
    assess,
    next_step,
    triage,
)
from knowledge.differential import weigh
from knowledge.model import Kind
from tests.knowledge.cases import KB, answers, cases, values

many = settings(max_examples=150)
some = settings(max_examples=40)

FLAGS = sorted(KB.red_flag_findings)


def rank(case: Case) -> int:
    """0 is the most urgent."""
    return triage.level(KB, case.current).rank


@many
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_answers_about_different_findings_does_not_matter(case, random):
    settled = list(case.settled().answers)
    shuffled = list(settled)
    random.shuffle(shuffled)
    first, second = Case(tuple(settled)), Case(tuple(shuffled))
    one, other = assess(KB, first), assess(KB, second)
    assert one.level is other.level
    assert one.differential == other.differential


@many
@given(cases(), st.sampled_from(FLAGS))
def test_one_red_flag_more_never_lowers_the_urgency(case, flag):
    assert rank(case.say(flag, Status.PRESENT)) <= rank(case)


@many
@given(
    cases(), st.sampled_from(FLAGS), st.sampled_from([Status.UNSURE, Status.DECLINED])
)
def test_unsure_or_declined_instead_of_no_never_lowers_the_urgency(case, flag, status):
    denied = case.say(flag, Status.ABSENT)
    assert rank(case.say(flag, status)) <= rank(denied)


@many
@given(cases())
def test_unsure_instead_of_no_never_lowers_the_urgency_for_any_finding(case):
    for finding, answer in case.current.items():
        if answer.status is Status.ABSENT:
            assert rank(case.say(finding, Status.UNSURE)) <= rank(case)


@many
@given(cases(), st.lists(answers(), max_size=6))
def test_editing_gives_the_same_result_as_a_fresh_case_with_the_final_answers(
    case, edits
):
    edited = case.add(*edits)
    assert assess(KB, edited) == assess(KB, edited.settled())
    assert next_step(KB, edited) == next_step(KB, edited.settled())


def test_an_answer_said_again_in_other_words_does_not_spend_a_question():
    said = Answer(finding="onset", status=Status.PRESENT, value="sudden")
    asked = replace(said, question="onset")
    edited, fresh = Case((asked, said)), Case((said,))
    assert next_step(KB, edited) == next_step(KB, fresh)


@many
@given(cases(60))
def test_of_the_answers_to_take_back_none_can_be_spared(case):
    assessment = assess(KB, case)
    for change in assessment.changes:
        for spared in change.answers if len(change.answers) > 1 else ():
            supposed = case
            for answer in change.answers:
                if answer != spared:
                    supposed = supposed.say(answer.finding, answer.status)
            assert triage.level(KB, supposed.current) is assessment.level


def test_three_reasons_of_one_level_are_taken_back_by_three_answers():
    flags = ("saddle_numbness", "chest_pain", "collapse")
    case = Case()
    for flag in (*flags, "fever"):
        case = case.say(flag, Status.PRESENT)
    lowering = [c for c in assess(KB, case).changes if c.level is not Level.EMERGENCY]
    assert [{a.finding for a in c.answers} for c in lowering] == [set(flags)]


@many
@given(cases())
def test_replaying_the_stored_answers_gives_the_identical_step(case):
    replayed = Case.from_json(case.to_json())
    assert replayed == case
    assert next_step(KB, replayed) == next_step(KB, case)


@many
@given(cases())
def test_every_change_shown_really_moves_the_advice_to_that_level(case):
    assessment = assess(KB, case)
    for change in assessment.changes:
        supposed = case
        for answer in change.answers:
            supposed = supposed.say(answer.finding, answer.status, answer.value)
        assert triage.level(KB, supposed.current) is change.level
        assert change.level is not assessment.level


@many
@given(cases())
def test_the_assessment_carries_the_level_of_its_triage(case):
    assert assess(KB, case).level is triage.level(KB, case.current)


@some
@given(cases(8), st.data())
def test_the_interview_always_ends_and_never_asks_what_was_said(case, data):
    for _ in range(30):
        step = next_step(KB, case)
        if isinstance(step, Assessment):
            assert step.complete
            return
        assert step.findings
        assert not set(step.findings) & set(case.current)
        for finding in step.findings:
            case = case.add(data.draw(_reply(step, finding)))
    raise AssertionError("thirty questions and no end")


@st.composite
def _reply(draw, step: Ask, finding_id: str):
    finding = KB.findings[finding_id]
    allowed = [Status.PRESENT, Status.UNSURE, Status.DECLINED]
    if finding.kind is Kind.BOOLEAN:
        allowed.append(Status.ABSENT)
    status = draw(st.sampled_from(allowed))
    value = draw(values(finding)) if status is Status.PRESENT else None
    return Answer(
        finding=finding_id, status=status, value=value, question=step.question.id
    )


@many
@given(cases())
def test_an_emergency_is_never_kept_waiting_for_questions_about_the_pattern(case):
    step = next_step(KB, case)
    if assess(KB, case).level.value == "emergency" and isinstance(step, Ask):
        assert step.question.is_safety
        if not step.alarm_stands:
            assert step.question.id in {"both_legs_course", "both_legs_posture"}


@many
@given(cases())
def test_the_odds_are_the_product_of_the_rows_that_counted(case):
    weights = weigh(KB, case.current)
    for candidate in assess(KB, case).differential:
        condition = KB.conditions[candidate.condition]
        product = KB.grades.frequencies[condition.pre_test.frequency]
        for row in candidate.ledger:
            product *= row.ratio if row.counted else 1.0
        assert abs(product - weights[candidate.condition]) < 1e-9 * max(product, 1)


@many
@given(cases())
def test_self_care_is_only_offered_with_no_red_flag_present_or_left_open(case):
    assessment = assess(KB, case)
    if assessment.level.value == "self_care":
        statuses = {case.status(flag) for flag in FLAGS}
        assert Status.PRESENT not in statuses
        assert not [r for r in assessment.reasons if r.kind == "not_excluded"]
