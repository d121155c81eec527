"""Answers in every locale: the same claims, figures, caveats; no English left."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answering import Answerer
from answering.wording import FOLDER
from knowledge import KnowledgeBase, load
from knowledge.errors import KnowledgeError
from knowledge.files import read_yaml
from rendering import DEFAULT_LOCALE, SPOKEN, load_clinic
from rendering.checks import placeholders
from tests.rendering.test_locales import OTHERS, texts
from tests.rendering.words import english_in

# Spanish takes more words to say the same.
MOST_WORDS = 100

FORBIDDEN = {
    "es": {
        "a diagnosis": r"\busted (?:probablemente )?(?:tiene|padece|sufre)\b"
        r"|\b(?:esto|lo suyo) es (?:una? )?(?:ciática|lumbalgia|síndrome)",
        "a dose": r"\b\d+\s?(?:mg|ml|miligramos?|gramos?)\b|veces al día",
        "a promise": r"\b(?:le|lo) (?:curará|curan?)\b|garantiz",
        "false comfort": r"no es nada|no se preocupe|nada grave|inofensiv",
        "the familiar form": r"\b(?:tú|tienes|puedes|debes|tus)\b",
    }
}
# Names, not figures: nerve roots, a blood test, years in the name of a study.
NOT_FIGURES = re.compile(r"\b(L[1-5]|S[1-4]|HLA-B27|Park 20(16|19))\b")


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


@cache
def answerer(locale: str = DEFAULT_LOCALE) -> Answerer:
    return Answerer.load(locale=locale)


def written(locale: str) -> dict[str, str]:
    """Every text of the answers as written, by its place."""
    folder = FOLDER / locale / "answers"
    return {
        f"{path.stem}.{place}": text
        for path in sorted(folder.glob("*.yml"))
        for place, text in texts(read_yaml(path))
    }


def figures(text: str) -> list[str]:
    """The numbers of a text, in order of size of their digits."""
    return sorted(re.findall(r"\d+(?:\.\d+)?%?", text))


@pytest.mark.parametrize("locale", OTHERS)
def test_every_text_of_an_answer_is_there_with_the_same_values(locale: str) -> None:
    usual, other = written(DEFAULT_LOCALE), written(locale)

    assert other.keys() == usual.keys()
    for place, text in usual.items():
        assert placeholders(other[place]) == placeholders(text), place


@pytest.mark.parametrize("locale", OTHERS)
def test_no_answer_was_left_in_english(locale: str) -> None:
    usual, other = written(DEFAULT_LOCALE), written(locale)

    same = {p for p, text in usual.items() if other[p] == text and p != "figures.range"}
    assert same == set()
    assert {p: found for p, t in other.items() if (found := english_in(t))} == {}


@pytest.mark.parametrize("locale", OTHERS)
def test_no_number_is_typed_where_the_data_could_give_it(locale: str) -> None:
    for place, text in written(locale).items():
        bare = NOT_FIGURES.sub("", re.sub(r"\{[a-z_]+\}", "", text))
        assert not re.search(r"\d", bare), place


@pytest.mark.parametrize("locale", OTHERS)
def test_every_answer_tells_the_same_numbers(locale: str) -> None:
    for topic in answerer().library.topics:
        usual, other = answerer().topic(topic), answerer(locale).topic(topic)
        assert figures(other.text) == figures(usual.text), topic


@pytest.mark.parametrize("locale", OTHERS)
def test_every_answer_has_the_same_claims_caveats_and_sources(locale: str) -> None:
    for topic in answerer().library.topics:
        usual, other = answerer().topic(topic), answerer(locale).topic(topic)
        for part in ("claims", "caveats", "references", "bases"):
            assert getattr(other, part) == getattr(usual, part), topic
        assert [s.topic for s in other.next_steps] == [
            s.topic for s in usual.next_steps
        ]


@pytest.mark.parametrize("locale", OTHERS)
def test_answers_are_short_in_every_locale(locale: str) -> None:
    long = {
        topic: len(answerer(locale).topic(topic).text.split())
        for topic in answerer().library.topics
    }
    assert {t: n for t, n in long.items() if n > MOST_WORDS} == {}


@pytest.mark.parametrize("locale", OTHERS)
def test_nobody_is_told_what_they_have_nor_a_dose_nor_promised_a_cure(
    locale: str,
) -> None:
    for what, pattern in FORBIDDEN[locale].items():
        said = [
            place
            for place, text in written(locale).items()
            if re.search(pattern, text, re.IGNORECASE)
        ]
        assert said == [], what


def test_a_stretch_between_two_numbers_is_said_as_in_the_locale() -> None:
    assert "4 to 6 weeks" in answerer().topic("long_sciatica").text
    assert "4 a 6 semanas" in answerer("es").topic("long_sciatica").text


@pytest.mark.parametrize("locale", OTHERS)
def test_the_clinics_facts_are_in_the_words_of_the_locale(
    kb: KnowledgeBase, locale: str
) -> None:
    facts = load_clinic(kb, locale=locale).facts()
    told = Answerer.load(kb, facts, locale).topic("emergency_signs")

    assert facts["emergency_number"] in told.text


def test_a_text_that_a_locale_leaves_out_is_told_with_its_place(
    kb: KnowledgeBase, tmp_path: Path
) -> None:
    import shutil

    from answering.wording import load_words
    from knowledge.library import load_library

    shutil.copytree(FOLDER / "es", tmp_path / "es")
    file = tmp_path / "es" / "answers" / "advice.yml"
    file.write_text(file.read_text().replace("back_pain_duration:", "back_pain:"))

    with pytest.raises(KnowledgeError, match="back_pain_duration"):
        load_words(load_library(kb), load_clinic(kb).facts(), "es", tmp_path)


# --- how questions in another language are found ----------

HELD_OUT: dict[str, list[dict[str, Any]]] = {
    "es": read_yaml(Path(__file__).parent / "held_out_es.yml")
}


def outcomes(locale: str) -> dict[str, list[str]]:
    """The held-out questions by what became of them."""
    found: dict[str, list[str]] = {
        kind: [] for kind in ("right", "wrong", "unanswered", "others answered")
    }
    for asked in HELD_OUT[locale]:
        answer = answerer(locale).answer(asked["ask"])
        wanted = asked.get("topics", ())
        topic = answer.topic if answer else ""
        if "topics" not in asked:
            kind = "others answered" if answer else "unanswered"
        elif answer is None:
            kind = "unanswered"
        else:
            right = topic in wanted or (
                "compare" in wanted and topic.startswith("compare_")
            )
            kind = "right" if right else "wrong"
        found[kind].append(f"{asked['ask']} -> {topic}")
    return found


@pytest.mark.parametrize("locale", OTHERS)
def test_two_questions_in_three_are_answered_and_few_wrongly(locale: str) -> None:
    found = outcomes(locale)
    given = len(found["right"]) + len(found["wrong"])
    asked = [one for one in HELD_OUT[locale] if "topics" in one]

    assert len(found["right"]) / len(asked) >= 2 / 3
    assert len(found["wrong"]) / given <= 0.08, found["wrong"]
    assert len(found["others answered"]) <= 1, found["others answered"]


@pytest.mark.parametrize("locale", OTHERS)
def test_nearly_every_topic_answers_to_its_own_title(locale: str) -> None:
    """Titles are on buttons, so people type them too."""
    missed = []
    for topic in answerer().library.topics.values():
        answer = answerer(locale).answer(answerer(locale).topic(topic.id).title)
        if answer is None or topic.tells[0] not in answer.claims:
            missed.append(topic.id)
    assert len(missed) <= len(answerer().library.topics) * 0.03, missed


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("¿la ciática puede dar adormecimiento?", False),
        ("¿puede la ciática dar fiebre?", True),
        ("¿qué es el síndrome de cola de caballo?", True),
        ("¿por qué no puedo orinar?", False),
        ("¿es normal que no sienta el culo? me hago pis", False),
        ("¿es normal perder la sensibilidad desde ayer?", False),
        ("¿por qué se me escapa el pis?", False),
        ("¿por qué tengo fiebre?", False),
        ("no puedo orinar", False),
        ("¿mi hija tiene fiebre?", False),
        ("¿es malo que me orine encima?", False),
        ("¿por qué a mi madre se le duermen las piernas?", False),
    ],
)
def test_general_questions_in_spanish_are_told_from_reports(
    text: str, general: bool
) -> None:
    assert bool(answerer("es").asked_in_general(text)) == general


def test_every_locale_is_spoken() -> None:
    assert {DEFAULT_LOCALE, *OTHERS} == set(SPOKEN)
