"""Each red flag asks for its level, and nothing quietly takes it away."""

import pytest

from knowledge import Case, Level, Status, assess
from knowledge.expressions import AtLeast, Between, Expression, IsAbsent, OneOf
from tests.knowledge.cases import KB

P, A, U, D = Status.PRESENT, Status.ABSENT, Status.UNSURE, Status.DECLINED


def satisfying(case: Case, expression: Expression) -> Case:
    """The case with what the expression wants."""
    if isinstance(expression, AtLeast):
        for part in expression.parts[: expression.count]:
            case = satisfying(case, part)
        return case
    if isinstance(expression, IsAbsent):
        return case.say(expression.finding, A)
    if isinstance(expression, OneOf):
        return case.say(expression.finding, P, sorted(expression.values)[0])
    if isinstance(expression, Between):
        low, high = expression.low, expression.high
        number = low if low is not None else (high or 0) - 1
        return case.say(expression.finding, P, float(number))
    return case.say(expression.finding, P)


@pytest.mark.parametrize("flag", KB.red_flags, ids=lambda flag: flag.id)
def test_each_red_flag_alone_gives_at_least_its_level_and_is_named(flag):
    assessment = assess(KB, satisfying(Case(), flag.when))
    assert assessment.level.rank <= flag.level.rank
    assert flag.id in {reason.id for reason in assessment.reasons}


@pytest.mark.parametrize("status", [U, D])
@pytest.mark.parametrize(
    "flag", [f for f in KB.red_flags if f.if_unsure], ids=lambda flag: flag.id
)
def test_a_red_flag_left_open_by_unsure_or_declined_has_its_own_level(flag, status):
    case = satisfying(Case(), flag.when)
    for finding in flag.when.findings():
        if case.status(finding) is P and KB.findings[finding].kind.value == "boolean":
            case = case.say(finding, status)
    assessment = assess(KB, case)
    assert assessment.level.rank <= flag.if_unsure.rank
    assert assessment.level is not Level.SELF_CARE


CAUDA_EQUINA = [
    "saddle_numbness",
    "bladder_change",
    "bowel_change",
    "sexual_dysfunction",
    "bilateral_leg_symptoms",
    "both_legs_weak",
]


@pytest.mark.parametrize("finding", CAUDA_EQUINA)
def test_any_single_cauda_equina_change_is_an_emergency(finding):
    assert assess(KB, Case().say(finding, P)).level is Level.EMERGENCY


def test_both_legs_only_on_walking_eased_by_sitting_and_not_new_is_no_emergency():
    posture = (
        Case()
        .say("bilateral_leg_symptoms", P)
        .say("worse_walking", P)
        .say("relief_sitting", P)
    )
    assert assess(KB, posture).level is Level.EMERGENCY
    known = posture.say("bilateral_leg_symptoms_new", A)
    assert assess(KB, known).level is not Level.EMERGENCY
    for unclear in (U, D, P):
        doubtful = posture.say("bilateral_leg_symptoms_new", unclear)
        assert assess(KB, doubtful).level is Level.EMERGENCY


def test_self_care_needs_a_known_age_and_a_short_known_duration():
    back = Case().say("site_low_back", P).say("radiation", P, "none")
    assert assess(KB, back).level is Level.ROUTINE
    known = back.say("age_years", P, 30.0).say("duration_weeks", P, 1.0)
    assert assess(KB, known).level is Level.SELF_CARE
    assert assess(KB, known.say("duration_weeks", U)).level is Level.ROUTINE
    assert assess(KB, known.say("duration_weeks", P, 8.0)).level is Level.ROUTINE


def test_under_sixteen_gets_a_person_and_no_differential():
    child = Case().say("age_years", P, 15.0).say("site_low_back", P)
    assessment = assess(KB, child)
    assert not assessment.in_scope
    assert assessment.differential == ()
    assert assessment.level.rank <= Level.SOON.rank


def test_the_reasons_for_the_level_come_first():
    case = Case().say("fever", P).say("saddle_numbness", P)
    assessment = assess(KB, case)
    assert assessment.reasons[0].level is Level.EMERGENCY
    assert assessment.reasons[0].findings == ("saddle_numbness",)
