"""The advice: the action first, then why, never more than is known."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

import knowledge
from knowledge import Case, KnowledgeBase, Level, Status
from knowledge.model import Kind
from knowledge.results import Direction
from rendering import Message, Speaker
from tests.rendering.cases import PEOPLE, case_of, interviewed
from tests.rendering.golden import path_of, rendered

FIRST_WORD = {
    Level.EMERGENCY: "Emergency:",
    Level.SAME_DAY: "Urgent:",
    Level.SOON: "Soon:",
    Level.ROUTINE: "Routine:",
    Level.SELF_CARE: "Self-care:",
}


def about(messages: tuple[Message, ...]) -> list[str]:
    return [m.data.get("about", m.data["kind"]) for m in messages]


def text_of(messages: tuple[Message, ...], part: str) -> str:
    return next(m.text for m in messages if m.data.get("about") == part)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_typical_assessment_has_the_agreed_words(
    speaker: Speaker, person: str
) -> None:
    """Agree to new words by `python -m tests.rendering.golden` and review."""
    assert rendered(speaker, person) == path_of(person).read_text(encoding="utf-8")


@pytest.mark.parametrize("level", Level)
def test_the_first_words_are_the_action_and_how_soon(
    speaker: Speaker, kb: KnowledgeBase, level: Level
) -> None:
    case, assessment = interviewed(kb, PEOPLE["back_strain"])

    first, *_ = speaker.assessment(replace(assessment, level=level), case)

    assert first.text.startswith(FIRST_WORD[level])
    assert first.data["severity"] == level.value


def test_an_emergency_says_only_what_to_do_now(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["cauda_equina"])

    (message,) = speaker.assessment(assessment, case)

    assert message.data["kind"] == "emergency"
    for said in (
        "call 999 or go to A&E",
        "What to say:",
        "Take with you:",
        "not drive",
    ):
        assert said in message.text
    assert "syndrome (" not in message.text


def test_an_emergency_names_what_was_said_and_once_what_it_may_mean(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of(PEOPLE["cauda_equina"])

    message = speaker.emergency(knowledge.assess(kb, case), case)

    assert "changed feeling between the legs; a change in passing pee" in message.text
    assert message.text.count("If so, they need help within hours.") == 1


def test_a_heart_or_vessel_emergency_asks_for_the_ambulance(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of({"site_low_back": True, "chest_pain": True})

    message = speaker.emergency(knowledge.assess(kb, case), case)

    assert message.text.startswith("Emergency: call 999 now.")


def test_something_left_open_is_said_to_be_open_not_present(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of({"site_low_back": True, "age_years": 40.0})
    case = case.say("saddle_numbness", Status.DECLINED)

    first = speaker.assessment(knowledge.assess(kb, case), case)[0].text

    assert "left open: changed feeling between the legs." in first
    assert "You mentioned" not in first
    assert "cauda equina" not in first


def test_all_that_was_left_open_is_told_in_one_sentence(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of({"site_low_back": True, "age_years": 40.0})
    for finding in ("saddle_numbness", "bladder_change", "chest_pain"):
        case = case.say(finding, Status.UNSURE)

    first = speaker.assessment(knowledge.assess(kb, case), case)[0].text

    assert first.count("left open") == 1
    for label in ("feeling between the legs", "passing pee", "chest pain"):
        assert label in first.split("left open")[1].split("\n")[0]


@pytest.mark.parametrize("person", [p for p in PEOPLE if p != "cauda_equina"])
def test_every_ending_holds_the_warning_signs(
    speaker: Speaker, kb: KnowledgeBase, person: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])

    net = text_of(speaker.assessment(assessment, case), "safety_net")

    for sign in ("between your legs", "your pee", "your poo", "both legs", "999"):
        assert sign in net


def test_self_care_is_told_only_where_the_engine_says_it_is_safe(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    safe_case, safe = interviewed(kb, PEOPLE["back_strain"])
    urgent_case, urgent = interviewed(kb, PEOPLE["fever"])

    assert "self_care" in about(speaker.assessment(safe, safe_case))
    assert "self_care" not in about(speaker.assessment(urgent, urgent_case))


def test_advice_about_crossed_legs_is_for_pain_deep_in_the_buttock(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    gluteal_case, gluteal = interviewed(kb, PEOPLE["deep_gluteal"])
    back_case, back = interviewed(kb, PEOPLE["back_strain"])

    assert "crossed legs" in text_of(
        speaker.assessment(gluteal, gluteal_case), "self_care"
    )
    assert "crossed legs" not in text_of(
        speaker.assessment(back, back_case), "self_care"
    )


def test_a_pattern_beside_a_warning_sign_does_not_explain_it_away(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["fever"])

    patterns = text_of(speaker.assessment(assessment, case), "patterns")

    assert patterns.startswith("Have the warning sign checked first")


def test_ties_are_said_to_need_an_examination(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["back_strain"])
    first, second, *rest = assessment.differential
    tied = replace(
        assessment,
        differential=(
            replace(first, tied_with=(second.condition,)),
            replace(second, rank=1, band=first.band, tied_with=(first.condition,)),
            *rest,
        ),
    )

    patterns = text_of(speaker.assessment(tied, case), "patterns")

    names = speaker.voice.conditions((first.condition, second.condition))
    assert f"cannot be told apart without an examination: {names}." in patterns


def test_a_person_under_sixteen_gets_a_person_and_no_patterns(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["child"])

    patterns = text_of(speaker.assessment(assessment, case), "patterns")

    assert "under 16" in patterns
    assert "Mechanical" not in patterns


def test_pregnancy_adds_whom_to_tell(speaker: Speaker, kb: KnowledgeBase) -> None:
    case = case_of({**PEOPLE["back_strain"], "sex": "female", "pregnancy": True})

    first = speaker.assessment(knowledge.assess(kb, case), case)[0]

    assert "midwife" in first.text


def test_an_unfinished_assessment_says_so(speaker: Speaker, kb: KnowledgeBase) -> None:
    case = case_of({"site_low_back": True})

    first = speaker.assessment(knowledge.assess(kb, case), case)[0]

    assert speaker.voice.phrase("unfinished") in first.text


def test_the_changes_are_those_of_the_engine(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["fever"])

    changes = speaker.changes(assessment, case).text

    assert "If this is not so: fever or shivers." in changes
    assert "emergency help now" in changes


def test_what_was_denied_is_not_told_as_left_open(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["back_strain"])

    changes = speaker.changes(assessment, case).text

    assert case.status("chest_pain") is Status.ABSENT
    assert "chest pain" not in changes


def test_the_data_holds_the_words_for_every_entry(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["sciatica"])

    record = speaker.assessment(assessment, case)[0].data["assessment"]

    assert all(reason["words"] for reason in record["reasons"])
    assert all(entry["name"] and entry["about"] for entry in record["differential"])
    rows = [row for entry in record["differential"] for row in entry["ledger"]]
    assert all(
        row.get("words") or row["direction"] == Direction.NOT_KNOWN.value
        for row in rows
    )
    assert {f for row in rows for f in row["findings"]} <= record["labels"].keys()
    assert {key for row in rows for key in row["references"]} <= record[
        "sources"
    ].keys()
    assert all(change["words"] for change in record["changes"])


def test_the_data_is_the_engines_assessment_and_survives_json(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["sciatica"])

    record = speaker.assessment(assessment, case)[0].data["assessment"]

    assert json.loads(json.dumps(record)) == record
    for key in json.loads(json.dumps(assessment.to_json())):
        assert key in record


def test_for_and_against_say_only_what_was_answered(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["deep_gluteal"])

    for candidate in assessment.differential:
        for row in candidate.ledger:
            if row.direction is not Direction.NOT_KNOWN:
                assert row.findings
                assert all(
                    case.status(f) in (Status.PRESENT, Status.ABSENT)
                    for f in row.findings
                )


def test_one_of_several_signs_counts_for_a_pattern_without_the_others(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    """Regression: "no pain when bending" was told as speaking for strained muscles."""
    case = case_of({"site_low_back": True, "worse_extension": True})
    case = case.say("worse_bending", Status.ABSENT)

    patterns = text_of(speaker.assessment(knowledge.assess(kb, case), case), "patterns")

    mechanical = patterns.split("Mechanical low back pain")[1].split("For it:")[1]
    assert "more pain when leaning back" in mechanical.split("\n")[0]
    assert "no more pain when bending" not in mechanical.split("\n")[0]


def random_case(kb: KnowledgeBase, random_numbers: random.Random) -> Case:
    case = Case()
    for finding in random_numbers.sample(sorted(kb.findings), 25):
        record = kb.findings[finding]
        status = random_numbers.choice(list(Status))
        value = None
        if record.kind is Kind.CHOICE:
            value = random_numbers.choice(record.choices)
        elif record.kind is Kind.NUMBER:
            value = random_numbers.uniform(record.minimum or 0, record.maximum or 10)
        case = case.say(finding, status, value if status is Status.PRESENT else None)
    return case


@pytest.mark.parametrize("seed", range(25))
def test_whatever_was_said_every_message_is_complete_text(
    speaker: Speaker, kb: KnowledgeBase, seed: int
) -> None:
    case = random_case(kb, random.Random(seed))
    assessment = knowledge.assess(kb, case)

    messages = (
        *speaker.assessment(assessment, case),
        speaker.changes(assessment, case),
        speaker.hand_over_summary(case, assessment),
    )

    for message in messages:
        assert message.text.strip()
        for unfilled in ("{", "}", "None", "_", "\n\n", ": .", "; ;"):
            assert unfilled not in message.text
        # What is seen in a drawing is set in below its step.
        assert all("  " not in line.lstrip() for line in message.text.splitlines())
        json.dumps(message.to_json())
