"""What is made of the second ear's certainties: stated, asked back, doubted, left."""

from __future__ import annotations

import pytest

from understanding import Heard
from understanding.model import ABSENT, PRESENT, Statement
from understanding.second_ear import with_second_opinion
from understanding.second_ear.classifier import Certainty
from understanding.second_ear.opinion import (
    ASKS_FROM,
    DENIES_FROM,
    DOUBTS_BELOW,
    LIKELY_FROM,
    STATES_FROM,
)
from understanding.second_ear.readings import Reading

TEXT = "whatever anybody may say in so many words"
NOTHING = Heard()
RED_FLAGS = {"fever", "weakness"}


class Sure:
    """An ear that is as sure as it is told, and of nothing else."""

    def __init__(self, **sure: float) -> None:
        self._sure = {
            Reading.parse(written.replace("_is_", "=").replace("not_", "no ")): certain
            for written, certain in sure.items()
        }

    def hear(self, text: str) -> dict[Reading, Certainty]:
        """The same for every text, told by its first three characters."""
        return {reading: Certainty(p, 0, 3) for reading, p in self._sure.items()}


def opinion(heard: Heard = NOTHING, text: str = TEXT, asked=(), **sure: float) -> Heard:
    return with_second_opinion(heard, text, Sure(**sure), RED_FLAGS, asked)


def said(heard: Heard) -> list[tuple[str, str, object]]:
    return [(s.finding, s.status, s.value) for s in heard.statements]


def test_a_fact_it_is_all_but_sure_of_is_stated_as_inferred_and_where() -> None:
    heard = opinion(worse_sitting=STATES_FROM, worse_lying=STATES_FROM - 0.01)
    told = Statement("worse_sitting", PRESENT, None, 0, 3, certain=False)
    assert heard.statements == (told,)
    assert heard.likely == heard.perhaps == ()


def test_of_several_values_the_surest_is_stated() -> None:
    heard = opinion(side_is_left=STATES_FROM, side_is_right=STATES_FROM + 0.01)
    assert said(heard) == [("side", PRESENT, "right")]


def test_a_red_flag_is_never_stated_however_sure_it_is() -> None:
    heard = opinion(fever=1.0, weakness=ASKS_FROM)
    assert heard.statements == ()
    assert heard.likely == ("fever",)
    assert heard.perhaps == ("weakness",)


def test_the_surest_red_flag_comes_first() -> None:
    heard = opinion(fever=LIKELY_FROM, weakness=0.99)
    assert heard.likely == ("weakness", "fever")


def test_a_red_flag_that_may_be_denied_as_well_is_only_perhaps_told() -> None:
    heard = opinion(fever=0.95, not_fever=0.8)
    assert (heard.statements, heard.likely, heard.perhaps) == ((), (), ("fever",))


def test_a_denial_is_an_inferred_one() -> None:
    heard = opinion(not_fever=DENIES_FROM)
    assert heard.statements == (Statement("fever", ABSENT, None, 0, 3, certain=False),)


def test_what_may_be_reported_as_well_is_not_denied() -> None:
    assert opinion(not_fever=1.0, fever=0.5).statements == ()


def test_what_the_patterns_heard_is_not_heard_again() -> None:
    known = Heard((Statement("side", PRESENT, "left"), Statement("fever", ABSENT)))
    assert opinion(known, side_is_right=1.0, fever=1.0) == known


def test_a_fact_that_nothing_in_the_message_sounds_like_is_dropped() -> None:
    known = Heard((Statement("worse_sitting", PRESENT),))
    assert opinion(known, worse_sitting=DOUBTS_BELOW - 0.001).statements == ()
    assert opinion(known, worse_sitting=DOUBTS_BELOW) == known


@pytest.mark.parametrize(
    "statement",
    [
        Statement("fever", PRESENT),
        Statement("worse_sitting", ABSENT),
        Statement("duration_weeks", PRESENT, 3.0),
    ],
)
def test_red_flags_denials_and_numbers_are_never_doubted(statement: Statement) -> None:
    known = Heard((statement,))
    assert opinion(known, fever=0.0, worse_sitting=0.0, duration_weeks=0.0) == known


def test_what_was_asked_for_is_left_to_the_patterns() -> None:
    known = Heard((Statement("worse_sitting", PRESENT),))
    heard = opinion(
        known, TEXT, {"worse_sitting", "side"}, worse_sitting=0.0, side_is_left=1.0
    )
    assert heard == known


@pytest.mark.parametrize("text", ["no, go back", "yes", "", "left side i think"])
def test_of_few_words_nothing_is_stated(text: str) -> None:
    assert opinion(Heard(), text, worse_sitting=1.0, not_fever=1.0).statements == ()


def test_beside_a_question_it_takes_more_words_to_state_anything() -> None:
    asked = {"weakness"}
    assert opinion(NOTHING, TEXT, asked, worse_sitting=1.0).statements == ()
    longer = f"{TEXT} and then some more"
    assert opinion(NOTHING, longer, asked, worse_sitting=1.0).statements != ()
