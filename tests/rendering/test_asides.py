"""What is said beside questions and advice."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import Answer, Case, KnowledgeBase, Level, Status
from knowledge.loading import read_yaml
from rendering import Speaker
from rendering.checks import placeholders
from rendering.loading import LOCALES, PHRASE_SOURCES
from tests.rendering.cases import PEOPLE, case_of, interviewed

PHRASES = read_yaml(LOCALES / "en" / "phrases.yml")
EMERGENCIES = read_yaml(LOCALES / "en" / "emergencies.yml")


def answer(finding: str, status: Status, value: str | float | None = None) -> Answer:
    return Answer(finding=finding, status=status, value=value)


def test_the_introduction_tells_purpose_limits_and_what_to_do_in_an_emergency(
    speaker: Speaker,
) -> None:
    message = speaker.introduction()

    for said in ("not a doctor", "may get it wrong", "not for emergencies", "999"):
        assert said in message.text
    assert "Your answers are kept" in message.text
    assert [button.payload for button in message.buttons] == ["/begin"]
    assert message.data == {"kind": "introduction"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (answer("worse_sitting", Status.PRESENT), "more pain when sitting"),
        (answer("worse_sitting", Status.ABSENT), "no more pain when sitting"),
        (answer("weakness", Status.UNSURE), "not sure about weakness in a leg or foot"),
        (
            answer("sexual_dysfunction", Status.DECLINED),
            "rather not say about changed feeling or function in sex",
        ),
        (answer("pregnancy", Status.ABSENT), "not pregnant"),
        (answer("age_years", Status.PRESENT, 40.0), "age 40"),
        (answer("duration_weeks", Status.PRESENT, 0.4), "pain for about 3 days"),
        (answer("duration_weeks", Status.PRESENT, 1.0), "pain for about a week"),
        (answer("duration_weeks", Status.PRESENT, 6.0), "pain for about 6 weeks"),
        (answer("duration_weeks", Status.PRESENT, 13.0), "pain for about 3 months"),
        (answer("duration_weeks", Status.PRESENT, 104.0), "pain for about 2 years"),
        (answer("severity", Status.PRESENT, 0.0), "pain of 0 out of 10"),
        (answer("side", Status.PRESENT, "left"), "pain on the left side"),
        (
            answer("main_site", Status.PRESENT, "sit_bone"),
            "pain most of all in the sit bone",
        ),
        (answer("main_site", Status.UNSURE), "not sure about where it hurts most"),
    ],
)
def test_what_was_understood_is_said_back(
    speaker: Speaker, given: Answer, said: str
) -> None:
    assert speaker.noted([given]).text == f"Noted: {said}."


def test_several_answers_are_said_in_one_list(speaker: Speaker) -> None:
    message = speaker.noted(
        [answer("fever", Status.ABSENT), answer("site_calf", Status.PRESENT)]
    )

    assert message.text == "Noted: no fever or shivers; pain in the calf."


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_can_be_spoken(speaker: Speaker, phrase: str) -> None:
    needed = placeholders(PHRASES[phrase]) - speaker.voice.clinic.facts().keys()

    message = speaker.statement(phrase, **dict.fromkeys(needed, "this"))

    assert message.text.strip()
    assert "{" not in message.text
    cited = {"references": PHRASE_SOURCES[phrase]} if phrase in PHRASE_SOURCES else {}
    assert message.data == {"kind": "statement", "about": phrase, **cited}


def test_braces_in_what_a_person_wrote_are_left_as_they_are(speaker: Speaker) -> None:
    message = speaker.statement("did_you_mean", words="{emergency_number} {0}")

    assert "{emergency_number} {0}" in message.text


def test_a_phrase_that_does_not_exist_is_an_error(speaker: Speaker) -> None:
    with pytest.raises(KeyError):
        speaker.statement("no_such_phrase")


@pytest.mark.parametrize("ending", ["stopped", "goodbye"])
def test_no_ending_is_without_the_safety_net(speaker: Speaker, ending: str) -> None:
    text = speaker.statement(ending).text

    assert "999" in text
    assert "between your legs" in text


def test_a_technical_problem_still_says_when_to_get_help(speaker: Speaker) -> None:
    message = speaker.technical_problem()

    assert message.text.startswith("Sorry")
    assert "Call 999 or go to A&E now" in message.text
    assert "between your legs" in message.text
    assert message.data["kind"] == "technical_problem"


@pytest.mark.parametrize("emergency", EMERGENCIES)
def test_every_other_emergency_has_a_place_to_turn_to(
    speaker: Speaker, emergency: str
) -> None:
    message = speaker.other_emergency(emergency)

    assert "999" in message.text
    assert message.data["emergency"] == emergency
    assert message.data["call"]["number"] == "999"


def test_an_emergency_nobody_thought_of_is_still_an_emergency(speaker: Speaker) -> None:
    assert speaker.other_emergency("snake_bite").text.startswith("Emergency: call 999")


@pytest.mark.parametrize(
    ("emergency", "line"),
    [("suicidal_thoughts", "116 123"), ("abuse", "0808 2000 247")],
)
def test_distress_gets_kindness_first_and_a_line_to_call(
    speaker: Speaker, emergency: str, line: str
) -> None:
    text = speaker.other_emergency(emergency).text

    assert text.startswith("I am ")
    assert line in text


def test_sources_tell_how_much_was_read(speaker: Speaker, kb: KnowledgeBase) -> None:
    message = speaker.sources(["PARK20", "SURI10", "PARK20"])

    assert message.text.count(kb.references["PARK20"].citation) == 1
    assert "(read in full)" in message.text
    assert "(summary read)" in message.text
    assert message.data["references"] == ["PARK20", "SURI10"]


def test_every_source_can_be_told(speaker: Speaker, kb: KnowledgeBase) -> None:
    message = speaker.sources(kb.references)

    assert len(message.text.split("\n")) == len(kb.references) + 1


def test_no_sources_is_said_too(speaker: Speaker) -> None:
    assert speaker.sources([]).text


@pytest.mark.parametrize("level", Level)
def test_a_level_completes_a_sentence(speaker: Speaker, level: Level) -> None:
    assert speaker.level(level)
    assert not speaker.level(level).endswith(".")


def test_the_summary_keeps_no_unsure_and_declined_apart(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = (
        case_of({"site_buttock": True, "fever": False})
        .say("weakness", Status.UNSURE)
        .say("sexual_dysfunction", Status.DECLINED)
    )

    lines = speaker.hand_over_summary(case, knowledge.assess(kb, case)).text.split("\n")

    assert "Reported: pain in the buttock." in lines
    assert "Said no to: fever or shivers." in lines
    assert "Not sure about: weakness in a leg or foot." in lines
    assert "Would rather not say: changed feeling or function in sex." in lines
    assert "Warning signs: none reported so far." in lines


def test_the_summary_quotes_the_opening_words(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    told = Answer(finding="site_buttock", status=Status.PRESENT, words="my bum hurts")
    case = Case().add(told)

    summary = speaker.hand_over_summary(case, knowledge.assess(kb, case))

    assert "“my bum hurts”" in summary.text


def test_the_summary_of_an_emergency_has_warning_signs_and_no_patterns(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, assessment = interviewed(kb, PEOPLE["cauda_equina"])

    summary = speaker.hand_over_summary(case, assessment).text

    assert "Warning signs: changed feeling between the legs" in summary
    assert "emergency help now" in summary
    assert "Closest kinds of pain" not in summary


def test_nothing_said_gives_nothing_to_hand_over(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    summary = speaker.hand_over_summary(Case(), knowledge.assess(kb, Case()))

    assert "nothing to hand over" in summary.text


def test_a_place_is_noted_once_even_when_it_hurts_most_there(speaker: Speaker) -> None:
    case = (
        Case()
        .say("site_buttock", Status.PRESENT)
        .say("main_site", Status.PRESENT, "buttock")
    )
    assert speaker.noted(case.answers).text.count("buttock") == 1
