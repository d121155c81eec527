"""Every call that ends reaches the work list once, with all that was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.calls import NoSuchCall, Overtaken
from frontdesk.desk import Desk
from frontdesk.script import (
    Act,
    Acted,
    Branch,
    Call,
    Fill,
    Reply,
    Say,
    Screens,
)
from frontdesk.script import Outcome as Ending
from handover import CodeUnknown, Encounter, record
from handover.fhir import bundle
from handover.sheets import Kind, sheet
from knowledge import Answer, Case, Level, SaidBy, Status
from rendering import Speaker
from tests.frontdesk.made import Clock, away, database, made
from tests.frontdesk.walking import FIELDS, routine
from worklist import State, erase, retain
from worklist.replay import Outcome, replay
from worklist.tables import calls

NUMB = "my back hurts and I am numb between the legs"
UNHEARD = "well, you know how it is"
OLD = (
    "I have had it for more than ten years, it has not changed, "
    "my doctor told me it comes from my prostate"
)
PRIORITY = {Level.EMERGENCY: "stat", Level.SAME_DAY: "asap"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


@pytest.fixture
def desk(engine: Engine, speaker: Speaker, screens: Screens, clock: Clock) -> Desk:
    return made(engine, speaker, screens, clock)


def does(desk: Desk, call: Call, *acts: Act) -> Call:
    for act in acts:
        call = desk.act(desk.calls.get(call.id), act)
    return call


def goes_on(desk: Desk, call: Call, until: str = "") -> Call:
    """A routine call from here on, to a step or to its end."""
    while call.outcome is None and desk.screens.draw(call).id != until:
        call = does(desk, call, routine(desk.screens.draw(call), {}))
    return call


def test_an_ended_call_is_on_the_list_with_who_where_and_what_was_said(
    desk: Desk,
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"))

    (item,) = desk.worklist.items()
    kept = desk.worklist.record(item.id)
    assert (item.id, item.state) == (call.id, State.WAITING)
    assert kept.encounter.patient.name == FIELDS["name"]
    assert kept.encounter.patient.born == "1985-03-27"
    assert kept.encounter.contact.call_back == FIELDS["callback_number"]
    assert kept.case == call.case


def test_a_call_under_way_is_not_on_the_list_and_survives_a_restart(
    desk: Desk, engine: Engine, speaker: Speaker, screens: Screens, clock: Clock
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="illness_screen")

    again = made(engine, speaker, screens, clock)
    assert desk.worklist.items() == []
    assert [kept.call for kept in again.calls.open()] == [call]


def test_a_call_that_ended_just_before_a_crash_is_handed_over_at_the_next_start(
    desk: Desk,
    engine: Engine,
    speaker: Speaker,
    screens: Screens,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="net")

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(desk.handing_over), "hand_over", crash)
    with pytest.raises(KeyboardInterrupt):
        goes_on(desk, call)
    monkeypatch.undo()
    made(engine, speaker, screens, clock)
    made(engine, speaker, screens, clock)

    assert [item.id for item in desk.worklist.items()] == [call.id]
    actions = [entry.action for entry in desk.worklist.history(call.id)]
    assert actions.count("added") == 1


def test_a_call_that_cannot_be_handed_over_says_so_and_is_tried_again(
    desk: Desk, engine: Engine
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="net")
    with away(engine, "log"):
        call = goes_on(desk, call)
        desk.handing_over.catch_up()
    kept = desk.calls.get(call.id)
    waiting = desk.screens.draw(kept.call, listed=kept.listed)

    assert desk.worklist.items() == []
    assert waiting != desk.screens.draw(call)
    assert desk.screens.phrase("not_listed") in waiting.do
    for _ in range(2):
        desk.handing_over.catch_up()
    kept = desk.calls.get(call.id)
    assert desk.screens.draw(kept.call, listed=kept.listed) == desk.screens.draw(call)
    assert [item.id for item in desk.worklist.items()] == [call.id]
    actions = [entry.action for entry in desk.worklist.history(call.id)]
    assert actions == ["added", "called"]


def test_while_a_call_is_not_listed_only_what_staff_do_themselves_is_said(
    desk: Desk,
) -> None:
    call = desk.begin("kim", "phone")
    fill = desk.screens.fill
    for outcome, words in desk.screens.words.outcomes.items():
        ended = replace(call, outcome=Ending(id=outcome, level=Level.EMERGENCY))
        listed, waits = (desk.screens.draw(ended, listed=is_) for is_ in (True, False))
        told, do = (fill(text or "") for text in (words.told, words.do))
        assert not told or (told in listed.do and told not in waits.do), outcome
        assert not do or (do in listed.do and do in waits.do), outcome


def test_a_call_that_cannot_be_read_keeps_no_other_from_the_list(
    desk: Desk, engine: Engine
) -> None:
    with away(engine, "log"):
        broken = goes_on(desk, desk.begin("kim", "phone"))
        whole = goes_on(desk, desk.begin("kim", "phone"))
    with engine.begin() as connection:
        spoilt = calls.update().where(calls.c.id == broken.id).values(content="{}")
        connection.execute(spoilt)
    desk.handing_over.catch_up()

    assert [item.id for item in desk.worklist.items()] == [whole.id]
    assert [late.id for late in desk.calls.unlisted()] == [broken.id]


def test_a_call_handed_over_by_two_at_once_is_logged_once(desk: Desk) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"))
    desk.handing_over.hand_over(call)

    actions = [entry.action for entry in desk.worklist.history(call.id)]
    assert actions == ["added", "called"]


@pytest.mark.parametrize(
    ("acts", "kind", "urgency"),
    [
        ([Say(NUMB), Acted("called_by_us")], "emergency_help", Level.EMERGENCY),
        (
            [Branch("worried"), Fill("worried", {}, "now")],
            "staff_worried",
            Level.SAME_DAY,
        ),
        ([Branch("stops"), Fill("stops", {}, "stops")], "stopped", Level.SAME_DAY),
    ],
)
def test_the_urgency_of_an_item_is_that_of_the_outcome_not_of_the_answers_alone(
    desk: Desk, acts: Sequence[Act], kind: str, urgency: Level
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    does(desk, call, *acts)

    (item,) = desk.worklist.items()
    kept = desk.worklist.record(item.id)
    sbar = sheet(desk.speaker.voice, kept, Kind.SBAR).text()
    sent = bundle(desk.speaker.voice, kept)["entry"]
    requests = [e["resource"] for e in sent if "intent" in e["resource"]]
    assert (item.kind, item.urgency) == (kind, urgency)
    assert kept.triage.level is urgency
    assert desk.speaker.voice.level(urgency).lower() in sbar.lower()
    assert [request["priority"] for request in requests] == [PRIORITY[urgency]]
    assert [one.outcome for one in replay(desk.worklist)] == [Outcome.SAME]


def test_an_old_complaint_told_beside_an_alarm_does_not_make_the_handover_less_urgent(
    desk: Desk,
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="cauda_equina_screen")
    changed = Reply("cauda_equina_screen", {"bladder_change": "present"}, "absent")
    call = does(desk, call, changed, Say(OLD), Acted("called_by_us"))

    kept = desk.worklist.record(call.id)
    assert call.case.value("bladder_change_since") == "longer"
    assert call.case.status("bladder_change_explained") is Status.PRESENT
    assert kept.triage.level is Level.EMERGENCY
    assert kept.triage.raised_to is Level.EMERGENCY


def test_what_was_said_in_an_ended_call_is_nowhere_once_it_is_erased(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    call = goes_on(desk, does(desk, call, Say(UNHEARD)))
    shown = desk.screens.draw(call)

    assert desk.screens.draw(desk.calls.get(call.id).call) == shown
    assert desk.handing_over.noted_before(call.id)["facts"]["name"] == FIELDS["name"]
    erase(desk.worklist, call.id, by="ada", why="the patient asked")
    assert desk.handing_over.noted_before(call.id) is None
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert FIELDS["name"].encode() not in kept
    assert UNHEARD.encode() not in kept


def test_a_call_that_never_ended_is_erased_by_its_id(
    desk: Desk, tmp_path: Path
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    other = goes_on(desk, desk.begin("kim", "phone"), until="story")
    does(desk, call, Say(UNHEARD))
    erase(desk.worklist, call.id, by="ada", why="the patient asked")

    with pytest.raises(NoSuchCall):
        desk.calls.get(call.id)
    assert [kept.call.id for kept in desk.calls.open()] == [other.id]
    assert [e.action for e in desk.worklist.history(call.id)] == ["erased"]
    assert desk.worklist.verify().faults == ()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert UNHEARD.encode() not in kept


def test_a_call_erased_while_somebody_takes_it_does_not_go_on(desk: Desk) -> None:
    call = desk.begin("kim", "phone")
    kept = desk.calls.get(call.id)
    erase(desk.worklist, call.id, by="ada", why="the patient asked")

    with pytest.raises(Overtaken):
        desk.act(kept, routine(desk.screens.draw(call), {}))


def test_a_call_erased_before_it_reached_the_list_is_not_handed_over_any_more(
    desk: Desk, engine: Engine
) -> None:
    with away(engine, "log"):
        call = goes_on(desk, desk.begin("kim", "phone"))
    erase(desk.worklist, call.id, by="ada", why="the patient asked")
    desk.handing_over.catch_up()

    assert desk.worklist.items() == []
    assert desk.calls.unlisted() == []


def test_calls_never_ended_are_kept_as_long_as_contacts_and_no_longer(
    desk: Desk, engine: Engine, clock: Clock
) -> None:
    old = goes_on(desk, desk.begin("kim", "phone"), until="story")
    with away(engine, "log"):
        late = goes_on(desk, desk.begin("kim", "phone"))
    clock.minutes(364 * 24 * 60)
    new = desk.begin("kim", "phone")
    assert retain(desk.worklist) == 0
    clock.minutes(2 * 24 * 60)

    assert (retain(desk.worklist), retain(desk.worklist)) == (1, 0)
    assert [kept.call.id for kept in desk.calls.open()] == [new.id]
    assert [e.action for e in desk.worklist.history(old.id)] == ["erased"]
    assert [call.id for call in desk.calls.unlisted()] == [late.id]


def test_what_is_not_about_this_pain_is_logged_and_not_on_the_list(desk: Desk) -> None:
    call = desk.begin("kim", "phone")
    does(desk, call, Branch("other_topic"), Fill("other_topic", {}, "elsewhere"))

    assert desk.worklist.items() == []
    assert [entry.action for entry in desk.worklist.history(call.id)] == ["called"]


def test_exact_words_are_kept_also_when_nothing_was_heard_in_them(desk: Desk) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    call = goes_on(desk, does(desk, call, Say(UNHEARD)))

    kept = desk.worklist.record(call.id)
    assert UNHEARD in [turn.words for turn in kept.turns]


def test_the_record_holds_what_was_read_aloud_not_what_the_chat_would_have_said(
    desk: Desk,
) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"))

    told = desk.worklist.record(call.id).told
    assert [message.about for message in told] == ["what_next", "safety_net"]
    assert "Which days suit" in told[0].text
    assert "999" in told[1].text
    sbar = sheet(desk.speaker.voice, desk.worklist.record(call.id), Kind.SBAR).text()
    assert "what happens next; the warning signs to watch for" in sbar


def test_a_call_of_the_desk_replays_byte_for_byte(desk: Desk) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    goes_on(desk, does(desk, call, Say(UNHEARD)))

    assert [one.outcome for one in replay(desk.worklist)] == [Outcome.SAME]


def test_circumstances_and_who_took_over_reach_the_clinician(desk: Desk) -> None:
    call = goes_on(desk, desk.begin("kim", "phone"), until="story")
    does(
        desk,
        call,
        Branch("dropped_line"),
        Fill("dropped_line", {}, "reached"),
        Say(NUMB),
        Acted("clinician", taken_over_by="Dr Gray"),
    )

    noted = desk.worklist.history(call.id)[-1].content
    assert noted["taken_over_by"] == "Dr Gray"
    assert noted["marks"] == ["line_dropped"]


def test_a_second_click_does_nothing_twice(desk: Desk) -> None:
    call = desk.begin("kim", "phone")
    kept = desk.calls.get(call.id)
    act = routine(desk.screens.draw(call), {})
    desk.act(kept, act)

    with pytest.raises(Overtaken):
        desk.act(kept, act)


def test_a_chat_is_picked_up_by_its_code_once(desk: Desk, speaker: Speaker) -> None:
    told = Answer(finding="site_buttock", status=Status.PRESENT, words="my bum hurts")
    chat = record(speaker, Case().add(told), Encounter.begin("web"))
    code = desk.shelf.put(chat)

    call = desk.begin("kim", "phone", code.lower())

    assert call.case == chat.case
    with pytest.raises(CodeUnknown):
        desk.begin("kim", "phone", code)
    ended = goes_on(desk, call)
    said_by = {a.said_by for a in ended.case.answers}
    assert said_by == {SaidBy.PATIENT}
    assert "my bum hurts" in [t.words for t in desk.worklist.record(call.id).turns]


def test_an_emergency_that_the_chat_heard_is_on_the_screen_at_the_desk(
    desk: Desk, speaker: Speaker
) -> None:
    calm = Case().say("site_low_back", Status.PRESENT)
    heard = ["suicidal_thoughts"]
    chat = record(speaker, calm, Encounter.begin("web"), emergencies=heard)

    call = desk.begin("kim", "phone", desk.shelf.put(chat))

    assert call.alarm is not None and call.alarm.kinds == ("suicidal_thoughts",)
    ended = does(desk, call, Acted("clinician", taken_over_by="Dr Gray"))
    assert desk.worklist.record(ended.id).emergencies == ("suicidal_thoughts",)
    assert desk.worklist.item(ended.id).urgency is Level.EMERGENCY
