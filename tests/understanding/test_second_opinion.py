"""What is made of the second ear's certainties: guessed, asked back, doubted, left."""

from __future__ import annotations

import pytest

from understanding import Heard
from understanding.model import ABSENT, PRESENT, UNSURE, Statement
from understanding.second_ear import with_second_opinion
from understanding.second_ear.classifier import Certainty
from understanding.second_ear.opinion import (
    ASKS_FROM,
    DENIES_FROM,
    DENIES_RED_FLAGS_FROM,
    DOUBTS_BELOW,
    GUESSES_FROM,
    LIKELY_FROM,
    OPPOSES_FROM,
    REPORTED_FROM,
)
from understanding.second_ear.readings import Reading

TEXT = "whatever anybody may say about it in so many words"
LONG = f"{TEXT} and then some more"
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
    return with_second_opinion(heard, text, Sure(**sure), RED_FLAGS, asked_for=asked)


def said(heard: Heard) -> list[tuple[str, str, object]]:
    return [(s.finding, s.status, s.value) for s in heard.guessed]


def test_a_fact_it_is_all_but_sure_of_is_guessed_as_inferred_and_where() -> None:
    heard = opinion(worse_sitting=GUESSES_FROM, worse_lying=GUESSES_FROM - 0.01)
    told = Statement("worse_sitting", PRESENT, None, 0, 3, certain=False)
    assert heard.guessed == (told,)
    assert heard.statements == ()
    assert heard.likely == heard.perhaps == ()


def test_of_several_values_the_surest_is_guessed() -> None:
    heard = opinion(onset_is_sudden=GUESSES_FROM, onset_is_gradual=GUESSES_FROM + 0.01)
    assert said(heard) == [("onset", PRESENT, "gradual")]


def test_one_side_is_never_guessed_but_both_are() -> None:
    assert opinion(side_is_left=1.0).guessed == ()
    assert said(opinion(side_is_both=1.0)) == [("side", PRESENT, "both")]


def test_a_statement_it_never_learnt_falls_to_its_opposite() -> None:
    denied = Statement("worse_kneeling", ABSENT, None, 0, 3)
    heard = Heard(statements=(denied,))
    kept = opinion(heard, worse_kneeling=OPPOSES_FROM - 0.01)
    assert (kept.statements, kept.guessed) == ((denied,), ())
    turned = opinion(heard, worse_kneeling=OPPOSES_FROM)
    assert turned.statements == ()
    assert said(turned) == [("worse_kneeling", PRESENT, None)]


def test_nothing_is_guessed_from_a_question() -> None:
    assert opinion(text="what?" + TEXT[5:], worse_sitting=1.0).guessed != ()
    assert opinion(text="is?" + TEXT[3:], worse_sitting=1.0).guessed == ()


def test_no_activity_is_guessed_to_ease_and_to_worsen() -> None:
    assert opinion(worse_sitting=1.0, relief_sitting=1.0).guessed == ()
    known = Heard((Statement("relief_sitting", PRESENT),))
    assert opinion(known, worse_sitting=1.0, relief_sitting=1.0) == known


def test_a_red_flag_is_never_stated_however_sure_it_is() -> None:
    heard = opinion(fever=1.0, weakness=ASKS_FROM)
    assert heard.statements == heard.guessed == ()
    assert heard.likely == ("fever",)
    assert heard.perhaps == ("weakness",)


def test_the_surest_red_flag_comes_first() -> None:
    heard = opinion(fever=LIKELY_FROM, weakness=0.99)
    assert heard.likely == ("weakness", "fever")


def test_a_red_flag_that_may_be_denied_as_well_is_only_perhaps_told() -> None:
    heard = opinion(fever=0.95, not_fever=0.8)
    assert (heard.guessed, heard.likely, heard.perhaps) == ((), (), ("fever",))


def test_a_denial_is_guessed_and_that_of_a_red_flag_only_when_surer() -> None:
    heard = opinion(
        not_worse_sitting=DENIES_FROM,
        not_fever=DENIES_RED_FLAGS_FROM,
        not_weakness=DENIES_RED_FLAGS_FROM - 0.01,
    )
    assert said(heard) == [
        ("worse_sitting", ABSENT, None),
        ("fever", ABSENT, None),
    ]
    assert not any(statement.certain for statement in heard.guessed)


def test_what_may_be_reported_as_well_is_not_denied() -> None:
    assert opinion(not_worse_sitting=1.0, worse_sitting=0.5).guessed == ()


def test_what_the_patterns_heard_is_not_heard_again() -> None:
    known = Heard((Statement("onset", PRESENT, "sudden"), Statement("fever", ABSENT)))
    heard = opinion(
        known, onset_is_gradual=1.0, onset_is_sudden=0.5, fever=0.85, not_fever=0.5
    )
    assert heard == known


def test_a_fact_that_nothing_in_the_message_sounds_like_is_dropped() -> None:
    for status, written in ((PRESENT, "worse_sitting"), (ABSENT, "not_worse_sitting")):
        known = Heard((Statement("worse_sitting", status),))
        assert opinion(known, **{written: DOUBTS_BELOW - 0.001}).statements == ()
        assert opinion(known, **{written: DOUBTS_BELOW}) == known


def test_in_a_short_message_nothing_is_dropped() -> None:
    known = Heard((Statement("worse_sitting", PRESENT),))
    nine = TEXT.removesuffix(" words")
    assert opinion(known, nine, worse_sitting=0.0) == known


def test_a_value_is_dropped_and_the_surer_one_guessed() -> None:
    known = Heard((Statement("onset", PRESENT, "sudden"),))
    heard = opinion(known, onset_is_sudden=0.0, onset_is_gradual=GUESSES_FROM)
    assert heard.statements == ()
    assert said(heard) == [("onset", PRESENT, "gradual")]


def test_a_red_flag_denied_stands_though_nothing_sounds_like_it() -> None:
    known = Heard((Statement("fever", ABSENT),))
    assert opinion(known, not_fever=0.0) == known


def test_a_red_flag_denied_that_is_all_but_surely_reported_is_asked_back() -> None:
    known = Heard((Statement("fever", ABSENT),))
    heard = opinion(known, fever=REPORTED_FROM, not_fever=0.2)
    assert (heard.statements, heard.likely) == ((), ("fever",))
    heard = opinion(known, fever=REPORTED_FROM, not_fever=1.0)
    assert (heard.statements, heard.perhaps) == ((), ("fever",))
    assert opinion(known, fever=REPORTED_FROM - 0.01, not_fever=1.0) == known


def test_no_denial_is_guessed_where_somebody_else_is_named() -> None:
    ear = Sure(not_fever=1.0, not_worse_sitting=1.0, worse_lying=1.0)
    heard = with_second_opinion(NOTHING, TEXT, ear, RED_FLAGS, others=[1])
    assert said(heard) == [("worse_lying", PRESENT, None)]
    heard = with_second_opinion(NOTHING, TEXT, ear, RED_FLAGS, others=[9])
    assert len(heard.guessed) == 3


@pytest.mark.parametrize("denied", [0.0, 1.0])
def test_a_red_flag_reported_is_never_doubted(denied: float) -> None:
    known = Heard((Statement("fever", PRESENT),))
    assert opinion(known, fever=0.0, not_fever=denied) == known


def test_what_only_the_right_spelling_sounds_like_stands() -> None:
    class Spelt(Sure):
        def hear(self, text: str) -> dict[Reading, Certainty]:
            sure = 1.0 if text == "corrected" else 0.0
            return {Reading("worse_sitting"): Certainty(sure, 0, 3)}

    known = Heard((Statement("worse_sitting", PRESENT),))
    heard = with_second_opinion(known, TEXT, Spelt(), RED_FLAGS, corrected="corrected")
    assert heard == known
    heard = with_second_opinion(known, TEXT, Spelt(), RED_FLAGS, corrected="otherwise")
    assert heard == NOTHING


def test_a_worst_place_is_never_doubted() -> None:
    known = Heard((Statement("main_site", PRESENT, "leg"),))
    assert opinion(known, main_site_is_leg=0.0) == known


def test_a_denial_is_not_guessed_where_a_question_may_report_it() -> None:
    class Asking(Sure):
        def hear(self, text: str) -> dict[Reading, Certainty]:
            return {
                Reading("worse_sitting", ABSENT): Certainty(1.0, 0, 30),
                Reading("worse_sitting"): Certainty(0.79, 31, len(text)),
            }

    text = "No I would not say it is bad. Or might sitting be?"
    assert with_second_opinion(NOTHING, text, Asking(), RED_FLAGS) == NOTHING


def test_a_fact_that_may_be_denied_as_well_is_not_guessed() -> None:
    assert opinion(worse_sitting=GUESSES_FROM, not_worse_sitting=0.5).guessed == ()


@pytest.mark.parametrize(
    "statement",
    [
        Statement("fever", UNSURE),
        Statement("weakness", UNSURE),
        Statement("worse_sitting", UNSURE),
        Statement("duration_weeks", PRESENT, 3.0),
    ],
)
def test_numbers_and_what_people_are_unsure_of_are_never_doubted(
    statement: Statement,
) -> None:
    heard = opinion(
        Heard((statement,)),
        fever=0.0,
        weakness=1.0,
        not_fever=1.0,
        worse_sitting=0.0,
        duration_weeks=0.0,
    )
    assert heard.statements == (statement,)


def test_what_was_asked_for_is_left_to_the_patterns() -> None:
    known = Heard((Statement("worse_sitting", PRESENT),))
    heard = opinion(
        known, LONG, {"worse_sitting", "onset"}, worse_sitting=0.0, onset_is_sudden=1.0
    )
    assert heard == known


@pytest.mark.parametrize("text", ["no, go back", "yes", "", "left side i think"])
def test_of_few_words_nothing_is_guessed(text: str) -> None:
    heard = opinion(NOTHING, text, worse_sitting=1.0, not_worse_lying=1.0)
    assert heard.guessed == ()


def test_beside_a_question_it_takes_more_words_to_guess_anything() -> None:
    asked = {"weakness"}
    assert opinion(NOTHING, TEXT, asked, worse_sitting=1.0).guessed == ()
    assert opinion(NOTHING, LONG, asked, worse_sitting=1.0).guessed != ()
