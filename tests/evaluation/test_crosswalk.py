"""The crosswalk covers the whole vocabulary and names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import knowledge
from evaluation.crosswalk import load_crosswalk, site
from evaluation.messages import INTENTS, read_messages
from evaluation.patient_words import in_words
from evaluation.stated import Stated
from evaluation.vignettes import PATTERNS, SUSPECTED, TRIAGE, read_vignettes
from knowledge.case import Status
from knowledge.model import Level

ROOT = Path(__file__).parents[2]
CASES = ROOT / "evaluation" / "cases"
HERE = Path(__file__).parent
VOCABULARY = (HERE / "vocabulary.txt").read_text().split()
PLACES = (HERE / "places.txt").read_text().split()

CROSSWALK = load_crosswalk()
FINDINGS = {
    row["id"]: row
    for row in YAML(typ="safe", pure=True).load(
        (ROOT / "knowledge" / "data" / "findings.yml").read_text(encoding="utf-8")
    )
}


def test_every_word_of_the_vocabulary_is_in_the_crosswalk_and_no_other():
    assert list(CROSSWALK.facts) == VOCABULARY
    assert list(CROSSWALK.places) == PLACES


def test_every_fact_names_an_existing_finding_or_says_why_there_is_none():
    named = {
        fact.finding
        for fact in CROSSWALK.facts.values()
        if fact.kind != "places" and not fact.not_modelled
    }
    assert named <= set(FINDINGS)
    reasons = [fact.not_modelled for fact in CROSSWALK.facts.values()]
    assert all(len(reason) > 20 for reason in reasons if reason)


def test_every_place_is_a_finding_and_can_be_the_worst():
    assert {site(place) for place in PLACES} <= set(FINDINGS)
    assert set(PLACES) <= set(FINDINGS["main_site"]["choices"])


def test_facts_and_findings_are_of_the_same_kind():
    kinds = {"named": "boolean", "place": "choice"}
    for fact in CROSSWALK.facts.values():
        if fact.kind != "places" and not fact.not_modelled:
            expected = kinds.get(fact.kind, fact.kind)
            assert FINDINGS[fact.finding]["kind"] == expected, fact.name


def test_every_mapped_value_is_a_choice_of_its_finding():
    for fact in CROSSWALK.facts.values():
        mapped = {value for value in fact.values.values() if value is not None}
        assert mapped <= set(FINDINGS.get(fact.finding, {}).get("choices", ()))


def test_every_place_can_be_numb_or_is_declared_not_to_be():
    choices = FINDINGS["numbness_site"]["choices"]
    declared = CROSSWALK.facts["numbness_location"].values
    assert set(PLACES) - set(choices) == set(declared)


def test_implications_and_details_are_existing_findings():
    for fact in CROSSWALK.facts.values():
        implied = {entry for entries in fact.implies.values() for entry in entries}
        assert implied | set(fact.details) <= set(FINDINGS), fact.name


def test_every_level_and_intent_of_theirs_can_be_reached():
    assert set(CROSSWALK.triage) == {level.value for level in Level}
    assert set(CROSSWALK.triage.values()) == set(TRIAGE)
    assert set(CROSSWALK.intents.values()) == {*INTENTS, "fallback"}
    assert CROSSWALK.suspected == set(SUSPECTED)


def test_every_intent_of_the_bot_is_in_the_crosswalk():
    domain = YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text())
    intents = {
        intent if isinstance(intent, str) else next(iter(intent))
        for intent in domain["intents"]
    }
    assert intents <= set(CROSSWALK.intents)


def test_every_pattern_belongs_to_a_condition_that_exists():
    assert set(CROSSWALK.patterns.values()) == set(PATTERNS) - {"other", "red_flag"}
    assert set(CROSSWALK.patterns) <= set(knowledge.load().conditions)


def test_every_suspected_cause_of_the_knowledge_has_a_word():
    suspected = {flag.suspected for flag in knowledge.load().red_flags}
    assert suspected <= set(SUSPECTED)


@pytest.mark.parametrize("name", [name for name in VOCABULARY if name != "location"])
def test_the_patient_has_words_for_every_fact(name: str):
    fact = CROSSWALK.facts[name]
    if fact.not_modelled:
        return
    values = {
        "boolean": [True, False],
        "named": [True, False],
        "number": [2],
        "place": [place for place in PLACES if fact.values.get(place, place)],
        "choice": FINDINGS[fact.finding].get("choices", ()),
    }
    for value in values[fact.kind]:
        reading = CROSSWALK.read({name: value})
        assert reading.stated
        assert all(in_words([entry]) for entry in (*reading.stated, *reading.implied))


def test_all_places_are_said_in_one_clause():
    places = [
        Stated(finding=site(place), status=Status.PRESENT, fact="location")
        for place in ("low_back", "calf")
    ]
    assert in_words(places) == ["it hurts in my low back and my calf"]


def test_the_open_cases_use_the_vocabulary_only():
    vignettes = read_vignettes(CASES / "vignettes.yml")
    messages = read_messages(CASES / "messages.yml")
    assert (len(vignettes), len(messages)) == (29, 66)
    for case in vignettes:
        assert not case.ignored
        assert CROSSWALK.remarks(case.facts, case.id) == []
    for message in messages:
        assert CROSSWALK.remarks(message.findings, message.id) == []


def test_words_outside_the_vocabulary_are_pointed_out_and_say_nothing():
    facts = {"worse_siting": True, "fever": "maybe", "location": ["nose"], "rash": True}
    remarks = [str(remark) for remark in CROSSWALK.remarks(facts, "c-1")]
    assert remarks[0].startswith("c-1: worse_siting: is no word of the fact vocabulary")
    assert remarks[1] == "c-1: fever: is 'maybe'; it must be true or false"
    assert remarks[2].startswith("c-1: location: has 'nose'; allowed are low_back")
    assert [entry.finding for entry in CROSSWALK.read(facts).stated] == ["rash"]
