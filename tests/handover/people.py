"""Random but reproducible records, as odd as people and their words can be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from handover import (
    Consent,
    ConsentStatus,
    Contact,
    Encounter,
    Patient,
    Record,
    Told,
    record,
)
from knowledge import Answer, Case, How, Level, SaidBy
from rendering import Speaker
from tests.knowledge.cases import KB, answers

SPEAKER = Speaker.load(KB)
AT = "2026-03-01T09:30:00+00:00"
ROUTES = ("web", "phone", "counter", "sms", "carrier pigeon")
EMERGENCIES = (*sorted(SPEAKER.voice.wording.emergencies), "one we do not know")
QUESTIONS = (None, *KB.questions)

words = st.one_of(st.none(), st.text(min_size=1, max_size=60))
known = st.one_of(st.none(), st.text(min_size=1, max_size=30))


@st.composite
def said(draw: st.DrawFn) -> Answer:
    """An answer from anybody, with words of any kind."""
    return replace(
        draw(answers()),
        said_by=draw(st.sampled_from(list(SaidBy))),
        how=draw(st.sampled_from(list(How))),
        turn=draw(st.integers(0, 30)),
        question=draw(st.sampled_from(QUESTIONS)),
        words=draw(words),
    )


@st.composite
def encounters(draw: st.DrawFn) -> Encounter:
    """An encounter of which anything may be unknown."""
    status = draw(st.sampled_from(list(ConsentStatus)))
    return Encounter(
        id=draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        at=AT,
        route=draw(st.sampled_from(ROUTES)),
        patient=Patient(
            name=draw(known),
            born=draw(st.one_of(st.none(), st.dates().map(str))),
            identifier=draw(known),
        ),
        contact=Contact(
            name=draw(known),
            relationship=draw(known),
            call_back=draw(known),
            location=draw(known),
            interpreter=draw(known),
        ),
        consent=Consent(
            status=status, at=None if status is ConsentStatus.NOT_ASKED else AT
        ),
    )


@st.composite
def records(draw: st.DrawFn, largest: int = 25) -> Record:
    """The record of a random case."""
    case = Case(tuple(draw(st.lists(said(), max_size=largest))))
    read_aloud = st.builds(Told, about=st.just("script"), text=st.text(min_size=1))
    return record(
        SPEAKER,
        case,
        draw(encounters()),
        told=draw(st.one_of(st.none(), st.lists(read_aloud, max_size=2))),
        emergencies=draw(st.lists(st.sampled_from(EMERGENCIES), max_size=2)),
        at_least=draw(st.sampled_from((None, None, *Level))),
    )
