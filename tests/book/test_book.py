"""The book holds everything, every link leads somewhere, nothing is fetched."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import mkdtemp

import pytest

import knowledge
from book.__main__ import write
from knowledge.expressions import parse
from knowledge.library import load_library
from rendering.loading import load_wording
from rendering.statements import said

KB = knowledge.load()
LIBRARY = load_library(KB)
WORDING = load_wording(KB)


@cache
def pages() -> dict[str, str]:
    return {path.name: path.read_text() for path in write(Path(mkdtemp()))}


def test_every_pattern_red_flag_and_question_is_in_the_book():
    for name, ids in (
        ("patterns.html", KB.conditions),
        ("red_flags.html", [flag.id for flag in KB.red_flags]),
        ("questions.html", KB.questions),
        ("sources.html", LIBRARY.references),
        ("disagreements.html", LIBRARY.disagreements),
        ("studies.html", LIBRARY.surgical_studies),
    ):
        for anchor in ids:
            assert f'id="{anchor}"' in pages()[name], anchor


def test_every_claim_is_in_the_book_with_its_sources():
    text = pages()["claims.html"]
    for claim in LIBRARY.claims.values():
        assert f"{claim.id}: " in text
    assert "PARK20" in text


def test_every_row_of_evidence_is_in_the_book():
    rows = sum(len(condition.evidence) for condition in KB.conditions.values())
    heads = len(KB.conditions)
    assert pages()["patterns.html"].count("<tr>") == rows + heads


def test_every_link_leads_to_an_anchor():
    for html in pages().values():
        for target in re.findall(r'href="([^"]+)"', html):
            name, _, anchor = target.partition("#")
            assert name in pages()
            assert not anchor or f'id="{unescape(anchor)}"' in pages()[name]


def test_nothing_is_fetched_from_elsewhere():
    for html in pages().values():
        assert not re.search(r'(src|href)="https?:', html)


def test_what_awaits_a_signature_is_all_inference():
    claims = [c.id for c in LIBRARY.claims.values() if c.basis.value == "inference"]
    flags = [flag.id for flag in KB.red_flags if flag.basis.value == "inference"]
    rows = [
        row
        for condition in KB.conditions.values()
        for row in condition.evidence
        if row.basis.value == "inference"
    ]
    text = pages()["awaiting.html"]
    assert claims
    assert flags
    for name in [*claims, *flags]:
        assert f"{name}: " in text
    assert text.count("<tr>") == len(rows) + len(KB.conditions) + 2


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ({"finding": "age_years", "at_least": 70}, "your age from 70"),
        ({"finding": "age_years", "less_than": 16}, "your age below 16"),
        ({"finding": "side", "in": ["left"]}, "left side"),
        ({"absent": "fever"}, "no "),
        ({"any": ["fever", "rash"]}, " or "),
        ({"all": ["fever", "rash"]}, " and "),
        ({"at_least": 2, "of": ["fever", "rash", "fatigue"]}, "at least 2 of: "),
    ],
)
def test_statements_are_said_in_words(statement, words):
    assert words in said(parse(statement), WORDING)
