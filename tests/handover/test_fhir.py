"""Bundles are valid FHIR R4, say what the record says, and name no cause."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, Phase, given, seed, settings

from handover import Encounter, FindingStatus, Record, record
from handover.fhir import bundle
from handover.record import canonical
from knowledge import Answer, Case, SaidBy, Status
from knowledge.model import Kind
from tests.handover.people import AT, SPEAKER, records
from tests.knowledge.cases import KB

CHECK = Path(__file__).parent / "validators" / "check.mjs"
HOW_MANY = 1000
ALSO_BY_STRUCTURE = 250
ALSO_IN_PYTHON = 50
CAUSES = {"Condition", "ClinicalImpression", "DiagnosticReport"}


def generated(how_many: int) -> list[Record]:
    """The same random records every time."""
    made: list[Record] = []

    @seed(7)
    @settings(
        max_examples=how_many,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records())
    def collect(one: Record) -> None:
        made.append(one)

    collect()
    return made


@pytest.fixture(scope="module")
def bundles() -> list[dict[str, Any]]:
    return [bundle(SPEAKER.voice, one) for one in generated(HOW_MANY)]


def errors(bundles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the schema and the structure definitions of R4 have against them."""
    checked = subprocess.run(
        ["node", str(CHECK), str(ALSO_BY_STRUCTURE)],
        input="\n".join(json.dumps(entry) for entry in bundles),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in checked.stdout.splitlines()]


def test_a_thousand_random_records_are_valid_by_the_official_r4_schema(tools, bundles):
    assert len(bundles) >= HOW_MANY * 0.9
    assert errors(bundles) == []


def test_the_validators_do_find_errors(tools, bundles):
    broken = json.loads(json.dumps(bundles[0]))
    for entry in broken["entry"]:
        if entry["resource"]["resourceType"] == "Observation":
            entry["resource"]["status"] = "guessed"
    found = {error["by"] for error in errors([broken])}
    assert found == {"schema", "structure"}


def test_they_are_valid_r4b_by_fhir_resources(bundles):
    for entry in bundles[:ALSO_IN_PYTHON]:
        Bundle.parse_obj(entry)


def resources(content: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        entry["resource"]
        for entry in content["entry"]
        if entry["resource"]["resourceType"] == kind
    ]


def status_of(observation: dict[str, Any]) -> FindingStatus:
    """What a reader who knows only FHIR makes of an observation."""
    reason = observation.get("dataAbsentReason")
    if reason:
        return {
            "asked-unknown": FindingStatus.UNSURE,
            "asked-declined": FindingStatus.DECLINED,
            "not-asked": FindingStatus.NOT_ASKED,
        }[reason["coding"][0]["code"]]
    if observation.get("valueBoolean") is False:
        return FindingStatus.ABSENT
    return FindingStatus.PRESENT


def value_of(observation: dict[str, Any]) -> str | float | None:
    if "valueQuantity" in observation:
        return float(observation["valueQuantity"]["value"])
    if "valueCodeableConcept" in observation:
        return str(observation["valueCodeableConcept"]["coding"][0]["code"])
    return None


@settings(max_examples=40, deadline=None)
@given(records())
def test_every_field_of_the_record_is_in_the_bundle(one):
    content = bundle(SPEAKER.voice, one)
    found = {
        observation["code"]["coding"][0]["code"]: (
            status_of(observation),
            value_of(observation),
        )
        for observation in resources(content, "Observation")
    }
    numbers_and_choices = {
        f.id for f in KB.findings.values() if f.kind is not Kind.BOOLEAN
    }
    assert found == {
        r.finding: (r.status, r.value if r.finding in numbers_and_choices else None)
        for r in one.reports
    }
    flags = {
        flag["code"]["coding"][0]["code"]: flag["category"][1]["coding"][0]["code"]
        for flag in resources(content, "Flag")
    }
    assert flags == {
        f.id: "certain" if f.certain else "not-excluded" for f in one.red_flags
    } | dict.fromkeys(one.emergencies, "certain")
    (risk,) = resources(content, "RiskAssessment")
    level = risk["prediction"][0]["qualitativeRisk"]["coding"][0]["code"]
    assert level == one.triage.level.value
    (device,) = resources(content, "Device")
    assert {v["type"]["text"]: v["value"] for v in device["version"]} == one.versions
    assert risk["performer"] == {"reference": f"urn:uuid:{device['id']}"}
    assert len(resources(content, "Communication")) == len(one.told)
    assert content["identifier"]["value"] == one.encounter.id


@settings(max_examples=40, deadline=None)
@given(records())
def test_no_bundle_names_a_cause_or_refers_outside_itself(one):
    content = bundle(SPEAKER.voice, one)
    kinds = {entry["resource"]["resourceType"] for entry in content["entry"]}
    assert not kinds & CAUSES
    assert {"QuestionnaireResponse", "RiskAssessment", "Provenance", "Consent"} <= kinds
    urls = [entry["fullUrl"] for entry in content["entry"]]
    assert len(set(urls)) == len(urls)
    text = json.dumps(content)
    referred = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
    assert referred <= set(urls)


@settings(max_examples=30, deadline=None)
@given(records())
def test_the_same_record_gives_the_same_bytes(one):
    again = Record.from_json(json.loads(canonical(one.to_json())))
    assert canonical(bundle(SPEAKER.voice, again)) == canonical(
        bundle(SPEAKER.voice, one)
    )


def told(*answers: Answer) -> dict[str, Any]:
    encounter = Encounter(id="1" * 32, at=AT, route="web")
    return bundle(SPEAKER.voice, record(SPEAKER, Case(answers), encounter))


def test_somebody_who_took_over_in_one_turn_is_in_the_bundle():
    first = Answer(finding="fever", status=Status.PRESENT)
    second = replace(first, said_by=SaidBy.CARER)
    content = told(first, second)
    assert len(resources(content, "RelatedPerson")) == 1


def test_the_five_states_of_one_finding_are_five_different_observations():
    def seen(*answers: Answer) -> str:
        observation = next(
            o
            for o in resources(told(*answers), "Observation")
            if o["code"]["coding"][0]["code"] == "fever"
        )
        keys = ("status", "valueBoolean", "dataAbsentReason")
        return json.dumps([observation.get(key) for key in keys])

    states = {seen(Answer(finding="fever", status=status)) for status in Status}
    assert len(states | {seen()}) == len(FindingStatus)


def test_who_said_it_and_the_exact_words_stand_with_the_observation():
    words = "Er hat Fieber – 39,5!"
    content = told(
        Answer(
            finding="fever",
            status=Status.PRESENT,
            said_by=SaidBy.CARER,
            words=words,
            turn=1,
        )
    )
    (caller,) = resources(content, "RelatedPerson")
    observation = resources(content, "Observation")[0]
    assert observation["performer"] == [{"reference": f"urn:uuid:{caller['id']}"}]
    assert observation["note"] == [{"text": words}]


def test_a_request_is_a_proposal_as_urgent_as_the_advice_with_symptom_codes_only():
    content = told(
        Answer(finding="site_low_back", status=Status.PRESENT),
        Answer(finding="radiation", status=Status.PRESENT, value="foot"),
        Answer(finding="side", status=Status.PRESENT, value="left"),
        Answer(finding="saddle_numbness", status=Status.PRESENT),
    )
    (request,) = resources(content, "ServiceRequest")
    assert (request["intent"], request["priority"]) == ("proposal", "stat")
    codes = [reason["coding"][0]["code"] for reason in request["reasonCode"]]
    assert codes == ["M54.42"]


def test_nothing_is_requested_where_the_advice_is_self_care():
    answers = [
        Answer(finding=finding, status=Status.ABSENT)
        for finding in KB.findings
        if KB.findings[finding].kind is Kind.BOOLEAN
    ]
    profile = {"age_years": 35.0, "duration_weeks": 1.0, "sex": "male"}
    answers += [
        Answer(finding=f, status=Status.PRESENT, value=v) for f, v in profile.items()
    ]
    answers.append(Answer(finding="site_low_back", status=Status.PRESENT))
    content = told(*answers)
    (risk,) = resources(content, "RiskAssessment")
    level = risk["prediction"][0]["qualitativeRisk"]["coding"][0]["code"]
    assert (level, resources(content, "ServiceRequest")) == ("self_care", [])
