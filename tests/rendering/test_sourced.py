"""No statement about health is shown without a source that can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import knowledge
from knowledge import Case, KnowledgeBase, Status
from knowledge.files import read_yaml
from knowledge.library import load_library
from knowledge.model import Level
from rendering import Speaker
from rendering.loading import PHRASE_SOURCES
from tests.rendering.cases import PEOPLE, interviewed
from tests.rendering.reading_level import sentences
from tests.rendering.words import every_text

RULES = read_yaml(Path(__file__).parent / "not_statements.yml")
HEALTH = re.compile(rf"\b(?:{'|'.join(RULES['health_words'].split())})\b", re.I)
NOT_STATEMENTS = {
    phrase for said in RULES["not_statements"].values() for phrase in said
}


def about_health(text: str) -> list[str]:
    """The sentences of a text that say something and use a word for health.

    A name or an option is no sentence, and a question states nothing. What is filled in
    has its own source.
    """
    filled = re.sub(r"\{[a-z_]+\}", "", text)
    return [
        sentence
        for sentence in sentences(filled)
        if re.search(r"[.!:]”?$", sentence.strip()) and HEALTH.search(sentence)
    ]


def sources_of(kb: KnowledgeBase, speaker: Speaker, place: str) -> Iterable[str]:
    """The references behind the sentence that stands at this place of the wording."""
    wording = speaker.voice.wording
    file, name = place.split(".")[:2]
    if file == "red_flags":
        return next(flag for flag in kb.red_flags if flag.id == name).references
    if file == "triage":
        rules = {rule.id: rule.references for rule in kb.triage_rules}
        return rules.get(name, kb.self_care.references)
    if file == "conditions":
        return kb.conditions[name].references
    if file == "questions":
        return kb.questions[name].references
    if file == "dispositions":
        return kb.dispositions[Level(name)].references
    if file == "suspected":  # what to say there, of the flags that suspect it
        flags = (flag for flag in kb.red_flags if flag.suspected == name)
        return [key for flag in flags for key in flag.references]
    if file == "phrases":
        return PHRASE_SOURCES.get(name, ())
    if file == "emergencies":
        return kb.elsewhere[name].references
    if file in ("safety_net", "cards"):
        return getattr(wording, file)[name].references
    return _of_care(kb, place.split(".")[1:])


def _of_care(kb: KnowledgeBase, parts: list[str]) -> Iterable[str]:
    """Of a step or a drawing its own; a heading has those of what it stands over."""
    steps = [(stage.id, step) for stage in kb.care for step in stage.steps]
    if parts[0] == "steps":
        return next(step.references for _, step in steps if step.id == parts[1])
    if parts[0] == "drawings":
        return next(step.references for _, step in steps if step.drawing == parts[1])
    return [
        key
        for stage, step in steps
        if parts[0] == "heading" or stage == parts[1]
        for key in step.references
    ]


def test_every_sentence_about_health_leads_to_a_source(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    unsourced = []
    for place, text in every_text(speaker.voice.wording):
        file, name = place.split(".")[:2]
        if file == "findings" or (file == "phrases" and name in NOT_STATEMENTS):
            continue
        if file == "phrases" and not about_health(text):
            continue
        keys = list(sources_of(kb, speaker, place))
        if not keys or not set(keys) <= set(kb.references):
            unsourced.append((place, text))
    assert unsourced == []


def test_what_a_person_may_report_is_named_and_never_stated(speaker: Speaker) -> None:
    """Why `findings` needs no source: it holds names and options, no sentences."""
    assert [
        (place, text)
        for place, text in every_text(speaker.voice.wording)
        if place.startswith("findings.") and re.search(r"[.!:]$", text)
    ] == []


@pytest.mark.parametrize("phrase", sorted(NOT_STATEMENTS))
def test_every_excuse_is_needed_and_has_no_source_as_well(
    speaker: Speaker, phrase: str
) -> None:
    assert about_health(speaker.voice.wording.phrases[phrase])
    assert phrase not in PHRASE_SOURCES


@pytest.mark.parametrize("phrase", sorted(PHRASE_SOURCES))
def test_every_source_of_a_phrase_belongs_to_a_statement(
    speaker: Speaker, phrase: str
) -> None:
    assert about_health(speaker.voice.wording.phrases[phrase])


def test_a_statement_of_fact_without_a_source_would_be_found() -> None:
    assert about_health("Walking is good. Nerves heal slowly.")
    assert not about_health("Do your legs hurt?")
    assert not about_health("pain in the leg")
    assert not about_health("I have cleared your answers.")


def test_every_claim_that_can_be_told_has_a_source(kb: KnowledgeBase) -> None:
    library = load_library(kb)
    for claim in library.claims.values():
        assert claim.references, claim.id
        assert set(claim.references) <= library.references.keys(), claim.id


def test_a_phrase_about_health_carries_its_references(speaker: Speaker) -> None:
    assert speaker.statement("goodbye").data["references"] == PHRASE_SOURCES["goodbye"]
    assert speaker.other_emergency("stroke").data["references"]


@pytest.mark.parametrize("person", PEOPLE)
def test_everything_an_assessment_says_carries_its_references(
    speaker: Speaker, kb: KnowledgeBase, person: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])
    for message in speaker.assessment(assessment, case):
        record = message.data.get("assessment")
        if record:
            _check_record(record)
        for stage in message.data.get("plan", ()):
            assert all(step["references"] for step in stage["steps"])
        for signs in message.data.get("safety_net", ()):
            assert signs["references"]
        card = message.data.get("card")
        assert card is None or card["references"]


def _check_record(record: dict) -> None:
    assert record["disposition"]["references"]
    for reason in record["reasons"]:
        assert reason["references"]
        assert set(reason["references"]) <= set(record["sources"])
    for candidate in record["differential"]:
        assert candidate["references"]
        for row in candidate["ledger"]:
            assert row["references"]
            assert row["basis"] in {"published", "derived", "inference"}
            assert set(row["references"]) <= set(record["sources"])
    assert set(record["disposition"]["references"]) <= set(record["sources"])


def test_every_red_flag_spoken_of_carries_its_references(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    for finding in sorted(kb.red_flag_findings):
        case = Case().say("site_low_back", Status.PRESENT)
        case = case.say(finding, Status.PRESENT)
        assessment = knowledge.assess(kb, case)
        first = speaker.assessment(assessment, case)[0]
        _check_record(first.data["assessment"])
