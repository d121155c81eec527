"""Staff at the desk ask, record and pass on: no screen lets them do anything else."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from frontdesk.script import Act, Call, Screen, Screens, Script
from frontdesk.script.endings import urgency
from frontdesk.script.screen import Choice
from knowledge import Level
from rendering import Speaker
from tests.frontdesk.forbidden import terms
from tests.frontdesk.walking import any_act, begun, played

FEWEST, MOST = 100, 600
NOT_FOR_STAFF = ("id", "key", "kind", "mark", "value", "finding", "clinical")


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a screen, but for ids, keys, and what was typed at the desk."""
    if isinstance(value, str):
        yield place, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in NOT_FOR_STAFF:
                yield from texts(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, (tuple, list)):
        for entry in value:
            yield from texts(entry, place)
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from texts(entry, place)


Walk = tuple[Call, list[Screen]]


@pytest.fixture(scope="module")
def walks(script: Script, screens: Screens) -> list[Walk]:
    """Calls in which anything that the screen offers may happen.

    So many that every step and every outcome came up, but for the hidden.
    """
    done: list[Walk] = []
    wanted = (script.flow.steps.keys() | script.flow.outcomes.keys()) - hidden(script)
    for seed in range(MOST):
        rng = random.Random(seed)

        def choose(
            screen: Screen,
            branches: Sequence[Choice],
            rng: random.Random = rng,
            calm: bool = seed % 2 == 0,
        ) -> Act:
            return any_act(screen, branches, rng, calm=calm)

        call, seen = played(script, screens, begun(script), choose)
        done.append((call, seen))
        wanted -= {screen.id for screen in seen}
        if len(done) >= FEWEST and not wanted:
            break
    return done


def hidden(script: Script) -> set[str]:
    """Steps that random answers need not come to.

    An alarm takes its step's place on the screen; which level the answers come to is
    chance; chats and levels have tests of their own.
    """
    by_level = script.flow.steps["interview"].by_level.values()
    return {"seems_emergency", "interview", "picked_up", *by_level}


def test_no_screen_of_any_call_holds_a_forbidden_term(
    walks: list[Walk], speaker: Speaker
) -> None:
    forbidden = terms(speaker.voice.kb, speaker.voice.wording)
    shown = {
        (what, text)
        for _, seen in walks
        for screen in seen
        for place, text in texts(screen)
        if not place.endswith(".words")  # the caller's own
        for what, pattern in forbidden.items()
        if pattern.search(text)
    }

    assert shown == set()


def test_no_word_of_the_desk_is_forbidden_even_where_no_walk_came(
    screens: Screens, speaker: Speaker
) -> None:
    forbidden = terms(speaker.voice.kb, speaker.voice.wording)
    written = {
        (what, text)
        for _, text in texts(screens.words)
        for what, pattern in forbidden.items()
        if pattern.search(text)
    }

    assert written == set()


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a pattern by name", "This looks like sciatica."),
        ("a pattern by name", "piriformis"),
        ("a likelihood", "It is most likely the muscle."),
        ("comfort", "Don’t worry, it can wait."),
        ("a diagnosis", "It is a strain."),
        ("advice", "Take two painkillers."),
        ("a suspicion", "It could be cauda equina syndrome."),
    ],
)
def test_a_forbidden_term_would_be_found(
    speaker: Speaker, what: str, text: str
) -> None:
    assert terms(speaker.voice.kb, speaker.voice.wording)[what].search(text)


def test_every_call_ends_in_a_recorded_outcome_with_an_urgency(
    walks: list[Walk], script: Script
) -> None:
    for call, seen in walks:
        assert call.outcome is not None
        assert call.outcome.id in script.flow.outcomes
        assert seen[-1].kind == "done"


def test_the_walks_reach_every_step_and_every_outcome(
    walks: list[Walk], script: Script
) -> None:
    reached = {screen.id for _, seen in walks for screen in seen}

    assert script.flow.steps.keys() - hidden(script) - reached == set()
    assert script.flow.outcomes.keys() - reached == set()


def test_no_act_at_the_desk_ends_a_call_below_what_the_engine_says(
    walks: list[Walk], script: Script
) -> None:
    for call, _ in walks:
        assert call.outcome is not None
        assert call.outcome.level.rank <= urgency(script.kb, call).rank


def test_a_call_that_showed_an_emergency_never_ends_below_the_same_day(
    walks: list[Walk],
) -> None:
    alarmed = [
        call
        for call, seen in walks
        if any(screen.kind == "alarm" for screen in seen) and call.outcome
    ]

    assert len(alarmed) > FEWEST / 10
    for call in alarmed:
        assert call.outcome is not None
        assert call.outcome.level.rank <= Level.SAME_DAY.rank


def test_every_screen_to_choose_from_has_one_key_for_each_choice(
    walks: list[Walk],
) -> None:
    for _, seen in walks:
        for screen in seen:
            for choices in (screen.choices, screen.lines):
                keys = [choice.key for choice in choices]
                assert all(re.fullmatch(r"[a-z1-9]", key) for key in keys)
                assert len(set(keys)) == len(keys)
