"""Each message in the form a service can show: complete, and emergencies first."""

from __future__ import annotations

import pytest

import knowledge
from bot.actions.parts import KB, SPEAKERS
from bot.channels.messaging import short_text
from bot.channels.messaging.credentials import SERVICES, channel_class
from bot.channels.messaging.parts import Abilities, Part
from bot.channels.messaging.presenting import pieces, present
from bot.channels.messaging.whatsapp_content import content_for
from knowledge import Answer, Ask, Case, Status
from rendering import Message, payload_of
from tests.channels.messaging.fakes.twilio import wrong_content

SPEAKER = SPEAKERS["en"]
ABILITIES = {
    channel_class(name).SERVICE.NAME: channel_class(name).SERVICE.abilities
    for name in SERVICES
}
QUESTIONS = [
    SPEAKER.question(
        Ask(question=q, findings=q.findings, asked=0, about_left=1, safety_left=0)
    )
    for q in KB.questions.values()
]
CASES = [
    Case().add(
        Answer(finding="site_low_back", status=Status.PRESENT),
        *(Answer(finding=f, status=Status.PRESENT) for f in flag),
    )
    for flag in sorted({(f,) for f in KB.red_flag_findings if not KB.findings[f].unit})
    if not KB.findings[flag[0]].choices
]
EMERGENCIES = [
    SPEAKER.emergency(assessment, case)
    for case in CASES
    if (assessment := knowledge.assess(KB, case)).is_emergency
]

services = pytest.mark.parametrize("service", ABILITIES)


def shown(message: Message, service: str) -> list[Part]:
    return present([message], ABILITIES[service], heading="Message from the clinic:")


@services
def test_every_answer_of_every_question_can_be_given(service: str) -> None:
    for question in QUESTIONS:
        parts = shown(question, service)
        text = "\n".join(part.text for part in parts)
        tapped = {option.title for part in parts for option in part.options}
        for number, button in enumerate(question.buttons, start=1):
            in_text = short_text.cheapest(button.title) in short_text.cheapest(text)
            assert button.title in tapped or in_text, (service, button)
            if not tapped and question.data["question"]["kind"] != "number":
                assert payload_of(str(number), question) == button.payload


@services
def test_the_text_is_complete_by_itself(service: str) -> None:
    for question in QUESTIONS:
        alone = short_text.cheapest(
            "\n".join(p.alone for p in shown(question, service))
        )
        for button in question.buttons:
            assert short_text.cheapest(button.title) in alone


@services
def test_what_does_not_fit_on_a_button_is_in_the_text(service: str) -> None:
    longest = ABILITIES[service].longest_title
    for question in QUESTIONS:
        for part in shown(question, service):
            for option in part.options:
                assert len(option.label) <= longest
                if option.label != option.title:
                    assert option.title in part.text


@services
def test_no_part_is_too_long(service: str) -> None:
    long = Message("A sentence of words that goes on. " * 700)
    for message in (*QUESTIONS, *EMERGENCIES, SPEAKER.introduction(), long):
        for part in shown(message, service):
            assert 0 < len(part.text) <= ABILITIES[service].longest + 30
            assert len(part.alone) > 0
    assert "".join("".join(p.text.split()) for p in shown(long, service)).count(
        "Asentenceofwordsthatgoeson."
    ) in range(690, 701)


@services
def test_an_emergency_goes_first_alone_and_in_one_piece(service: str) -> None:
    assert len(EMERGENCIES) > 5
    before, question = SPEAKER.statement("chitchat"), QUESTIONS[0]
    for emergency in EMERGENCIES:
        parts = present([before, emergency, question], ABILITIES[service], heading="X:")
        first, *rest = parts
        assert first.urgent and not any(part.urgent for part in rest)
        heading = short_text.cheapest(emergency.text.split("\n")[0])
        assert short_text.cheapest(first.text).startswith(heading)
        assert short_text.cheapest(emergency.text) in short_text.cheapest(first.text)
        assert question.text not in first.text


@services
def test_the_first_line_of_anything_else_names_only_the_clinic(service: str) -> None:
    for question in QUESTIONS:
        for part in shown(question, service):
            assert part.heading == "Message from the clinic:"
            if ABILITIES[service].heads_texts:
                assert part.text.split("\n")[0] == part.heading


@services
def test_payloads_are_nowhere(service: str) -> None:
    for question in QUESTIONS:
        assert "/answer" not in str([p.to_json() for p in shown(question, service)])


def test_a_part_survives_being_kept() -> None:
    for question in QUESTIONS:
        for part in shown(question, "telegram"):
            assert Part.from_json(part.to_json()) == part


def test_whatsapp_takes_every_content_that_is_made() -> None:
    made = 0
    for question in QUESTIONS:
        for part in shown(question, "whatsapp"):
            types = content_for(part, "en")
            if types is not None:
                made += 1
                content = {"language": "en", "types": types}
                assert wrong_content(content) is None, types
    assert made > len(QUESTIONS) / 2


def test_nothing_a_person_said_becomes_a_template() -> None:
    for emergency in EMERGENCIES:
        assert all(
            content_for(part, "en") is None for part in shown(emergency, "whatsapp")
        )


def test_texts_are_joined_into_as_few_messages_as_they_fit() -> None:
    messages = [Message("a" * 500), Message("b" * 500), Message("c" * 500)]
    [part] = present(messages, ABILITIES["sms"])
    assert short_text.segments(part.text) == -(-1504 // 153)


@pytest.mark.parametrize(
    ("text", "cheap"),
    [
        ("“Don’t” – wait…", '"Don\'t" - wait...'),
        ("• one\u00a0two", "- one two"),
        ("naïve café 😀", "naive café "),
        ("pain ≥ 2 weeks", "pain >= 2 weeks"),
    ],
)
def test_ornaments_become_letters_that_are_sent_cheaply(text: str, cheap: str) -> None:
    assert short_text.cheapest(text) == cheap


@pytest.mark.parametrize("text", ["Łódź", "боль в спине", "مرحبا", "背中"])
def test_letters_are_never_lost_to_save_money(text: str) -> None:
    assert short_text.cheapest(text) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("😀" * 36, 2),
    ],
)
def test_segments_are_counted_as_networks_count_them(text: str, count: int) -> None:
    assert short_text.segments(text) == count


def test_a_long_text_is_cut_at_lines_then_sentences_then_words() -> None:
    assert pieces("one\ntwo\nthree", 8) == ["one\ntwo", "three"]
    assert pieces("One two. Three four. Five", 22) == ["One two. Three four.", "Five"]
    assert pieces("alpha beta gamma", 11) == ["alpha beta", "gamma"]
    assert pieces("abcdefgh", 3) == ["abc", "def", "gh"]
    assert pieces("", 10) == [""]


def test_buttons_stay_under_the_last_of_several_parts() -> None:
    short = Abilities(longest=120, buttons=20, longest_title=40)
    parts = present([QUESTIONS[0], max(QUESTIONS, key=lambda q: len(q.text))], short)
    assert len(parts) > 2 and parts[-1].options and not parts[-2].options
