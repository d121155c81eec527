"""The book holds everything, every link leads somewhere, nothing is fetched."""

import json
import math
import re
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import mkdtemp

import pytest

import knowledge
from answering.wording import load_words
from book import diagrams
from book.writing import write
from knowledge.evidence import ratio
from knowledge.expressions import parse
from knowledge.library import load_library
from rendering.clinic import load_clinic
from rendering.loading import load_wording
from rendering.statements import said

KB = knowledge.load()
LIBRARY = load_library(KB)
WORDING = load_wording(KB)


@cache
def folder() -> Path:
    place = Path(mkdtemp())
    write(place)
    return place


@cache
def pages() -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder().glob("*.html"))}


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
    for own, html in pages().items():
        for target in re.findall(r'href="([^"]+)"', html):
            name, _, anchor = target.partition("#")
            name = name or own
            if not name.endswith(".html"):
                assert (folder() / name).is_file(), name
                continue
            assert name in pages()
            assert not anchor or f'id="{unescape(anchor)}"' in pages()[name]


def test_nothing_is_fetched_from_elsewhere():
    for html in pages().values():
        assert not re.search(r'(src|href)="(https?:|//)', html)


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
    for name in claims:
        assert f"{name}: " in text
    for name in flags:
        assert f"<td>{name}</td>" in text
    evidence = text.partition('id="evidence"')[2].partition("</section>")[0]
    assert evidence.count("<tr>") == len(rows) + 1
    steps = [s for stage in KB.care for s in stage.steps]
    for step in steps:
        awaits = f"<td>{step.id}</td>" in text
        assert awaits == (step.basis.value == "inference"), step.id


def test_every_part_that_awaits_a_signature_has_room_for_one():
    text = pages()["awaiting.html"]
    assert text.count("<section ") == text.count("Name and date")


def test_no_placeholder_is_left_to_be_filled():
    for name, html in pages().items():
        assert not re.search(
            r"\{[a-z_]+\}", re.sub(r"<script.*?</script>", "", html)
        ), name


def test_every_pattern_has_its_weights_drawn_and_every_flag_is_on_the_tree():
    assert pages()["patterns.html"].count("<svg") == len(KB.conditions)
    tree = pages()["red_flags.html"].partition("<svg")[2].partition("</svg>")[0]
    for flag in KB.red_flags:
        assert f'href="#{flag.id}"' in tree
    assert tree.count("<circle") == len(KB.red_flags)


def test_the_bars_are_as_long_as_the_factors():
    condition = KB.conditions["piriformis_syndrome"]
    svg = diagrams.weights(KB, condition, WORDING)
    widths = [float(w) for w in re.findall(r'bar-for" [^>]*width="([0-9.]+)"', svg)]
    factors = [ratio(row, True, KB.grades) for row in condition.evidence]
    wanted = sorted(90 * math.log10(f) for f in factors if f > 1)
    assert sorted(widths) == pytest.approx(wanted, abs=0.1)


def test_the_search_knows_every_entry_and_needs_no_server():
    script = (folder() / "entries.js").read_text()
    entries = json.loads(script.removeprefix("const ENTRIES = ").rstrip(";\n"))
    sections = sum(html.count("<section ") for html in pages().values())
    assert len(entries) == sections
    assert any(
        "foot" in e["text"] and e["at"] == "red_flags.html#foot_drop" for e in entries
    )
    assert "fetch(" not in (folder() / "search.js").read_text()


def test_every_drawing_of_the_self_care_is_shown_and_described():
    html = pages()["self_care.html"]
    for path in (folder() / "drawings").glob("*.svg"):
        assert f'src="drawings/{path.name}" alt="' in html


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ({"finding": "age_years", "at_least": 70}, "your age: from 70"),
        ({"finding": "age_years", "less_than": 16}, "your age: below 16"),
        ({"finding": "side", "in": ["left"]}, "left side"),
        ({"absent": "fever"}, "no "),
        ({"any": ["fever", "rash"]}, " or "),
        ({"all": ["fever", "rash"]}, " and "),
        ({"at_least": 2, "of": ["fever", "rash", "fatigue"]}, "at least 2 of: "),
    ],
)
def test_statements_are_said_in_words(statement, words):
    assert words in said(parse(statement), WORDING)


def section(page: str, anchor: str) -> str:
    """One entry of a page."""
    return pages()[page].split(f'<section id="{anchor}">')[1].split("</section>")[0]


def test_a_pattern_says_all_that_the_sources_say_of_it():
    words = load_words(LIBRARY, load_clinic(KB).facts())
    for topic in LIBRARY.topics.values():
        if topic.about in KB.conditions and topic.aspect != "what":
            told = unescape(section("patterns.html", topic.about))
            assert words.titles[topic.id] in told
            for claim in topic.tells:
                assert words.claims[claim] in told, (topic.id, claim)


def test_patterns_come_in_the_order_of_the_wording():
    anchors = re.findall(r'<section id="(\w+)">', pages()["patterns.html"])
    assert anchors == list(WORDING.conditions)
    assert anchors[-1] == "another_cause"


def test_a_long_page_lists_its_entries_before_the_first():
    page = pages()["patterns.html"]
    for condition in KB.conditions:
        assert page.index(f'href="#{condition}"') < page.index("<section")


def test_tests_are_told_with_the_bounds_of_their_ratios():
    row = (
        section("tests.html", "all").split("Active hamstring test")[1].split("<tr>")[0]
    )
    assert "28\u00a0(2.8\u00a0to\u00a093)" in row


def test_a_limit_of_time_is_said_with_its_unit():
    (rule,) = [r for r in KB.triage_rules if r.id == "inflammatory_pattern"]
    assert "13 weeks" in said(rule.when, WORDING)
