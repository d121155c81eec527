"""Two patterns for a person's own answers: what separates them, what still could."""

from __future__ import annotations

from itertools import combinations

import pytest

import knowledge
from knowledge import KnowledgeBase
from knowledge.comparison import compare
from rendering import Speaker
from tests.rendering.cases import PEOPLE, interviewed

ADVISED = ("sciatica", "deep_gluteal", "back_strain")


def test_the_answers_that_separate_are_named_with_their_sources(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case, _ = interviewed(kb, PEOPLE["deep_gluteal"])
    compared = compare(kb, case, "piriformis_syndrome", "disc_radiculopathy")

    message = speaker.comparison(compared, case)

    assert "More for Piriformis syndrome" in message.text
    assert "a sore spot deep in the buttock" in message.text
    assert kb.references["PARK20"].citation in message.text
    assert "Only an examination can tell more." in message.text


@pytest.mark.parametrize("person", ADVISED)
def test_what_was_said_multiplies_up_to_the_ratio_of_the_two(
    kb: KnowledgeBase, person: str
) -> None:
    """The comparison is the same arithmetic as the ranking, not a second copy."""
    case, assessment = interviewed(kb, PEOPLE[person])
    odds = {c.condition: c.odds for c in assessment.differential}
    for first, second in combinations(list(odds)[:4], 2):
        compared = compare(kb, case, first, second)
        assert compared.ratio == pytest.approx(odds[first] / odds[second])
        ledgers = {c.condition: c.ledger for c in assessment.differential}
        for row in compared.said:
            for_one, for_other = (
                [
                    r.ratio
                    for r in ledgers[c]
                    if r.counted and r.findings == row.findings
                ]
                for c in (first, second)
            )
            factor = (for_one or [1.0])[-1] / (for_other or [1.0])[-1]
            assert row.ratio == pytest.approx(factor)


@pytest.mark.parametrize("person", ADVISED)
def test_an_answer_still_missing_moves_the_two_as_it_says(
    kb: KnowledgeBase, person: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])
    first, second = (c.condition for c in assessment.differential[:2])
    compared = compare(kb, case, first, second)
    for entry in compared.missing[:5]:
        answer = entry.answer
        supposed = case.say(answer.finding, answer.status, answer.value)
        after = {
            c.condition: c.odds for c in knowledge.assess(kb, supposed).differential
        }
        moved = after[first] / after[second] / compared.ratio
        assert moved == pytest.approx(entry.ratio)


def test_the_two_ways_round_say_the_same(kb: KnowledgeBase) -> None:
    case, _ = interviewed(kb, PEOPLE["deep_gluteal"])
    one = compare(kb, case, "piriformis_syndrome", "disc_radiculopathy")
    other = compare(kb, case, "disc_radiculopathy", "piriformis_syndrome")
    assert one.ratio == pytest.approx(1 / other.ratio)
    assert {row.findings for row in one.said} == {row.findings for row in other.said}
