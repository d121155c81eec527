"""The figures are right, say how sure they are, and cannot tell who anybody was."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.rates import Rate
from knowledge import Level
from tests.worklist.made import SPEAKER, START, Clock, made, worklist
from worklist import Item, State, erase, insight, load_settings
from worklist.figures import figures
from worklist.insight import SMALLEST, WEEK, Contact
from worklist.plots import Bar, Dot, Whisker, bars, line, whiskers
from worklist.proportion import Share, difference
from worklist.words import catalogue, outcome_words

MINUTE = 60.0
TIMERS = load_settings().timers

WAITING = Item(
    id="1",
    kind="handover",
    urgency=Level.EMERGENCY,
    route="web",
    state=State.WAITING,
    owner=None,
    added=START,
    accepted=None,
    closed=None,
    outcome=None,
    verdict=None,
    step="desk",
    alerts=0,
    alert_at=None,
    entry=1,
)


def contact(*findings: str, **changed) -> Contact:
    return Contact(replace(WAITING, **changed), frozenset(findings))


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_is_the_one_of_the_evaluation(k, n):
    ours, theirs = Share(min(k, n), n).interval(), Rate(min(k, n), n).interval
    assert ours == theirs if theirs is None else ours == pytest.approx(theirs, abs=1e-6)


def test_newcombes_published_examples_come_out():
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    for (a, m, b, n), (low, high) in {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (5, 56, 0, 29): (-0.0381, 0.1926),
    }.items():
        found = difference(Share(b, n), Share(a, m), 0.95)
        assert found == pytest.approx((low, high), abs=1e-4)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_number_can_be_read_or_reckoned_from_the_total(counts):
    shown = insight.without_small_cells(counts)
    hidden = [key for key, count in shown.items() if count is None]
    assert all(
        count == 0 or count >= SMALLEST for count in shown.values() if count is not None
    )
    several = len([c for c in counts.values() if c]) > 1
    if hidden and several:
        assert len(hidden) > 1


def test_outcomes_are_counted_and_what_is_open_is_one_of_them():
    found = [contact(outcome="referred")] * 9 + [contact()] * 6
    assert insight.outcomes(found) == {"referred": 9, "open": 6}


def test_time_to_acceptance_is_by_urgency_and_counts_who_still_waits():
    found = [contact(accepted=START + m * MINUTE) for m in (0.5, 1, 1.5, 2, 30)]
    found += [contact(added=START - 60 * MINUTE)]
    emergency, *others = insight.waiting(found, TIMERS, START + MINUTE)
    assert emergency.in_time == Share(4, 6)
    assert emergency.median == 1.5 * MINUTE
    assert emergency.nine_of_ten == pytest.approx(18.8 * MINUTE)
    assert all(other.in_time == Share(0, 0) for other in others)


def test_an_advice_below_the_clinicians_is_too_low_and_one_above_too_high():
    verdicts = [Level.EMERGENCY, Level.SAME_DAY, Level.SAME_DAY, Level.ROUTINE, None]
    found = [contact(urgency=Level.SAME_DAY, verdict=v) for v in verdicts] * 3
    told = insight.triage(found)
    assert told.judged == 12
    assert (told.too_low, told.exact, told.too_high) == (
        Share(3, 12),
        Share(6, 12),
        Share(3, 12),
    )


def test_too_few_judged_are_not_shown_but_a_single_miss_among_enough_is():
    missed = contact(urgency=Level.ROUTINE, verdict=Level.EMERGENCY)
    right = contact(urgency=Level.ROUTINE, verdict=Level.ROUTINE)
    assert insight.triage([missed] + [right] * (SMALLEST - 2)) is None
    assert insight.triage([missed] + [right] * (SMALLEST - 1)).too_low.k == 1


def season(share_before: float, share_after: float, seed: int = 3) -> list[Contact]:
    """Ten weeks of contacts of whom so many had a fever before and after the middle."""
    choose = random.Random(seed)
    found = []
    for number in range(400):
        added = START + number / 400 * 10 * WEEK
        share = share_before if number < 200 else share_after
        fever = ["fever"] if choose.random() < share else []
        back = ["site_low_back"] if choose.random() < 0.5 else []
        found.append(contact(*fever, *back, added=added))
    return found


END = START + 10 * WEEK


def test_a_finding_that_has_become_more_common_is_found_and_steady_ones_are_not():
    found = insight.drifts(season(0.1, 0.4), START, END)
    assert [drift.finding for drift in found] == ["fever"]
    assert found[0].change[0] > 0


def test_chance_alone_is_no_drift():
    alarms = sum(
        bool(insight.drifts(season(0.3, 0.3, seed), START, END)) for seed in range(100)
    )
    assert alarms <= 10


def test_weeks_with_few_people_are_hidden():
    found = [contact("fever", added=START)] * 4
    found += [contact("fever", added=START + WEEK)] * 6 + [
        contact(added=START + WEEK)
    ] * 6
    weeks = insight.weeks(found, "fever", START, START + 2 * WEEK)
    assert weeks == [(START, None), (START + WEEK, Share(6, 12))]


def test_contacts_come_from_the_list_and_the_erased_ones_without_findings(sqlite):
    clock = Clock()
    list_ = worklist(sqlite, clock)
    ids = [list_.add(made(number), by="web").id for number in range(3)]
    erase(list_, ids[0], by="admin", why="asked for")
    clock.minutes(60)
    list_.add(made(9), by="web")
    found = insight.contacts(list_, START, START + 60)
    assert [c.item.id for c in found] == ids
    assert [c.findings for c in found] == [None, *[frozenset({"saddle_numbness"})] * 2]


def shown(found: list[Contact]) -> dict:
    made_figures = figures(SPEAKER.voice, found, load_settings(), START, END)
    return {figure.id: figure for figure in made_figures}


def test_the_page_has_every_figure_as_plot_and_as_table():
    found = season(0.1, 0.5)
    found = [
        Contact(
            replace(
                c.item,
                accepted=c.item.added + 60,
                verdict=Level.EMERGENCY if number % 4 else Level.SAME_DAY,
                outcome="referred" if number % 3 else "some_new_outcome",
            ),
            c.findings,
        )
        for number, c in enumerate(found)
    ]
    by_id = shown(found)
    assert list(by_id) == [
        "outcomes",
        "urgencies",
        "waiting",
        "triage",
        "drifts",
        "week_fever",
    ]
    assert by_id["outcomes"].rows == (("Referred", "266"), ("some new outcome", "134"))
    assert by_id["triage"].rows[0] == ("Too low", "0 of 400; 0% (0% to 1%)")
    assert by_id["triage"].rows[2] == ("Too high", "100 of 400; 25% (21% to 29%)")
    for figure in by_id.values():
        assert figure.svg and figure.rows
        for label, _ in figure.rows[:1]:
            assert label in "".join(ElementTree.fromstring(figure.svg).itertext())


def test_without_anybody_the_page_says_that_there_is_nothing_yet():
    by_id = shown([])
    assert by_id["triage"].svg == "" and "Not enough" in by_id["triage"].note
    assert by_id["outcomes"].rows == ()


def test_plots_are_well_formed_and_free_of_scripts_and_styles():
    nasty = "<script>\"&'</script>"
    for svg in (
        bars(nasty, [Bar(nasty, 3, nasty), Bar("none", None, "few"), Bar("0", 0, "0")]),
        whiskers(nasty, [Whisker(nasty, 0.5, 0.2, 0.9, nasty)]),
        line(nasty, [Dot(nasty, 0.5, 0.1, 0.9), Dot("x", None), Dot("y", 1, 1, 1)]),
        line("", []),
        bars("", []),
    ):
        tree = ElementTree.fromstring(svg)
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert tags <= {"svg", "title", "text", "rect", "line", "circle"}
        assert not any("style" in element.attrib for element in tree.iter())
        assert tree.attrib["role"] == "img"


def test_every_outcome_that_can_be_chosen_has_words():
    entries = catalogue(SPEAKER.voice)
    for outcome in load_settings().outcomes:
        assert f"outcome_{outcome}" in entries
        assert outcome_words(entries, outcome) == entries[f"outcome_{outcome}"]


def test_an_outcome_of_a_clinics_own_is_called_by_its_id():
    assert outcome_words(catalogue(SPEAKER.voice), "seen_at_home") == "seen at home"
