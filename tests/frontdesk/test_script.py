"""The course of a call: what leads where, what is kept, and what cannot happen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from frontdesk.script import (
    Act,
    Acted,
    Back,
    Branch,
    Call,
    Confirm,
    Fill,
    Refused,
    Reply,
    Say,
    Screen,
    Screens,
    Script,
)
from frontdesk.script.alarms import sounded
from frontdesk.script.call import Alarm
from frontdesk.script.screen import Choice
from knowledge import Answer, Case, Level, SaidBy, Status
from knowledge.interview import is_alarm
from knowledge.model import Kind
from tests.frontdesk.walking import BORN, FIELDS, TODAY, begun, played, routine

STORY = "pain deep in my left buttock for three weeks, worse when I sit"
NUMB = "my back hurts and I am numb between the legs"


class Desk:
    """A call with the script it runs on, for tests that go step by step."""

    def __init__(self, script: Script, screens: Screens, **begin: object) -> None:
        self.script, self.screens = script, screens
        self.call = begun(script, **begin)

    @property
    def screen(self) -> Screen:
        return self.screens.draw(self.call)

    def do(self, *acts: Act) -> Desk:
        for act in acts:
            self.call = self.script.act(self.call, act, TODAY)
        return self

    def until(self, place: str, **answers: str) -> Desk:
        """Goes on as in a routine call until the screen with this id."""
        while self.screen.id != place:
            assert self.screen.kind != "done", f"never came to {place}"
            self.do(routine(self.screen, answers))
        return self


@pytest.fixture
def desk(script: Script, screens: Screens) -> Desk:
    return Desk(script, screens)


def at_the_end(call: Call) -> tuple[str, Level]:
    assert call.outcome is not None
    return call.outcome.id, call.outcome.level


def test_identity_and_call_back_come_first(desk: Desk) -> None:
    order = [desk.screen.id]
    for _ in range(3):
        desk.do(routine(desk.screen, {}))
        order.append(desk.screen.id)

    assert order == ["identity", "callback", "speaker", "story"]


@pytest.mark.parametrize(
    ("step", "fields", "field", "sentence"),
    [
        ("identity", {"name": " "}, "name", "no_name"),
        (
            "identity",
            {"name": "A", "date_of_birth": "soon"},
            "date_of_birth",
            "bad_date",
        ),
        (
            "identity",
            {"name": "A", "date_of_birth": "31.2.1980"},
            "date_of_birth",
            "bad_date",
        ),
        (
            "identity",
            {"name": "A", "date_of_birth": "1.1.2030"},
            "date_of_birth",
            "future_date",
        ),
        (
            "identity",
            {"name": "A", "date_of_birth": "1.1.1850"},
            "date_of_birth",
            "too_old",
        ),
        ("callback", {"callback_number": ""}, "callback_number", "no_number"),
        ("identity", {"name": "A" * 5000}, "name", "too_long"),
    ],
)
def test_what_is_missing_or_wrong_is_told_by_field_and_nothing_moves(
    desk: Desk, step: str, fields: dict[str, str], field: str, sentence: str
) -> None:
    desk.until(step)

    with pytest.raises(Refused) as refused:
        desk.do(Fill(step, fields))

    assert refused.value.problems[field][0] == sentence
    assert desk.screen.id == step


@pytest.mark.parametrize(
    "written", ["27 3 1985", "27/03/1985", "27 March 1985", "27-mar-1985", "1985-03-27"]
)
def test_a_date_of_birth_gives_the_age_however_it_is_written(
    desk: Desk, written: str
) -> None:
    desk.do(Fill("identity", {"name": "A", "date_of_birth": written}))

    assert desk.call.case.value("age_years") == 40


def test_a_routine_call_ends_handed_over_with_everything_said(desk: Desk) -> None:
    desk.until("handed_over")

    assert at_the_end(desk.call)[0] == "handed_over"
    assert desk.call.facts["name"] == FIELDS["name"]
    assert [words.text for words in desk.call.words] == [STORY]
    assert desk.call.case.value("side") == "left"


@pytest.mark.parametrize(
    ("born", "answers", "level"),
    [
        (BORN, {}, Level.SELF_CARE),
        (BORN, {"radiation": "below_knee"}, Level.ROUTINE),
        ("1.2.2015", {}, Level.SOON),
        (BORN, {"saddle_numbness": "unsure"}, Level.SAME_DAY),
    ],
)
def test_what_is_offered_follows_the_engine_s_level(
    desk: Desk, born: str, answers: dict[str, str], level: Level
) -> None:
    desk.do(Fill("identity", {"name": "A", "date_of_birth": born}))
    desk.until("story").do(Say("my lower back has been aching for two weeks"))
    ending = desk.script.flow.steps["interview"].by_level[level]
    desk.until(ending, **answers)
    desk.until("handed_over")

    assert at_the_end(desk.call) == ("handed_over", level)


def test_words_are_read_back_before_they_count(desk: Desk) -> None:
    desk.until("story").do(Say(STORY))

    assert desk.screen.kind == "read_back"
    assert desk.call.case.status("worse_sitting") is None
    assert {line.words for line in desk.screen.lines} == {STORY}


def test_a_place_a_side_and_a_time_are_read_back_without_saying_pain_again(
    desk: Desk,
) -> None:
    desk.until("story").do(Say("pain in my left buttock for two weeks, worse sitting"))

    assert [line.text for line in desk.screen.lines] == [
        "buttock",
        "left side",
        "about 2 weeks",
        "worse sitting",
    ]


def test_a_line_the_caller_rejects_is_not_noted_and_asked_later(desk: Desk) -> None:
    desk.until("story").do(Say(STORY))
    right = {line.id for line in desk.screen.lines} - {"duration_weeks"}
    desk.do(Confirm(frozenset(right)))

    assert desk.call.case.status("duration_weeks") is None
    assert desk.until("duration").screen.kind == "question"


def test_a_place_named_alone_is_read_back_once_and_counts_as_the_worst(
    desk: Desk,
) -> None:
    desk.until("story").do(Say("my back hurts"))
    lines = [line.id for line in desk.screen.lines]
    desk.do(Confirm(frozenset(lines)))

    assert lines == ["site_low_back"]
    assert desk.call.case.status("site_low_back") is Status.PRESENT
    assert desk.call.case.value("main_site") == "low_back"


def test_a_place_that_is_not_right_is_not_noted_as_the_worst_either(
    desk: Desk,
) -> None:
    desk.until("story").do(Say("my back hurts"), Confirm(frozenset()))

    assert desk.call.case.status("site_low_back") is None
    assert desk.call.case.status("main_site") is None
    assert desk.until("main_site").screen.kind == "question"


def test_of_several_places_the_worst_is_read_back_by_itself(desk: Desk) -> None:
    story = "pain in my back and my buttock, worst of all in my buttock"
    desk.until("story").do(Say(story))
    lines = {line.id for line in desk.screen.lines}
    desk.do(Confirm(frozenset(lines - {"main_site"})))

    assert lines == {"site_low_back", "site_buttock", "main_site"}
    assert desk.call.case.status("site_buttock") is Status.PRESENT
    assert desk.call.case.status("main_site") is None


def test_a_worst_place_told_after_another_is_read_back_as_the_worst(
    desk: Desk,
) -> None:
    desk.until("story").do(Say("my back hurts"))
    desk.do(Confirm(frozenset({"site_low_back"})), Branch("correction"))
    desk.do(Say("actually it is worst of all in my left hip"))

    assert {"site_hip", "main_site"} <= {line.id for line in desk.screen.lines}


def test_what_is_noted_says_a_single_place_once(desk: Desk, screens: Screens) -> None:
    desk.until("story").do(Say("my back hurts"), Confirm(frozenset({"site_low_back"})))

    (said, *_) = screens.said(desk.call.case)
    assert [line for line in said.lines if "low back" in line] == [
        "pain in the low back"
    ]


def test_words_in_which_nothing_is_heard_are_kept_and_said_to_be(desk: Desk) -> None:
    desk.until("story").do(Say("well, you know how it is"))

    assert desk.screen.notice
    assert desk.call.words[0].text == "well, you know how it is"


@pytest.mark.parametrize(
    "place", ["story", "cauda_equina_screen", "duration", "speaker"]
)
def test_a_red_flag_is_heard_at_once_wherever_it_is_said(
    desk: Desk, place: str
) -> None:
    if place == "duration":
        desk.until("story").do(Say("my back hurts"))
    desk.until(place).do(Say(NUMB))

    assert desk.screen.kind == "alarm"
    assert desk.screen.say


def test_an_emergency_stays_until_it_is_acted_on(desk: Desk) -> None:
    desk.until("story").do(Say(NUMB))

    for act in (Back(), Branch("stops"), Fill("story", {}), Confirm(frozenset())):
        with pytest.raises(Refused):
            desk.do(act)
    desk.do(Say("she is getting worse"))
    assert desk.screen.kind == "alarm"
    with pytest.raises(Refused):
        desk.do(Acted("clinician"))
    desk.do(Acted("clinician", taken_over_by="Dr Gray"))
    assert at_the_end(desk.call) == ("clinician_took_over", Level.EMERGENCY)
    assert desk.call.outcome is not None and desk.call.outcome.name == "Dr Gray"


def test_a_bare_no_beside_an_alarm_answers_no_question_that_nobody_read_out(
    script: Script, screens: Screens
) -> None:
    old = Case().say("bladder_change_since", Status.PRESENT, "longer")
    chat = old.say("bladder_change", Status.PRESENT).say(
        "site_low_back", Status.PRESENT
    )
    desk = Desk(script, screens, chat=chat)
    desk.call = replace(desk.call, step="interview")
    desk.do(Say("no"))

    assert desk.screen.kind == "alarm"
    assert desk.call.provisional.status("bladder_change_new") is None


@pytest.mark.parametrize("reply", ["no", "none of them", "not sure", "yes", "both"])
def test_beside_an_alarm_a_bare_reply_answers_no_question_of_any_kind(
    script: Script, screens: Screens, reply: str
) -> None:
    for asked in script.kb.questions.values():
        desk = Desk(script, screens)
        alarm = Alarm(kinds=("chest_pain",))
        desk.call = replace(desk.call, step="interview", reopened=asked.id, alarm=alarm)
        before = desk.call.provisional.current
        desk.do(Say(reply))
        assert desk.screen.kind == "alarm"
        assert desk.call.provisional.current == before, asked.id


@pytest.mark.parametrize("reply", ["no", "none of them", "not sure", "rather not say"])
def test_beside_an_alarm_a_bare_reply_does_not_say_since_when(
    desk: Desk, reply: str
) -> None:
    desk.until("cauda_equina_screen")
    desk.do(Reply("cauda_equina_screen", {"bladder_change": "present"}, "absent"))
    before = desk.call.provisional.current
    desk.do(Say(reply))

    assert desk.screen.kind == "alarm"
    assert desk.call.provisional.current == before


def test_since_when_it_is_so_is_heard_beside_an_alarm(desk: Desk) -> None:
    desk.until("cauda_equina_screen")
    desk.do(Reply("cauda_equina_screen", {"bladder_change": "present"}, "absent"))
    desk.do(Say("for two weeks"))

    assert desk.screen.kind == "alarm"
    since = desk.call.provisional.value("bladder_change_since")
    assert since == "last_two_weeks"


def test_what_the_alarm_rests_on_is_recorded_though_never_read_back(desk: Desk) -> None:
    desk.until("story").do(Say(NUMB), Acted("called_by_us"))

    assert desk.call.case.status("saddle_numbness") is Status.PRESENT
    assert at_the_end(desk.call) == ("emergency_help", Level.EMERGENCY)


def test_an_emergency_taken_back_is_asked_again_and_seen_the_same_day(
    desk: Desk,
) -> None:
    desk.until("story").do(Say(NUMB), Acted("not_so"))

    assert [line.id for line in desk.screen.lines] == ["saddle_numbness"]
    desk.do(Reply(desk.screen.id, {"saddle_numbness": "absent"}))
    desk.until("handed_over")
    assert at_the_end(desk.call) == ("handed_over", Level.SAME_DAY)
    assert NUMB in [words.text for words in desk.call.words]


def test_an_emergency_taken_back_and_said_again_is_one_again(desk: Desk) -> None:
    desk.until("story").do(Say(NUMB), Acted("not_so"))
    desk.do(Reply(desk.screen.id, {"saddle_numbness": "present"}))

    assert desk.screen.kind == "alarm"


@pytest.mark.parametrize(
    "said",
    ["now I cannot feel when I need to pee", "both my legs have gone weak today"],
)
def test_another_red_flag_sounds_while_an_emergency_taken_back_is_asked_again(
    desk: Desk, said: str
) -> None:
    desk.until("story").do(Say(NUMB), Acted("not_so"), Say(said))

    assert desk.screen.kind == "alarm"


def test_whatever_is_an_alarm_by_itself_sounds_while_anything_else_is_asked_again(
    desk: Desk,
) -> None:
    kb = desk.script.kb
    alone = [
        finding.id
        for finding in kb.findings.values()
        if finding.kind is Kind.BOOLEAN
        and is_alarm(kb, Case().say(finding.id, Status.PRESENT))
    ]
    assert len(alone) > 8
    for taken_back, new in permutations(alone, 2):
        told = desk.call.case.say(taken_back, Status.PRESENT)
        asked = replace(desk.call, case=told, again=(taken_back,))
        heard = (Answer(finding=new, status=Status.PRESENT),)
        assert sounded(kb, asked).alarm is None
        assert sounded(kb, replace(asked, heard=heard)).alarm, (taken_back, new)


def test_taking_the_second_back_too_asks_for_both_again(desk: Desk) -> None:
    desk.until("story").do(Say(NUMB), Acted("not_so"))
    desk.do(Say("now I cannot feel when I need to pee"), Acted("not_so"))

    assert set(desk.call.again) == {"saddle_numbness", "bladder_change"}


def test_an_emergency_of_another_kind_taken_back_leaves_the_first_to_be_asked_again(
    desk: Desk,
) -> None:
    desk.until("story").do(Say(NUMB), Acted("not_so"))
    desk.do(Say("crushing chest pain down my arm"))
    assert desk.screen.kind == "alarm"
    desk.do(Acted("not_so"))

    assert "saddle_numbness" in desk.call.again


def test_one_of_two_signs_that_is_said_again_sounds_before_the_other_is_asked(
    desk: Desk,
) -> None:
    desk.until("cauda_equina_screen")
    both = {"bladder_change": "present", "saddle_numbness": "present"}
    desk.do(Reply("cauda_equina_screen", both, "absent"), Acted("not_so"))
    again = desk.call.again
    desk.do(Reply(desk.screen.id, {again[0]: "present"}))

    assert set(again) == set(both)
    assert desk.screen.kind == "alarm"


def test_what_is_being_asked_again_does_not_sound_meanwhile(desk: Desk) -> None:
    desk.until("cauda_equina_screen")
    both = {"bladder_change": "present", "saddle_numbness": "present"}
    desk.do(Reply("cauda_equina_screen", both, "absent"), Acted("not_so"))
    left = desk.call.again[1]
    desk.do(Reply(desk.screen.id, {desk.call.again[0]: "absent"}))

    assert [line.id for line in desk.screen.lines] == [left]


def test_an_emergency_that_rests_on_age_too_is_asked_again_quietly(
    desk: Desk,
) -> None:
    desk.do(Fill("identity", {"name": "A", "date_of_birth": "1.2.2015"}))
    desk.until("illness_screen", child="adult_there")
    desk.do(Reply("illness_screen", {"fever": "present"}, "absent"))
    assert desk.screen.kind == "alarm"
    desk.do(Acted("not_so"), Say("well, you know how it is"))

    assert desk.call.again == ("fever",)
    assert [line.id for line in desk.screen.lines] == ["fever"]


def test_help_that_is_refused_is_offered_once_more_and_then_recorded(
    desk: Desk,
) -> None:
    desk.until("story").do(Say(NUMB), Acted("refuses"))

    assert desk.screen.kind == "alarm"
    desk.do(Acted("refuses"))
    assert at_the_end(desk.call) == ("emergency_refused", Level.EMERGENCY)


def test_an_emergency_before_the_name_is_known_asks_how_to_find_them(
    desk: Desk,
) -> None:
    desk.do(Branch("emergency_call"), Say("crushing chest pain"))

    assert {blank.id for blank in desk.screen.blanks} >= {"name", "location"}
    desk.do(Acted("called_by_us", fields={"name": "Ada", "location": "12 High Street"}))
    assert desk.call.facts["location"] == "12 High Street"


def test_an_emergency_of_another_kind_has_words_of_its_own(desk: Desk) -> None:
    ours = desk.until("story").do(Say(NUMB)).screen
    other = Desk(desk.script, desk.screens).until("story")
    other.do(Say("I do not want to live any more"))

    assert other.screen.kind == "alarm"
    assert other.screen.say != ours.say


def test_trouble_in_both_legs_waits_for_its_question_as_in_the_chat(desk: Desk) -> None:
    desk.until("story")
    desk.do(Say("both legs tingle when I walk, it eases when I sit down"))
    desk.do(routine(desk.screen, {}))
    desk.until("both_legs_course", bilateral_leg_symptoms="present")

    desk.do(Reply("both_legs_course", {"bilateral_leg_symptoms_new": "present"}))
    assert desk.screen.kind == "alarm"


@pytest.mark.parametrize(
    ("branch", "options", "outcome"),
    [
        ("just_book", ["will_not", "none_at_all"], "refused_questions"),
        ("refuses_questions", ["none_at_all"], "refused_questions"),
        ("dropped_line", ["not_reached"], "line_dropped"),
        ("aggressive", ["goes_on"], "ended_aggressive"),
        ("aggressive", ["danger"], "threat"),
        ("distressed", ["wants_person"], "clinician_wanted"),
        ("worried", ["now"], "staff_worried"),
        ("interpreter", ["none_to_be_had", "goes_to_clinician"], "no_interpreter"),
        ("interpreter", ["none_to_be_had", "seems_urgent"], "seems_urgent"),
        ("stops", ["stops"], "stopped"),
    ],
)
def test_a_branch_that_ends_the_call_records_it_for_the_same_day_at_least(
    desk: Desk, branch: str, options: Sequence[str], outcome: str
) -> None:
    desk.until("illness_screen").do(Branch(branch))
    for option in options:
        desk.do(Fill(desk.screen.id, {}, option))

    ended, level = at_the_end(desk.call)
    assert ended == outcome
    assert level.rank <= Level.SAME_DAY.rank


@pytest.mark.parametrize(
    ("branch", "option", "mark"),
    [
        ("aggressive", "calmer", "aggressive"),
        ("dropped_line", "reached", "line_dropped"),
        ("distressed", "goes_on", "distressed"),
        ("interpreter", "interpreter_here", "interpreter"),
        ("third_party", "speaks_for_them", "third_party"),
        ("worried", "flag", "staff_worried"),
    ],
)
def test_a_branch_that_passes_is_recorded_and_leads_back(
    desk: Desk, branch: str, option: str, mark: str
) -> None:
    desk.until("illness_screen").do(Branch(branch), Fill(branch, {}, option))

    assert desk.screen.id == "illness_screen"
    assert mark in desk.call.marks


def test_speaking_of_self_harm_brings_its_own_alarm(desk: Desk) -> None:
    desk.until("story").do(Branch("distressed"), Fill("distressed", {}, "harm"))

    assert desk.screen.kind == "alarm"
    assert any("safe" in said for said in desk.screen.say)


def test_who_speaks_for_the_patient_is_recorded_with_every_answer(desk: Desk) -> None:
    desk.until("speaker").do(Fill("speaker", {}, "someone_else"))
    desk.do(
        Fill(
            "third_party",
            {"caller_name": "Bo", "relationship": "daughter"},
            "speaks_for_them",
        )
    )
    desk.until("cauda_equina_screen").do(Reply("cauda_equina_screen", {}, "absent"))

    assert desk.call.case.current["saddle_numbness"].said_by is SaidBy.CARER
    assert desk.call.facts["relationship"] == "daughter"


def test_a_child_gets_a_step_of_its_own_and_is_never_sent_home(desk: Desk) -> None:
    desk.do(Fill("identity", {"name": "A", "date_of_birth": "1.2.2015"}))
    desk.until("child").do(Fill("child", {}, "child_alone"))
    desk.until("handed_over")

    assert at_the_end(desk.call) == ("handed_over", Level.SAME_DAY)


def test_pregnancy_gets_a_step_of_its_own(desk: Desk) -> None:
    desk.until("pregnancy", sex="female", pregnancy="present")
    desk.do(Fill("pregnancy", {"weeks_pregnant": "20"}, "no_midwife"))

    assert "pregnant_without_midwife" in desk.call.marks
    assert desk.screen.id == "pregnancy_signs"


def test_declined_and_unsure_are_kept_apart_and_are_no_no(desk: Desk) -> None:
    desk.until("cauda_equina_screen")
    marks = {"saddle_numbness": "unsure", "sexual_dysfunction": "declined"}
    desk.do(Reply("cauda_equina_screen", marks, "absent"))

    statuses = {f: desk.call.case.status(f) for f in (*marks, "bowel_change")}
    assert list(statuses.values()) == [Status.UNSURE, Status.DECLINED, Status.ABSENT]
    assert at_the_end(desk.until("handed_over").call)[1] is Level.SAME_DAY


def test_what_was_not_marked_is_asked_again(desk: Desk) -> None:
    desk.until("cauda_equina_screen")
    desk.do(Reply("cauda_equina_screen", {"saddle_numbness": "absent"}))

    assert desk.screen.id == "cauda_equina_screen"
    assert "saddle_numbness" not in {line.id for line in desk.screen.lines}


def test_an_answer_to_another_question_changes_nothing(desk: Desk) -> None:
    desk.until("illness_screen")
    before = desk.call

    with pytest.raises(Refused):
        desk.do(Reply("leg_power_screen", {"weakness": "present"}))
    assert desk.call == before


@pytest.mark.parametrize("mark", ["perhaps", "present; drop", "female"])
def test_a_mark_that_is_none_is_refused(desk: Desk, mark: str) -> None:
    desk.until("illness_screen")

    with pytest.raises(Refused):
        desk.do(Reply("illness_screen", {"fever": mark}))


def test_going_back_shows_the_answers_and_lets_them_be_replaced(desk: Desk) -> None:
    desk.until("leg_power_screen").do(Reply("leg_power_screen", {}, "absent"))
    desk.do(Back())

    assert desk.screen.id == "leg_power_screen"
    assert {line.mark for line in desk.screen.lines} == {"absent"}
    desk.do(Reply("leg_power_screen", {"weakness": "present"}))
    assert desk.call.case.status("weakness") is Status.PRESENT
    assert desk.call.case.status("foot_drop") is Status.ABSENT


def test_going_back_all_the_way_ends_at_the_first_screen(desk: Desk) -> None:
    desk.until("sudden_signs_screen")
    while desk.screen.can_go_back:
        desk.do(Back())

    assert desk.screen.id == "identity"
    desk.until("handed_over")


def test_a_caller_who_wants_to_be_seen_sooner_is_told_of_today(desk: Desk) -> None:
    desk.until("handed_over", self_care="sooner", routine="sooner")

    assert at_the_end(desk.call) == ("handed_over", Level.SAME_DAY)
    assert "wants_sooner" in desk.call.marks


def test_a_chat_is_picked_up_with_all_that_was_said(
    script: Script, screens: Screens
) -> None:
    told = Case().add(
        Answer(finding="site_buttock", status=Status.PRESENT, words="my bum hurts"),
        Answer(finding="fever", status=Status.ABSENT),
    )
    desk = Desk(script, screens, chat=told).until("picked_up")

    assert any(
        "buttock" in line for group in desk.screen.groups for line in group.lines
    )
    desk.until("illness_screen")
    assert "fever" not in {line.id for line in desk.screen.lines}
    desk.until("handed_over")
    assert desk.call.case.answers[:2] == told.answers


def test_a_chat_with_an_emergency_shows_it_before_anything_else(
    script: Script, screens: Screens
) -> None:
    desk = Desk(script, screens, chat=Case().say("bladder_change", Status.PRESENT))

    assert desk.screen.kind == "alarm"


def test_a_call_survives_being_written_down_at_any_moment(
    script: Script, screens: Screens
) -> None:
    def through_json(screen: Screen, _: Sequence[Choice]) -> Act:
        return routine(screen, {"worse_sitting": "present", "fever": "unsure"})

    call, _ = played(script, screens, begun(script), through_json)
    again = begun(script)
    while again.outcome is None:
        again = Call.from_json(json.loads(json.dumps(again.to_json())))
        act = through_json(screens.draw(again), ())
        again = script.act(again, act, TODAY)

    assert again == call


def test_a_warning_sign_that_is_there_while_the_list_is_read_is_an_emergency(
    desk: Desk,
) -> None:
    desk.until("net").do(Fill("net", {}, "has_one_now"))

    assert desk.screen.id == "emergency_call"
    desk.do(Say("I am numb between the legs"))
    assert desk.screen.kind == "alarm"


def test_what_is_corrected_at_the_end_is_taken_in_and_the_signs_are_read_again(
    desk: Desk,
) -> None:
    desk.until("net").do(Fill("net", {}, "correct"))

    desk.do(Say("It started two months ago"))
    assert desk.screen.kind == "read_back"
    desk.until("net").until("handed_over")
    assert desk.call.case.value("duration_weeks") == pytest.approx(8.7, abs=1)
