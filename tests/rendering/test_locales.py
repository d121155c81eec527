"""Every locale says all that the default one says, and nothing that must not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import Ask, KnowledgeBase
from knowledge.loading import read_yaml
from rendering import DEFAULT_LOCALE, SPOKEN, Speaker, load_clinic
from rendering.checks import placeholders
from rendering.loading import FILES, LOCALES
from tests.rendering.cases import PEOPLE, interviewed
from tests.rendering.words import english_in, every_text

OTHERS = [locale for locale in SPOKEN if locale != DEFAULT_LOCALE]

# What a finding may compose where its own words are left out, and what is never told.
COMPOSED = {"option", "present", "absent"}

# Parts of a message that are for programs, and titles of publications.
FOR_PROGRAMS = {"citation", "payload", "id", "url", "path", "version"}

# Words that are the same in Spanish.
SAME = {"diabetes", "No"}

FORBIDDEN = {
    "es": {
        "a diagnosis": r"\busted (?:probablemente )?(?:tiene|padece|sufre)\b"
        r"|\btiene (?:usted )?(?:una? )?(?:ciática|lumbalgia|síndrome|infección|cáncer)"
        r"|\b(?:esto|lo suyo) es (?:una? )?(?:ciática|lumbalgia|síndrome)",
        "false comfort": r"no es nada|no se preocupe|nada grave|todo está bien"
        r"|no hay (?:de qué|por qué|motivo para) preocuparse|esté tranquil|inofensiv",
        "certainty": r"(?<!más )\bseguro que\b|\bsin duda\b|\bcon certeza\b|\bgarantiz",
        "a dose": r"\b\d+\s?(?:mg|ml|miligramos?|comprimidos?|pastillas?)\b"
        r"|veces al día",
        "a medicine": r"\b(?:ibuprofeno|paracetamol|naproxeno|codeína|morfina|tramadol"
        r"|diazepam|gabapentina|pregabalina|amitriptilina|metamizol|nolotil)\b",
        "a percentage": r"\d\s?%|\bpor ciento\b",
        "bed rest": r"\b(?:quédese|guarde|permanezca) en (?:la )?cama\b|guarde cama",
        "a frightening picture": r"desgast|degenera|hernia|disco (?:salido|roto)",
        "the familiar form": r"\b(?:tú|tienes|puedes|debes|llámanos|tus)\b",
    }
}


@pytest.fixture(params=OTHERS)
def speaker(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Speaker:
    """A speaker of another locale."""
    return Speaker.load(kb, locale=request.param)


def texts(content: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every sentence with the path to it."""
    if isinstance(content, dict):
        for key, entry in content.items():
            yield from texts(entry, (*place, str(key)))
    elif isinstance(content, list):
        for number, entry in enumerate(content):
            yield from texts(entry, (*place, str(number)))
    elif isinstance(content, str):
        yield ".".join(place), content


def numbers(text: str) -> list[str]:
    """The numbers of a sentence, thousands without their mark."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)))


def ask_of(kb: KnowledgeBase, question: str) -> Ask:
    """A question with everything in it still open."""
    asked = kb.questions[question]
    return Ask(
        question=asked, findings=asked.findings, asked=0, about_left=2, safety_left=1
    )


def sentences(locale: str, file: str, folder: Path = LOCALES) -> dict[str, str]:
    """The sentences of one file by their place."""
    found = dict(texts(read_yaml(folder / locale / f"{file}.yml")))
    return {k: v for k, v in found.items() if k.split(".")[-1] not in COMPOSED}


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_every_sentence_has_a_translation_with_the_same_values(
    kb: KnowledgeBase, locale: str, file: str
) -> None:
    usual, other = sentences(DEFAULT_LOCALE, file), sentences(locale, file)
    facts = load_clinic(kb).facts().keys()

    assert other.keys() == usual.keys()
    for place, text in usual.items():
        values = placeholders(other[place])
        assert values >= placeholders(text), place
        assert values <= placeholders(text) | facts, place


@pytest.mark.parametrize("locale", OTHERS)
def test_where_a_finding_has_words_of_its_own_it_has_them_in_every_locale(
    locale: str,
) -> None:
    usual = read_yaml(LOCALES / DEFAULT_LOCALE / "findings.yml")
    other = read_yaml(LOCALES / locale / "findings.yml")

    for finding, words in usual.items():
        assert words.keys() <= other[finding].keys(), finding
        given, wanted = other[finding].get("present", ""), words.get("present", "")
        assert placeholders(given) == placeholders(wanted), finding


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_nothing_was_left_in_english(locale: str, file: str) -> None:
    usual, other = sentences(DEFAULT_LOCALE, file), sentences(locale, file)
    same = {
        place: text
        for place, text in usual.items()
        if other.get(place) == text and text not in SAME and "references" not in place
    }
    same = {k: v for k, v in same.items() if re.search(r"\w", re.sub(r"{\w+}", "", v))}

    assert same == {}


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_every_sentence_has_the_same_numbers(locale: str, file: str) -> None:
    usual, other = sentences(DEFAULT_LOCALE, file), sentences(locale, file)

    for place, text in usual.items():
        assert numbers(other[place]) == numbers(text), place


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("file", FILES)
def test_no_sentence_is_partly_english(locale: str, file: str) -> None:
    found = {
        place: words
        for place, text in sentences(locale, file).items()
        if "references" not in place and (words := english_in(text))
    }

    assert found == {}


@pytest.mark.parametrize("person", PEOPLE)
def test_all_that_a_page_is_sent_is_in_the_language_but_the_titles_of_sources(
    speaker: Speaker, kb: KnowledgeBase, person: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])
    messages = [
        *speaker.assessment(assessment, case),
        speaker.emergency(assessment, case),
        speaker.changes(assessment, case),
        speaker.hand_over_summary(case, assessment),
        *(speaker.question(ask_of(kb, question)) for question in kb.questions),
        *(speaker.meaning(question) for question in kb.questions.values()),
        *(
            speaker.why(question, knowledge.explain(kb, case, question.id))
            for question in kb.questions.values()
        ),
        speaker.introduction(),
        speaker.technical_problem(),
        speaker.person_instead(),
        speaker.soothing(),
    ]
    cited = sorted((r.citation for r in kb.references.values()), key=len, reverse=True)

    found = {}
    for message in messages:
        for place, text in texts(message.to_json()):
            for citation in cited:
                text = text.replace(citation, "")
            is_words = place.split(".")[-1] not in FOR_PROGRAMS and " " in text
            if is_words and (words := english_in(text)):
                found[place] = (words, text)
    assert found == {}


def test_clinics_say_their_facts_in_every_locale(kb: KnowledgeBase) -> None:
    usual = load_clinic(kb)
    for locale in OTHERS:
        facts = load_clinic(kb, locale=locale).facts()
        for name, fact in usual.facts().items():
            is_name = name in ("clinic_name", "urgent_line") or "number" in name
            assert (facts[name] == fact) is is_name, name


def test_a_fact_of_the_clinic_without_a_translation_is_told_as_it_is(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "clinic.yml"
    path.write_text(
        "contact: Elm Street on 020 7946 0123\n"
        "doctor: family doctor\n"
        "emergency_number: '112'\n"
        "locales: {es: {doctor: médico de familia}}\n"
    )
    clinic = load_clinic(kb, path, "es")

    assert clinic.contact == "Elm Street on 020 7946 0123"
    assert clinic.doctor == "médico de familia"
    assert clinic.emergency_number == "112"
    assert clinic.emergency_place.startswith("urgencias")


def test_the_wording_never_says_what_must_not_be_said(speaker: Speaker) -> None:
    wording = speaker.voice.wording
    for what, pattern in FORBIDDEN[wording.locale].items():
        said = {
            place: text
            for place, text in every_text(wording)
            if re.search(pattern, text, re.IGNORECASE)
        }
        assert said == {}, what


@pytest.mark.parametrize("person", PEOPLE)
def test_no_assessment_says_it_or_holds_an_open_brace(
    speaker: Speaker, kb: KnowledgeBase, person: str
) -> None:
    case, assessment = interviewed(kb, PEOPLE[person])

    for message in speaker.assessment(assessment, case):
        assert "{" not in message.text
        for pattern in FORBIDDEN[speaker.voice.wording.locale].values():
            assert not re.search(pattern, message.text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("a diagnosis", "Usted tiene ciática."),
        ("a diagnosis", "Probablemente tiene un síndrome."),
        ("false comfort", "No se preocupe, no es nada."),
        ("a dose", "Tome 400 mg tres veces al día."),
        ("bed rest", "Guarde cama."),
    ],
)
def test_a_forbidden_sentence_would_be_found(what: str, sentence: str) -> None:
    assert re.search(FORBIDDEN["es"][what], sentence, re.IGNORECASE)


def test_what_a_locale_leaves_out_is_said_in_the_default_one(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    import shutil

    from rendering import load_wording

    for locale in SPOKEN:
        shutil.copytree(LOCALES / locale, tmp_path / locale)
    file = tmp_path / "es" / "phrases.yml"
    lines = [x for x in file.read_text().splitlines() if not x.startswith("greeting:")]
    file.write_text("\n".join(lines))

    wording = load_wording(kb, "es", tmp_path)

    assert wording.phrases["greeting"] == "Hello."
    assert wording.phrases["option_yes"] == "Sí"
