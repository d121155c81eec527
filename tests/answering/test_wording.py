"""Every sentence of an answer: sourced, exact, plain, and never a promise."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from answering import Answerer
from answering.wording import fill
from knowledge.claims import Figure, SourceClaim
from knowledge.files import read_yaml
from knowledge.model import Basis

ANSWERS = Path(__file__).parents[2] / "rendering" / "wording" / "en" / "answers"


@cache
def answerer() -> Answerer:
    return Answerer.load()


def texts() -> dict[str, str]:
    """Every text as written, its figures still to be filled in."""
    found = {}
    for path in ANSWERS.glob("*.yml"):
        for name, text in read_yaml(path).items():
            if isinstance(text, str):
                found[f"{path.stem}/{name}"] = text
            else:
                found[f"{path.stem}/{name}"] = " ".join(
                    [*text["sides"].values(), text["ruling"]]
                )
    return found


TEXTS = texts()
# Names, not figures: nerve roots, years in the name of a study.
NOT_FIGURES = re.compile(r"\b(L[1-5]|S[1-4]|HLA-B27|Park 20(16|19))\b")


@pytest.mark.parametrize("name", TEXTS)
def test_no_number_is_typed_where_the_data_could_give_it(name):
    text = re.sub(r"\{[a-z_]+\}", "", TEXTS[name])
    assert not re.search(r"\d", NOT_FIGURES.sub("", text)), text


FORBIDDEN = [
    r"\byou have (?!to\b)",
    r"\byou(?:'ve| have) got\b",
    r"\byou suffer\b",
    r"\b\d+ ?(mg|ml|milligrams?|grams?)\b|\btwice a day\b|\btimes a day\b",
    r"\b(will|can) (cure|heal) (you|it)\b|\bcures\b|\bguarantee",
    r"\bnothing serious\b|\bno need to worry\b|\bharmless\b(?<!to be harmless)",
]


@pytest.mark.parametrize("name", TEXTS)
def test_nobody_is_told_what_they_have_nor_a_dose_nor_promised_a_cure(name):
    for pattern in FORBIDDEN:
        assert not re.search(pattern, TEXTS[name], re.I), TEXTS[name]


def test_every_answer_has_at_most_ninety_words_caveats_included():
    for topic in answerer().library.topics:
        answer = answerer().topic(topic)
        assert len(answer.text.split()) <= 90, topic


def test_every_answer_cites_and_offers_a_next_step():
    for topic in answerer().library.topics:
        answer = answerer().topic(topic)
        assert answer.references, topic
        assert answer.next_steps, topic


def test_every_answer_carries_the_caveats_of_what_it_tells():
    library = answerer().library
    for topic in library.topics:
        answer = answerer().topic(topic)
        due = {library.claims[claim].caveat for claim in answer.claims} - {None}
        assert set(answer.caveats) == due, topic


def test_any_two_patterns_can_be_put_side_by_side_in_ninety_words():
    signs = [c[6:] for c in answerer().library.claims if c.startswith("signs_")]
    assert len(signs) >= 15
    for first, second in combinations(signs, 2):
        answer = answerer().compare(first, second)
        assert len(answer.text.split()) <= 90, (first, second)
        assert answer.references


def test_a_figure_on_screen_is_the_figure_of_the_data():
    claim = SourceClaim(
        id="x",
        family="x",
        references=("PARK20",),
        basis=Basis.PUBLISHED,
        figures={
            "share": Figure(
                unit="percent", value=9.5, low=5, high=12, count=74, of=783
            ),
            "weeks": Figure(unit="weeks", low=4, high=6),
        },
    )
    text = "{share} ({share_low} to {share_high}), {share_count} of {share_of}; {weeks}"
    assert fill(text, claim, {}) == "9.5% (5% to 12%), 74 of 783; 4 to 6"


GOLDEN = {
    "common_piriformis_syndrome": ["5 to 8%", "16 (17.2%)", "74 (9.5%)"],
    "injections_help": ["15% of 162", "69%", "4 months", "16%"],
    "test_long_stride": ["94% (69% to 99%)", "15% (3% to 46%)"],
    "one_in_ten_topic": ["10%", "609", "74.2%"],
    "normal_scans_good": ["41 of 42", "35 days"],
    "long_sciatica": ["4 to 6 weeks", "20 to 30%", "55%", "12 months"],
}


@pytest.mark.parametrize("topic", GOLDEN)
def test_known_answers_show_the_printed_figures(topic):
    text = answerer().topic(topic).text
    for figure in GOLDEN[topic]:
        assert figure in text
