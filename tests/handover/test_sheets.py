"""Every sheet shows every field of the record, and all of them the same."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from handover import Encounter, Record, record
from handover.entries import Field
from handover.fhir import bundle
from handover.fields import FIELDS, fields
from handover.page import article, page, pdf
from handover.sheets import Kind, sheet
from handover.words import FILE, words_of
from knowledge import Answer, Case, SaidBy, Status
from knowledge.loading import read_yaml
from rendering.loading import LOCALES
from tests.handover.people import AT, SPEAKER, records
from tests.handover.test_record import CASE, ENCOUNTER

VOICE = SPEAKER.voice
WORDS = words_of(VOICE)


def shown(one, kind) -> dict[str, Field]:
    sections = sheet(VOICE, one, kind).sections
    listed = [field for section in sections for field in section.fields]
    assert len({field.id for field in listed}) == len(listed)
    return {field.id: field for field in listed}


def entries(of: dict[str, Field]) -> dict[str, list[tuple[str, str]]]:
    return {
        id_: [(entry.id, entry.words) for entry in field.entries]
        for id_, field in of.items()
        if field.entries
    }


@settings(max_examples=40, deadline=None)
@given(records())
def test_all_sheets_agree_field_by_field(one):
    expected = entries(fields(WORDS, one))
    for kind in Kind:
        assert entries(shown(one, kind)) == expected, kind


class Page(HTMLParser):
    """The entries that a browser would show, by field."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[tuple[str, str]]] = {}
        self.field = ""
        self.entry: str | None = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        match = re.search(r"field-(\w+)", given.get("class") or "")
        if match:
            self.field = match[1]
        if "data-id" in given:
            self.entry = given["data-id"]
            self.found.setdefault(self.field, []).append((self.entry, ""))

    def handle_endtag(self, tag):
        if tag == "span":
            self.entry = None

    def handle_data(self, data):
        if self.entry is not None:
            id_, text = self.found[self.field][-1]
            self.found[self.field][-1] = (id_, text + data)


def as_browsers_read(text: str) -> str:
    """Browsers read line ends and null bytes their own way."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@settings(max_examples=25, deadline=None)
@given(records())
def test_pages_and_texts_show_what_the_sheet_holds_and_nothing_as_markup(one):
    for kind in Kind:
        made = sheet(VOICE, one, kind)
        reader = Page()
        reader.feed(as_browsers_read(page(made)))
        assert {
            id_: [(as_browsers_read(a), as_browsers_read(b)) for a, b in held]
            for id_, held in entries(shown(one, kind)).items()
        } == reader.found
        text = made.text()
        for field in shown(one, kind).values():
            block = text[text.index(f"{field.label}:") :]
            assert all(entry.words in block for entry in field.entries)


def test_what_the_knowledge_has_forgotten_since_is_still_shown():
    content = json.dumps(record(SPEAKER, CASE, ENCOUNTER).to_json())
    for id_ in ("bowel_change", "fever", "piriformis_syndrome", "left"):
        content = content.replace(f'"{id_}"', f'"old_{id_}"')
    old = Record.from_json(json.loads(content))
    text = sheet(VOICE, old, "sbar").text()
    for shown_as in ("old bowel change", "old fever", "old left"):
        assert shown_as in text
    assert "old_fever" in json.dumps(bundle(VOICE, old))


def test_words_can_never_become_markup():
    said = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    case = Case((Answer(finding="fever", status=Status.PRESENT, words=said),))
    html = page(sheet(VOICE, record(SPEAKER, case, ENCOUNTER), "sbar"))
    assert "<script>" not in html and "<img" not in html and "&lt;script&gt;" in html


def test_the_five_states_stand_under_five_headings():
    text = sheet(VOICE, record(SPEAKER, CASE, ENCOUNTER), "soap").text()
    for line in (
        "Said yes to: pain in the buttock; pain on the left side",
        "Said no to: a change in bowel control",
        "Not sure about: fever or shivers",
        "Would rather not say: changed feeling or function in sex (said by someone",
        "Not asked, about safety: changed feeling between the legs;",
    ):
        assert f"\n{line}" in text


def test_an_empty_list_of_denials_is_shown_as_empty():
    case = Case().say("fever", Status.UNSURE)
    text = sheet(VOICE, record(SPEAKER, case, ENCOUNTER), "sbar").text()
    assert "\nSaid no to: –\n" in text
    assert "\nWarning signs: –\n" in text


def test_the_urgency_stands_before_everything_else_in_an_sbar():
    case = Case().say("saddle_numbness", Status.PRESENT)
    lines = sheet(VOICE, record(SPEAKER, case, ENCOUNTER), "sbar").text().splitlines()
    assert lines[2:4] == ["SITUATION", "How soon: Emergency help now (999 or A&E)"]
    assert lines[4].startswith("Warning signs: ")


def test_the_read_back_has_who_how_soon_what_and_where_to_ring():
    case = Case().say("saddle_numbness", Status.PRESENT)
    told = fields(WORDS, record(SPEAKER, case, ENCOUNTER))["read_back"].entries[0]
    for part in ("Zoë Ng", "1980-02-29", "999", "between the legs", "020 7946 0000"):
        assert part in told.words


def test_a_correction_shows_what_was_said_before():
    case = CASE.say("bowel_change", Status.PRESENT)
    told = fields(WORDS, record(SPEAKER, case, ENCOUNTER))["corrected"].entries
    assert [(entry.id, entry.words) for entry in told] == [
        (
            "bowel_change",
            "a change in bowel control (earlier: no change in bowel control)",
        )
    ]


def test_no_pattern_is_named_in_an_emergency():
    case = CASE.say("saddle_numbness", Status.PRESENT)
    told = fields(WORDS, record(SPEAKER, case, ENCOUNTER))["patterns"].entries
    assert [entry.id for entry in told] == ["warning_sign_first"]


def test_the_patient_gets_the_advice_word_for_word():
    one = record(SPEAKER, CASE, ENCOUNTER)
    text = sheet(VOICE, one, "patient").text()
    for told in one.told:
        assert all(line in text for line in told.text.splitlines())


def test_nothing_on_a_sheet_says_that_somebody_has_a_disease():
    catalogue = read_yaml(LOCALES / "en" / FILE)
    forbidden = re.compile(
        r"you have|diagnosed|nothing (is )?wrong|safe to wait|\bmg\b"
    )
    for id_, said in catalogue.items():
        assert not forbidden.search(said.lower()), id_


def test_every_entry_of_the_catalogue_is_used_and_every_field_has_a_label():
    catalogue = read_yaml(LOCALES / "en" / FILE)
    labels = {key for key in catalogue if key.startswith("field_")}
    assert labels >= {f"field_{id_}" for id_ in FIELDS}
    own = {f"field_{id_}_{kind.value}" for id_ in FIELDS for kind in Kind}
    assert labels <= own | {f"field_{id_}" for id_ in FIELDS}


def test_every_translation_has_the_entries_and_placeholders_of_the_english_one():
    def braces(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    english = read_yaml(LOCALES / "en" / FILE)
    for file in LOCALES.glob(f"*/{FILE}"):
        other = read_yaml(file)
        assert other.keys() == english.keys(), file
        for key, text in english.items():
            assert braces(other[key]) == braces(text), f"{file}: {key}"


def test_staff_who_entered_an_answer_are_told_from_the_patient():
    answer = Answer(finding="fever", status=Status.PRESENT, said_by=SaidBy.STAFF)
    one = record(SPEAKER, Case((answer,)), Encounter(id="1" * 32, at=AT, route="phone"))
    told = fields(WORDS, one)["reported"].entries
    assert [entry.words for entry in told] == ["fever or shivers (entered by staff)"]


@pytest.mark.parametrize("kind", ["letter", "", "SBAR"])
def test_an_unknown_sheet_is_refused(kind):
    with pytest.raises(ValueError):
        sheet(VOICE, record(SPEAKER, CASE, ENCOUNTER), kind)


def test_a_sheet_can_be_had_as_pdf(tools):
    made = pdf(sheet(VOICE, record(SPEAKER, CASE, ENCOUNTER), "sbar"))
    assert made.startswith(b"%PDF-") and len(made) > 5000


def test_a_page_needs_nothing_from_anywhere():
    one = record(SPEAKER, CASE, ENCOUNTER)
    html = page(sheet(VOICE, one, "patient"))
    assert not re.search(r"(src|href|url)\s*[=(]", html)
    assert '<link rel="stylesheet" href="/sheet.css">' in page(
        sheet(VOICE, one, "patient"), stylesheet="/sheet.css"
    )
    assert article(sheet(VOICE, one, "patient")).startswith("<main")
