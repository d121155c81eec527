"""Rates, intervals and ties, against examples worked by hand."""

from __future__ import annotations

import pytest

from evaluation.crosswalk import load_crosswalk
from evaluation.ranking import credit, tiers
from evaluation.rates import Rate, median, percentile, rate


def test_the_wilson_interval_is_the_textbook_one():
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    low, high = Rate(81, 263).interval
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_none_of_none_has_no_value():
    assert rate([]).to_json() == {
        "value": None,
        "k": 0,
        "n": 0,
        "low": None,
        "high": None,
    }


def test_all_of_a_few_is_still_uncertain():
    record = rate([True] * 9).to_json()
    assert (record["value"], record["k"], record["n"]) == (1, 9, 9)
    assert (record["low"], record["high"]) == (0.7009, 1)


def test_partial_marks_add_up():
    assert rate([1, 0.5, 0]).k == 1.5


@pytest.mark.parametrize(
    ("acceptable", "places", "expected"),
    [
        ("a", 1, 1),
        ("b", 1, 0),
        ("d", 3, 1 / 2),  # two above, a tie of two for the third place
        ("de", 3, 1),
        ("f", 3, 0),
        ("", 3, 0),
    ],
)
def test_a_tie_across_the_boundary_counts_by_chance(acceptable, places, expected):
    ranked = [frozenset(tier) for tier in ("a", "b", "de", "f")]
    assert credit(ranked, set(acceptable), places) == pytest.approx(expected)


def test_two_right_ones_in_a_tie_of_four_for_two_places():
    # 1 - P(neither drawn) = 1 - (2/4 * 1/3)
    ranked = [frozenset("x"), frozenset("abcd")]
    assert credit(ranked, {"a", "b"}, 3) == pytest.approx(5 / 6)


def test_a_tie_at_the_top_counts_one_over_its_size():
    assert credit([frozenset("abc")], {"b"}, 1) == pytest.approx(1 / 3)


def test_conditions_of_one_pattern_stand_where_the_best_of_them_stands():
    rows = [
        {"condition": "greater_trochanteric_pain", "rank": 1},
        {"condition": "disc_radiculopathy", "rank": 1},
        {"condition": "another_cause", "rank": 3},
        {"condition": "hip_joint", "rank": 4},
    ]
    assert tiers(rows, load_crosswalk()) == [
        {"other", "sciatica"},
        {"hip_joint"},
    ]


def test_median_and_percentile_of_counts():
    counts = [2, 9, 4, 7]
    assert median(counts) == 5.5
    assert percentile(counts, 0.9) == 9
    assert median([]) is None
    assert percentile([], 0.9) is None
