"""No statement about health is shown without a source that can be looked up."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import knowledge
from knowledge import Case, KnowledgeBase, Status
from knowledge.model import Level
from rendering import Speaker
from tests.rendering.cases import PEOPLE, interviewed
from tests.rendering.words import every_text

# Names of things a person may report, frames that are filled with sourced words, and
# where to turn with what is not ours: no statements about this pain.
NOT_STATEMENTS = frozenset({"findings", "phrases", "suspected", "emergencies"})


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
        if place.split(".")[0] in NOT_STATEMENTS:
            continue
        keys = list(sources_of(kb, speaker, place))
        if not keys or not set(keys) <= set(kb.references):
            unsourced.append((place, text))
    assert unsourced == []


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
