"""A talk in Spanish: told, asked, answered and advised in Spanish, alarms included."""

from __future__ import annotations

import json

import pytest

from bot.actions.parts import KB
from bot.languages import Languages
from knowledge import Status
from tests.bot.played import Messages, Played, abouts, kinds
from tests.rendering.words import english_in

SPANISH = Languages("es", "es")


@pytest.fixture
def talk() -> Played:
    played = Played(SPANISH)
    played.say("hola", "greet")
    return played


def text_of(messages: Messages) -> str:
    """All words of some messages, without the titles of publications."""
    said = "\n".join(message["text"] for message in messages)
    for reference in sorted(
        KB.references.values(), key=lambda r: len(r.citation), reverse=True
    ):
        said = said.replace(reference.citation, "")
    return said


def test_what_is_told_in_free_words_is_noted_and_not_asked_again(talk: Played) -> None:
    messages = talk.say(
        "Tengo 45 años y llevo 3 semanas con dolor en la nalga izquierda, peor sentado"
    )

    assert "Anotado:" in text_of(messages)
    assert talk.status("site_buttock") is Status.PRESENT
    assert talk.status("worse_sitting") is Status.PRESENT
    asked = set()
    while talk.pending and len(asked) < 30:
        asked.add(talk.pending)
        talk.say("no sé", "unsure")
    assert not asked & {"age", "duration"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("¿cuánto dura la ciática?", "4 a 6 semanas"),
        ("¿qué es el síndrome del piramidal?", "músculo profundo de la nalga"),
        ("¿cuál es la diferencia entre la estenosis y la bursitis?", "Estenosis:"),
    ],
)
def test_a_question_is_answered_in_spanish_with_its_sources(
    talk: Played, question: str, told: str
) -> None:
    talk.say("/begin")
    messages = talk.say(question, "nlu_fallback")

    answer = messages[abouts(messages).index("answer")]
    assert told in answer["text"]
    assert "Se apoya en:" in answer["text"]
    assert english_in(answer["custom"]["answer"]["text"]) == []
    assert all(
        not english_in(s["title"]) for s in answer["custom"]["answer"]["next_steps"]
    )


def test_a_question_in_english_words_is_found_and_answered_in_spanish() -> None:
    talk = Played(Languages("es", "en"))
    talk.say("hello", "greet")
    talk.say("/begin")
    messages = talk.say("how long does sciatica last?", "ask_question")

    assert "4 a 6 semanas" in messages[abouts(messages).index("answer")]["text"]


def test_a_button_of_a_next_question_is_answered_in_spanish(talk: Played) -> None:
    messages = talk.say('/ask_question{"topic": "what_sciatica"}')

    assert "La ciática" in text_of(messages) or "Ciática es" in text_of(messages)


def test_a_red_flag_in_free_words_is_an_emergency_at_once(talk: Played) -> None:
    messages = talk.say("me duele la espalda y no puedo orinar desde anoche")

    assert "emergency" in kinds(messages)
    assert "Emergencia" in text_of(messages)


def test_a_question_beside_a_red_flag_does_not_hide_it(talk: Played) -> None:
    messages = talk.say("¿Qué es la ciática? No puedo orinar")

    assert "emergency" in kinds(messages)


def test_a_red_flag_only_asked_about_is_asked_back(talk: Played) -> None:
    talk.say("me duele la zona lumbar")
    messages = talk.say("¿puede la ciática dar fiebre?")

    assert talk.status("fever") is None
    assert "fiebre o escalofríos" in text_of(messages)


def test_a_whole_interview_has_no_english_in_it(talk: Played) -> None:
    messages = talk.say("me duele la nalga izquierda desde hace tres semanas")
    for _ in range(40):
        assert english_in(text_of(messages)) == []
        assert "{" not in text_of(messages)
        if not talk.pending:
            break
        if talk.pending == "age":
            messages = talk.say("tengo 45 años")
        else:
            messages = talk.say("no", "deny")
    assert "assessment" in kinds(messages)
    for payload in ("/ask_why", "/ask_sources", "/show_changes", "/hand_over", "/stop"):
        assert english_in(text_of(talk.say(payload))) == [], payload


def test_the_data_of_an_assessment_has_no_english_for_people(talk: Played) -> None:
    messages = talk.say("me duele la espalda y tengo fiebre, tengo 50 años")
    while talk.pending:
        messages = talk.say("no sé", "unsure")
    for message in messages:
        assessment = message["custom"].get("assessment") or {}
        labels = json.dumps(assessment.get("labels", {}), ensure_ascii=False)
        shown = [v for v in json.loads(labels).values() if isinstance(v, str)]
        assert [text for text in shown if english_in(text)] == []
