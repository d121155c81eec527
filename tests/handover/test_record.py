"""A record says what was said and advised: no more, no less, and for ever the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from handover import (
    Consent,
    ConsentStatus,
    Contact,
    Encounter,
    FindingStatus,
    Patient,
    Record,
    RecordUnreadable,
    Shelf,
    Told,
    record,
    turns_with,
)
from handover.record import canonical
from knowledge import Answer, Case, How, Level, SaidBy, Status
from rendering import Speaker
from tests.knowledge.cases import KB, cases

SPEAKER = Speaker.load(KB)
ENCOUNTER = Encounter(
    id="0" * 32,
    at="2026-03-01T09:30:00+00:00",
    route="web",
    patient=Patient(name="Zoë Ng", born="1980-02-29"),
    contact=Contact(call_back="020 7946 0000", interpreter="yue"),
    consent=Consent(status=ConsentStatus.GIVEN, at="2026-03-01T09:31:00+00:00"),
)
WORDS = "my left buttock hurts, not numb, and i dont know about fever"
TOLD = (
    Answer(finding="site_buttock", status=Status.PRESENT, turn=1, words=WORDS),
    Answer(finding="side", status=Status.PRESENT, value="left", turn=1, words=WORDS),
    Answer(finding="fever", status=Status.UNSURE, turn=1, words=WORDS),
    Answer(
        finding="sexual_dysfunction",
        status=Status.DECLINED,
        question="saddle",
        how=How.TAPPED,
        said_by=SaidBy.CARER,
        turn=2,
    ),
    Answer(finding="bowel_change", status=Status.ABSENT, turn=3, words="no"),
)
CASE = Case(TOLD)


def made(case: Case = CASE) -> Record:
    return record(SPEAKER, case, ENCOUNTER)


def test_the_five_states_of_a_finding_are_kept_apart():
    by_status = {
        status: {report.finding for report in made().with_status(status)}
        for status in FindingStatus
    }
    assert by_status[FindingStatus.PRESENT] == {"site_buttock", "side"}
    assert by_status[FindingStatus.ABSENT] == {"bowel_change"}
    assert by_status[FindingStatus.UNSURE] == {"fever"}
    assert by_status[FindingStatus.DECLINED] == {"sexual_dysfunction"}
    assert "saddle_numbness" in by_status[FindingStatus.NOT_ASKED]
    assert sum(map(len, by_status.values())) == len(made().reports)


def test_who_said_it_and_in_which_words_is_kept():
    reports = {report.finding: report for report in made().reports}
    assert reports["fever"].words == WORDS
    assert reports["sexual_dysfunction"].said_by is SaidBy.CARER
    assert reports["sexual_dysfunction"].how is How.TAPPED
    assert reports["saddle_numbness"].said_by is None
    assert [turn.words for turn in made().turns] == [WORDS, None, "no"]


def test_a_correction_adds_and_does_not_erase():
    corrected = CASE.say("bowel_change", Status.PRESENT)
    reports = {report.finding: report for report in made(corrected).reports}
    assert reports["bowel_change"].status is FindingStatus.PRESENT
    assert [
        a.status for a in made(corrected).case.answers if a.finding == "bowel_change"
    ] == [
        Status.ABSENT,
        Status.PRESENT,
    ]


def test_what_could_not_be_excluded_is_a_red_flag_that_is_not_certain():
    flags = {flag.id: flag.certain for flag in made().red_flags}
    assert flags and not any(flags.values())
    certain = made(CASE.say("saddle_numbness", Status.PRESENT))
    assert certain.triage.level is Level.EMERGENCY
    assert any(flag.certain for flag in certain.red_flags)


def test_what_was_told_is_kept_word_for_word():
    messages = SPEAKER.assessment(knowledge.assess(KB, CASE), CASE)
    assert [told.text for told in made().told] == [message.text for message in messages]
    assert "safety_net" in {told.about for told in made().told}


def test_an_emergency_that_is_not_about_this_pain_makes_the_record_one():
    calm = Case().say("site_low_back", Status.PRESENT)
    told = record(SPEAKER, calm, ENCOUNTER, emergencies=["stroke", "stroke"])
    assert told.emergencies == ("stroke",)
    assert told.triage.level is Level.EMERGENCY
    assert made(calm).triage.level is Level.ROUTINE


def test_words_in_which_nothing_was_heard_are_kept_in_their_place():
    said = [(1, WORDS), (2, "hello?"), (9, "bye")]
    turns = turns_with(CASE, said)
    assert [turn.words for turn in turns] == [WORDS, None, "hello?", "no", "bye"]
    assert record(SPEAKER, CASE, ENCOUNTER, turns=turns).turns == turns


def test_what_staff_read_aloud_stands_for_what_was_told():
    told = [Told(about="script", text="I will put you through.")]
    read = record(SPEAKER, CASE, ENCOUNTER, told=told)
    assert read.told == tuple(told) and read.told_by_staff


@settings(max_examples=40, deadline=None)
@given(cases())
def test_a_record_survives_json_unchanged(case):
    made_once = made(case)
    content = made_once.to_json()
    assert Record.from_json(json.loads(canonical(content))) == made_once
    assert canonical(made(case).to_json()) == canonical(content)


@settings(max_examples=40, deadline=None)
@given(cases())
def test_every_answer_has_its_place_and_nothing_else_is_said(case):
    made_once = made(case)
    said = {r.finding: r for r in made_once.reports if r.said_by is not None}
    assert {f: (r.status.value, r.value) for f, r in said.items()} == {
        f: (a.status.value, a.value) for f, a in case.current.items()
    }
    unsaid = [r for r in made_once.reports if r.said_by is None]
    assert all(r.status is FindingStatus.NOT_ASKED for r in unsaid)
    assert not {r.finding for r in unsaid} & set(said)
    assert len({r.finding for r in made_once.reports}) == len(made_once.reports)


def test_a_record_goes_over_the_shelf(tmp_path):
    shelf = Shelf(f"sqlite:///{tmp_path}/shelf.db")
    assert Record.from_json(shelf.take(shelf.put(made()))) == made()


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "record",
        {},
        {"format": 1},
        made().to_json() | {"triage": {"level": "tomorrow"}},
        made().to_json() | {"reports": [{"finding": "fever"}]},
        made().to_json() | {"encounter": None},
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(RecordUnreadable):
        Record.from_json(content)


@given(st.text())
def test_canonical_json_is_json(text):
    assert json.loads(canonical({text: [text, 0.1, None]})) == {text: [text, 0.1, None]}
