"""What is never said: a diagnosis, false comfort, a dose, a percentage."""

from __future__ import annotations

import re

import pytest

from knowledge import KnowledgeBase
from rendering import Speaker
from tests.rendering.cases import PEOPLE, interviewed
from tests.rendering.words import every_text

FORBIDDEN = {
    "a diagnosis": r"\byou (?:probably |likely )?(?:have|suffer from|are suffering) "
    r"(?:a |an |the )?(?!told|had|been|it\b|this|to\b|got to|any|answered)"
    r"(?:sciatica|syndrome|\w+ (?:syndrome|pain|disease|infection|cancer))",
    "a condition as a fact": r"\b(?:this|it) is (?:sciatica|\w+ syndrome)",
    "false comfort": r"nothing (?:is wrong|serious|to worry)|don.?t worry"
    r"|no need to worry|you are fine|all clear|harmless|rest assured",
    "certainty": r"\bdefinitely\b|\bcertainly\b|\bguarantee|\balways means\b",
    "a dose": r"\b\d+\s?(?:mg|milligrams?|ml|tablets?)\b|times a day",
    "a medicine": r"\b(?:ibuprofen|paracetamol|naproxen|codeine|morphine|tramadol"
    r"|diazepam|gabapentin|pregabalin|amitriptyline)\b",
    "a percentage": r"\d\s?%|\bper ?cent\b|\bone in \w+\b",
    "a demand for a scan": r"you need (?:an? )?(?:mri|scan|x-?ray)",
    "bed rest": r"\b(?:rest|stay) in bed\b",
    "a frightening picture": r"slipped disc|worn|crumbl|degenerat",
}

# Words in the names of conditions that are everyday words in a question as well.
# "Inflammatory" is in the name of a disease the person may have been told of.
NAMES_OF_PLACES_AND_TIMES = frozenset(
    re.findall(
        r"[a-z]+",
        "back pain joint another cause from nerve root periods linked narrow arteries "
        "inflammatory",
    )
)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_wording_never_says(speaker: Speaker, what: str) -> None:
    said = {
        place: text
        for place, text in every_text(speaker.voice.wording)
        if re.search(FORBIDDEN[what], text, re.IGNORECASE)
    }

    assert said == {}


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("person", PEOPLE)
def test_no_assessment_says(
    speaker: Speaker, kb: KnowledgeBase, person: str, what: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])

    for message in speaker.assessment(assessment, case):
        assert not re.search(FORBIDDEN[what], message.text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("a diagnosis", "You have piriformis syndrome."),
        ("a diagnosis", "You probably have sciatica."),
        ("false comfort", "There is nothing to worry about."),
        ("a dose", "Take 400 mg."),
        ("a percentage", "The chance is 40%."),
    ],
)
def test_a_forbidden_sentence_would_be_found(what: str, sentence: str) -> None:
    assert re.search(FORBIDDEN[what], sentence, re.IGNORECASE)


def test_no_question_names_a_condition(speaker: Speaker) -> None:
    wording = speaker.voice.wording
    names = {
        word for words in wording.conditions.values() for word in long_words(words.name)
    } - NAMES_OF_PLACES_AND_TIMES
    for key, question in speaker.voice.kb.questions.items():
        words = wording.questions[key]
        asked = [words.ask, words.hint or "", words.why, *words.options.values()]
        options = [speaker.voice.option(finding) for finding in question.findings]
        assert not names & long_words(" ".join(asked + options)), key


def long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))
