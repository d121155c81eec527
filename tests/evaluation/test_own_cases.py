"""Cases of our own (own_cases.yml): what a clinician would not be surprised by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

import knowledge
from evaluation.crosswalk import load_crosswalk
from evaluation.ranking import credit, tiers
from evaluation.reading import read_yaml
from evaluation.stated import Reading, Stated
from knowledge import Answer, Ask, Assessment, Case, Status

KB = knowledge.load()
CROSSWALK = load_crosswalk()
CASES: Mapping[str, Mapping[str, Any]] = read_yaml(
    Path(__file__).with_name("own_cases.yml")
)
MOST_QUESTIONS = 12
MOST_TO_AN_EMERGENCY = 6


def stated(entry: Stated, question: str | None = None) -> Answer:
    value = entry.values[0] if entry.values else None
    return Answer(
        finding=entry.finding,
        status=entry.status,
        value=value if isinstance(value, str | None) else float(value),
        question=question,
    )


def not_stated(finding: str, step: Ask) -> Answer:
    status = Status.ABSENT if step.question.is_safety else Status.UNSURE
    return Answer(finding=finding, status=status, question=step.question.id)


def person(case: Mapping[str, Any]) -> Iterable[Answer]:
    yield Answer(finding="age_years", status=Status.PRESENT, value=float(case["age"]))
    yield Answer(finding="sex", status=Status.PRESENT, value=case["sex"])


def played(case: Mapping[str, Any]) -> tuple[Assessment, int]:
    """The assessment of a case, and how many questions it took."""
    opening = CROSSWALK.read(case["opening"])
    known: Reading = CROSSWALK.read({**case["opening"], **case.get("if_asked", {})})
    said = [e for e in (*opening.stated, *opening.implied) if len(e.values) < 2]
    talk = Case().add(*person(case), *map(stated, said))
    questions = 0
    while isinstance(step := knowledge.next_step(KB, talk), Ask):
        questions += 1
        assert questions <= MOST_QUESTIONS
        for finding in step.findings:
            entry = known.of(finding)
            told = entry and stated(entry, step.question.id)
            talk = talk.add(told or not_stated(finding, step))
    return step, questions


@pytest.mark.parametrize("name", CASES)
def test_the_advice_is_what_a_clinician_would_expect(name):
    case = CASES[name]
    assessment, _ = played(case)
    assert assessment.level.value in case["levels"], assessment.reasons
    if case.get("suspected"):
        flags = assessment.to_json()["red_flags"]
        causes = {CROSSWALK.cause(str(flag["suspected"])) for flag in flags}
        assert causes & set(case["suspected"])


@pytest.mark.parametrize("name", [n for n, c in CASES.items() if c.get("patterns")])
def test_the_expected_pattern_is_among_the_first_three(name):
    case = CASES[name]
    ranked = tiers(played(case)[0].to_json()["differential"], CROSSWALK)
    assert credit(ranked, case["patterns"], 3) == 1, ranked


def test_an_emergency_is_found_within_six_questions():
    for name, case in CASES.items():
        assessment, questions = played(case)
        if assessment.is_emergency:
            assert questions <= MOST_TO_AN_EMERGENCY, name


def test_the_cases_are_spread_over_every_pattern_cause_and_urgency():
    patterns = {p for case in CASES.values() for p in case.get("patterns", ())}
    causes = {s for case in CASES.values() for s in case.get("suspected", ())}
    levels = {level for case in CASES.values() for level in case["levels"]}
    assert patterns == {*CROSSWALK.patterns.values(), "other"}
    assert causes == CROSSWALK.suspected
    assert levels == set(CROSSWALK.triage)


def test_the_cases_use_only_words_of_the_vocabulary():
    for name, case in CASES.items():
        facts = {**case["opening"], **case.get("if_asked", {})}
        assert not CROSSWALK.remarks(facts, name)
