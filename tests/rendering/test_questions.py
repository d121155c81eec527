"""Every question can be asked, answered by a button, and understood by a client."""

from __future__ import annotations

import json
import re

import pytest

import knowledge
from knowledge import Ask, KnowledgeBase, Status
from knowledge.model import Question, Stage
from rendering import Message, Speaker
from tests.rendering.cases import PEOPLE, case_of

QUESTIONS = knowledge.load().questions
PAYLOAD = re.compile(r'/answer(\{"q": "[a-z_]+", "o": "[a-z0-9_.]+"\})')


def ask(question: Question, findings: tuple[str, ...] | None = None) -> Ask:
    return Ask(
        question=question,
        findings=findings or question.findings,
        asked=2,
        about_left=5,
        safety_left=1,
    )


def option_ids(message: Message) -> list[str]:
    return [option["id"] for option in message.data["question"]["options"]]


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_is_complete(speaker: Speaker, key: str) -> None:
    message = speaker.question(ask(QUESTIONS[key]))
    data = message.data["question"]

    assert message.data["kind"] == "question"
    assert message.data["progress"] == {"asked": 2, "about_left": 5, "safety_left": 1}
    assert data["id"] == key
    assert data["findings"] == list(QUESTIONS[key].findings)
    assert data["safety"] is (QUESTIONS[key].stage is Stage.SAFETY)
    assert data["text"] in message.text
    assert "?" in message.text
    assert data["why"]


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_option_is_a_button_that_names_its_question(
    speaker: Speaker, key: str
) -> None:
    message = speaker.question(ask(QUESTIONS[key]))

    options = message.data["question"]["options"]
    assert [(b.title, b.payload) for b in message.buttons] == [
        (option["title"], option["payload"]) for option in options
    ]
    for option in options:
        payload = PAYLOAD.fullmatch(option["payload"])
        assert payload
        assert json.loads(payload[1]) == {"q": key, "o": option["id"]}


@pytest.mark.parametrize("key", QUESTIONS)
def test_titles_differ_and_can_be_read_out(speaker: Speaker, key: str) -> None:
    titles = [b.title for b in speaker.question(ask(QUESTIONS[key])).buttons]

    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(title[0].isupper() or title[0].isdigit() for title in titles)


@pytest.mark.parametrize("key", QUESTIONS)
def test_one_may_be_unsure_or_rather_not_say_everywhere(
    speaker: Speaker, key: str
) -> None:
    message = speaker.question(ask(QUESTIONS[key]))

    assert option_ids(message)[-2:] == ["unsure", "declined"]


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("breathless_with_swollen_leg", ["yes", "no"]),
        ("sex", ["female", "male"]),
        ("pregnancy_signs", ["vaginal_bleeding", "abdominal_pain", "none"]),
        ("duration", ["0.4", "2", "5", "10", "30", "104"]),
        ("age", []),
    ],
)
def test_each_kind_of_question_offers_its_own_answers(
    speaker: Speaker, key: str, options: list[str]
) -> None:
    message = speaker.question(ask(QUESTIONS[key]))

    assert option_ids(message) == [*options, "unsure", "declined"]


def test_only_open_findings_are_asked(speaker: Speaker) -> None:
    question = QUESTIONS["pregnancy_signs"]

    message = speaker.question(ask(question, ("abdominal_pain",)))

    assert option_ids(message) == ["abdominal_pain", "none", "unsure", "declined"]
    assert message.data["question"]["findings"] == ["abdominal_pain"]


def test_the_rest_of_a_question_is_asked_shortly(speaker: Speaker) -> None:
    question = QUESTIONS["cauda_equina_screen"]

    message = speaker.rest_of_question(ask(question, ("bladder_change",)))

    assert message.text == "And any of these?"
    assert option_ids(message)[0] == "bladder_change"


def test_ticked_boxes_can_be_sent_with_what_they_say_of_the_rest(
    speaker: Speaker,
) -> None:
    several = speaker.question(ask(QUESTIONS["worse_with"])).data["question"]
    one = speaker.question(ask(QUESTIONS["sex"])).data["question"]

    assert [entry["rest"] for entry in several["submit"]] == ["absent", "unsure"]
    assert one["submit"] == []


def test_private_questions_are_explained_and_optional(speaker: Speaker) -> None:
    text = speaker.question(ask(QUESTIONS["cauda_equina_screen"])).text

    assert "private" in text
    assert "nerves" in text
    assert "leave out" in text


def test_where_an_answered_question_is_named_its_explanation_is_left_out(
    speaker: Speaker,
) -> None:
    answered = ask(QUESTIONS["cauda_equina_screen"])
    case = case_of({"bladder_change": False})

    (entry,) = speaker.question(answered, case).data["answered"]

    assert entry["title"] == "Is any of this new since the pain began?"


def test_the_engines_first_question_can_be_asked(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    step = knowledge.next_step(kb, case_of({"site_buttock": True}))

    assert isinstance(step, Ask)
    assert speaker.question(step).data["question"]["id"] == step.question.id


@pytest.mark.parametrize("key", QUESTIONS)
def test_why_it_is_asked_can_be_told_at_any_time(
    speaker: Speaker, kb: KnowledgeBase, key: str
) -> None:
    case = case_of(PEOPLE["deep_gluteal"])

    message = speaker.why(QUESTIONS[key], knowledge.explain(kb, case, key))

    assert message.data["about"] == "why"
    assert message.text.startswith(speaker.voice.wording.questions[key].why)
    assert message.data["references"] == list(QUESTIONS[key].references)
    for reference in QUESTIONS[key].references:
        assert kb.references[reference].citation in message.text


def test_why_tells_what_the_most_urgent_answer_would_mean(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of(PEOPLE["back_strain"])
    key = "cauda_equina_screen"

    message = speaker.why(QUESTIONS[key], knowledge.explain(kb, case, key))

    assert "emergency help now" in message.text
    assert "changed feeling between the legs" in message.text


@pytest.mark.parametrize("key", QUESTIONS)
def test_what_each_answer_would_change_is_true_by_replay(
    speaker: Speaker, kb: KnowledgeBase, key: str
) -> None:
    case = case_of(PEOPLE["deep_gluteal"])

    message = speaker.why(QUESTIONS[key], knowledge.explain(kb, case, key))

    for effect in message.data["effects"]:
        status, value = Status(effect["status"]), effect["value"]
        supposed = case.say(effect["finding"], status, value)
        assert knowledge.assess(kb, supposed).level.value == effect["level"]


def test_why_tells_which_patterns_an_answer_would_fit(
    speaker: Speaker, kb: KnowledgeBase
) -> None:
    case = case_of({"site_buttock": True})

    text = speaker.why(
        QUESTIONS["radiation"], knowledge.explain(kb, case, "radiation")
    ).text

    assert "down to the foot. That would fit more with: Sciatica" in text
