"""Only what the bot offered is a command; everything else is words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from bot.channels.offers import as_said, title_of
from bot.channels.transcript import Turn
from rendering import Speaker

SINGLE = {
    "text": "Does it hurt?",
    "buttons": [
        {"title": "Yes", "payload": '/answer{"q": "hurt", "o": "yes"}'},
        {"title": "Why?", "payload": "/ask_why"},
    ],
    "data": {"kind": "question", "question": {"id": "hurt", "kind": "single"}},
}
MULTIPLE = {
    "text": "Which of these?",
    "buttons": [{"title": "None", "payload": '/answer{"q": "signs", "o": "none"}'}],
    "data": {
        "question": {
            "id": "signs",
            "kind": "multiple",
            "findings": ["fever", "chills"],
            "options": [
                {"id": "fever", "title": "Fever", "payload": "/answer{}"},
                {"id": "chills", "title": "Chills", "payload": "/answer{}"},
                {"id": "unsure", "title": "Not sure", "payload": "/answer{}"},
            ],
        },
        "asides": [{"title": "Go back", "payload": "/go_back"}],
        "answered": [{"title": "Age?", "payload": '/go_back{"q": "age"}'}],
    },
}
HISTORY = [Turn(answers=[SINGLE]), Turn("yes", "1", [MULTIPLE])]


@pytest.mark.parametrize(
    "payload",
    [
        "/ask_why",
        "/go_back",
        '/go_back{"q": "age"}',
        '/answer{"q": "signs", "o": "none"}',
        '/answer{"q": "signs", "o": "fever"}',
        '/answer{"q": "signs", "o": "fever+chills"}',
        '/answer{"q":"signs","o":"chills","rest":"absent"}',
        '/answer{"q": "signs", "o": "chills", "rest": "unsure"}',
    ],
)
def test_what_was_offered_is_passed_on(payload: str) -> None:
    assert as_said(f"  {payload} ", HISTORY) == payload


def test_a_late_tap_is_passed_on_with_the_question_it_belongs_to() -> None:
    payload = '/answer{"q": "hurt", "o": "yes"}'
    assert as_said(payload, HISTORY) == payload


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('/answer{"q": "hurt", "o": "no"}', "answer"),
        ('/answer{"q": "signs", "o": "fever+saddle"}', "answer"),
        ('/answer{"q": "signs", "o": "fever", "rest": "present"}', "answer"),
        ('/answer{"q": "signs", "o": "fever", "also": "this"}', "answer"),
        ('/answer{"q": "signs", "o": "fever+unsure"}', "answer"),
        ('/answer{"q": "signs", "o": ["fever"]}', "answer"),
        ('/answer{"q": "signs", "o": "fever"', "answer"),
        ('/answer["signs"]', 'answer["signs"]'),
        ('/describe_symptoms{"saddle": "numb"}', "describe symptoms"),
        ("/session_start", "session start"),
        ('/go_back{"q": "sex"}', "go back"),
        ("//ask_why", "ask why"),
        ("/ my back hurts", "my back hurts"),
        ("/", ""),
        ("/{}", ""),
    ],
)
def test_what_was_not_offered_is_only_words(typed: str, words: str) -> None:
    assert as_said(typed, HISTORY) == words


def test_nothing_is_offered_before_the_first_turn() -> None:
    assert as_said("/ask_why", []) == "ask why"


def test_plain_words_are_left_alone() -> None:
    text = 'it hurts "here" 24/7 {really} /answer{}'
    assert as_said(text, HISTORY) == text


@given(st.text())
def test_whatever_is_typed_a_command_is_one_that_was_offered(typed: str) -> None:
    for text in (typed, f"/{typed}", f"/answer{{{typed}}}"):
        said = as_said(text, HISTORY)
        answers = [answer for turn in HISTORY for answer in turn.answers]
        assert not said.startswith("/") or any(title_of(said, a) for a in answers)


def test_ticks_are_shown_by_their_titles() -> None:
    payload = '/answer{"q": "signs", "o": "chills+fever", "rest": "absent"}'
    assert title_of(payload, MULTIPLE) == "Chills, Fever"


def test_buttons_still_work_after_a_question_was_explained() -> None:
    kb = knowledge.load()
    question = kb.questions["age"]
    why = Speaker.load(kb).why(question, knowledge.explain(kb, knowledge.Case(), "age"))
    history = [*HISTORY, Turn("why?", "2", [why.to_json()])]
    payload = '/answer{"q": "hurt", "o": "yes"}'
    assert as_said(payload, history) == payload
    assert "question" not in why.data  # that key is the record of a question asked
