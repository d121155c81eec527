"""A change in bladder, bowel, sex or feeling: alarm first, then whether it is old."""

from itertools import permutations

import pytest
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
    explain,
    next_step,
    triage,
)
from knowledge.interview import is_alarm
from tests.knowledge.cases import KB, cases

P, A, U, D = Status.PRESENT, Status.ABSENT, Status.UNSURE, Status.DECLINED
RELAXING = ("bladder_change", "bowel_change", "sexual_dysfunction")
SIGNS = (*RELAXING, "saddle_numbness", "bilateral_leg_symptoms")
SPANS = KB.findings["bladder_change_since"].choices
many = settings(max_examples=150)


def course(change: str) -> tuple[Answer, ...]:
    """Everything it takes to be an old complaint."""
    return (
        Answer(finding=f"{change}_since", status=P, value="longer"),
        Answer(finding=f"{change}_new", status=A),
        Answer(finding=f"{change}_explained", status=P),
    )


def level(case: Case) -> Level:
    """How urgent it is."""
    return triage.level(KB, case.current)


def asked(case: Case) -> list[str]:
    """The questions put while each is answered so that the next is worth asking."""
    ids = []
    while isinstance(step := next_step(KB, case), Ask) and step.alarm_stands:
        ids.append(step.question.id)
        (finding,) = step.findings
        case = case.add(
            *(a for a in course(finding_of(finding)) if a.finding == finding)
        )
    return ids


def finding_of(detail: str) -> str:
    """The change that a detail is of."""
    return next(change for change in SIGNS if detail.startswith(change))


@pytest.mark.parametrize("change", [*RELAXING, "saddle_numbness"])
def test_the_alarm_is_due_at_once_whatever_may_be_asked_after_it(change):
    case = Case().say(change, P)
    assert assess(KB, case).is_emergency and is_alarm(KB, case)


@pytest.mark.parametrize("change", RELAXING)
def test_three_short_questions_follow_it_and_no_more(change):
    first = change.partition("_")[0]
    questions = [f"{first}_since", f"{first}_course", f"{first}_cause"]
    assert asked(Case().say(change, P)) == questions


@pytest.mark.parametrize("change", RELAXING)
def test_old_unchanged_and_explained_needs_a_person_the_same_day_in_any_order(change):
    told = (Answer(finding=change, status=P), *course(change))
    for order in permutations(told):
        case = Case(order)
        assert level(case) is Level.SAME_DAY
        assert not is_alarm(KB, case)


@pytest.mark.parametrize("change", RELAXING)
@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("status", [None, U, D])
def test_what_is_unsure_declined_or_not_said_never_relaxes(change, missing, status):
    told = list(course(change))
    doubtful = told.pop(missing)
    case = Case().say(change, P).add(*told)
    if status:
        case = case.say(doubtful.finding, status)
    assert level(case) is Level.EMERGENCY
    if status:
        # Asking on would change nothing, so nothing more is asked.
        assert isinstance(next_step(KB, case), Assessment)


@pytest.mark.parametrize("change", RELAXING)
def test_a_new_change_on_top_of_an_old_one_counts_as_new(change):
    case = Case().say(change, P).add(*course(change)).say(f"{change}_new", P)
    assert level(case) is Level.EMERGENCY


@pytest.mark.parametrize("change", RELAXING)
@pytest.mark.parametrize("span", SPANS[:-1])
def test_what_began_within_three_months_stays_an_emergency(change, span):
    case = Case().say(change, P).add(*course(change))
    case = case.say(f"{change}_since", P, span)
    assert level(case) is Level.EMERGENCY
    assert isinstance(next_step(KB, case), Assessment)


def test_changed_feeling_is_an_emergency_however_old_and_nothing_is_asked():
    case = Case().say("saddle_numbness", P).add(*course("saddle_numbness"))
    assert level(case) is Level.EMERGENCY
    assert isinstance(next_step(KB, case), Assessment)


@pytest.mark.parametrize("change", RELAXING)
@pytest.mark.parametrize("other", SIGNS)
def test_with_a_second_sign_it_is_an_emergency_and_nothing_is_asked(change, other):
    if change == other:
        return
    case = Case().say(change, P).add(*course(change)).say(other, P)
    if other in RELAXING:
        case = case.add(*course(other))
    assert level(case) is Level.EMERGENCY and is_alarm(KB, case)
    assert isinstance(next_step(KB, case), Assessment)


def test_another_emergency_beside_it_leaves_nothing_to_ask():
    case = Case().say("bladder_change", P).say("both_legs_weak", P)
    assert isinstance(next_step(KB, case), Assessment)


@pytest.mark.parametrize("change", RELAXING)
def test_nothing_said_already_is_asked(change):
    first = change.partition("_")[0]
    since, new, explained = course(change)
    told = Case().say(change, P)
    assert asked(told.add(new, explained)) == [f"{first}_since"]
    assert asked(told.add(since, new)) == [f"{first}_cause"]
    assert asked(told.add(since, explained)) == [f"{first}_course"]


@many
@given(cases(), st.sampled_from(RELAXING), st.data())
def test_telling_of_an_old_complaint_never_lowers_the_urgency(case, change, data):
    without = case
    for finding in (change, *(a.finding for a in course(change))):
        without = Case(tuple(a for a in without.answers if a.finding != finding))
    some = data.draw(st.sets(st.sampled_from(course(change))))
    told = without.say(change, P).add(*sorted(some, key=lambda a: a.finding))
    assert level(told).rank <= level(without).rank
    assert level(told).rank <= Level.SAME_DAY.rank


@many
@given(
    cases(),
    st.sampled_from([a.finding for c in RELAXING for a in course(c)]),
    st.sampled_from([U, D]),
)
def test_unsure_or_declined_instead_of_any_detail_never_lowers(case, detail, status):
    assert level(case.say(detail, status)).rank <= level(case).rank


@pytest.mark.parametrize("doubt", [U, D])
def test_an_old_cause_does_not_make_doubt_about_the_change_routine(doubt):
    case = Case().say("bladder_change", doubt).add(*course("bladder_change"))
    assert level(case).rank <= Level.SAME_DAY.rank


def test_what_would_change_the_advice_names_what_is_open_and_what_would_end_it():
    alarm = Case().say("bladder_change", P)
    [relaxing] = [c for c in assess(KB, alarm).changes if len(c.answers) == 3]
    assert {(a.finding, a.status, a.value) for a in relaxing.answers} == {
        (a.finding, a.status, a.value) for a in course("bladder_change")
    }
    assert relaxing.level is Level.SAME_DAY
    old = alarm.add(*course("bladder_change"))
    ending = {c.answers[0].finding: c.level for c in assess(KB, old).changes}
    assert ending["bladder_change_new"] is Level.EMERGENCY


def test_why_the_course_is_asked_shows_that_only_no_change_could_matter():
    case = Case().say("bladder_change", P).add(course("bladder_change")[0])
    case = case.add(course("bladder_change")[2])
    effects = {e.status: e.level for e in explain(KB, case, "bladder_course").effects}
    assert effects == {P: Level.EMERGENCY, A: Level.SAME_DAY}


def test_what_holds_a_flag_back_is_not_a_red_flag():
    details = {a.finding for change in RELAXING for a in course(change)}
    assert not details & KB.red_flag_findings
