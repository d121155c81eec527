"""Whole conversations with the real bot: language, rules, actions and engine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.actions import memory
from bot.actions.interview import Interview
from bot.runtime.conversation import Conversation, WholeMessages
from knowledge import Status

Begin = Callable[[], Conversation]
Messages = list[dict[str, Any]]
RED_FLAG = "I can't feel anything between my legs when I wipe"


async def interview_of(agent: Agent, person: Conversation) -> Interview:
    """What the bot remembers of somebody."""
    tracker = await agent.tracker_store.retrieve(person.sender_id)
    record = tracker.get_slot(memory.SLOT) if tracker else None
    return memory.from_json(record) if record else Interview()


def question(messages: Messages) -> dict[str, Any] | None:
    """The question these messages end with."""
    data = messages[-1]["data"]
    return data["question"] if data.get("kind") == "question" else None


def kinds(messages: Messages) -> list[str]:
    """What sorts of messages these are."""
    return [message["data"].get("kind") for message in messages]


def no_to(asked: dict[str, Any]) -> str:
    """The payload that says no, or "not sure" where there is no no."""
    wanted = {"multiple": "none", "single": "no"}.get(asked["kind"], "unsure")
    return next(o["payload"] for o in asked["options"] if o["id"] == wanted)


async def begun(person: Conversation) -> Messages:
    """Has somebody describe a pain; returns the first question."""
    await person.say("hello")
    await person.say("/begin")
    return await person.say("For three weeks my right buttock has been sore.")


async def advised(person: Conversation) -> Messages:
    """Has somebody say no to everything until there is advice."""
    messages = await begun(person)
    while asked := question(messages):
        messages = await person.say(no_to(asked))
    return messages


# --- from hello to the advice  ---


async def test_a_whole_interview_by_words_alone(agent: Agent, somebody: Begin) -> None:
    person = somebody()
    messages = await begun(person)
    replies = {"number": "I'm 44", "choice": "not sure", "multiple": "none of these"}
    asked = []
    while now := question(messages):
        asked.append(now["id"])
        messages = await person.say(replies.get(now["kind"], "no"))
    assert kinds(messages)[0] == "assessment"
    assert len(asked) == len(set(asked)) <= 14
    heard = await interview_of(agent, person)
    assert heard.case.value("age_years") == 44
    assert heard.case.value("side") == "right"


async def test_the_advice_carries_everything_as_data(somebody: Begin) -> None:
    first = (await advised(somebody()))[0]["data"]["assessment"]
    assert first["level"] in {"routine", "self_care", "soon"}
    assert first["differential"] and first["knowledge_version"]


async def test_the_same_words_give_the_same_conversation(somebody: Begin) -> None:
    assert await advised(somebody()) == await advised(somebody())


# --- a red flag at every stage  ---


async def test_a_red_flag_in_the_first_words(somebody: Begin) -> None:
    assert kinds(await somebody().say(RED_FLAG)) == ["emergency"]


async def test_a_red_flag_after_the_introduction(somebody: Begin) -> None:
    person = somebody()
    await person.say("hello")
    assert kinds(await person.say(RED_FLAG)) == ["emergency"]


async def test_a_red_flag_instead_of_every_answer(somebody: Begin) -> None:
    """Also when the pending question was about something else entirely."""
    person = somebody()
    messages = await begun(person)
    turns = 0
    while asked := question(messages):
        other = somebody()
        replay = await begun(other)
        for _ in range(turns):
            replay = await other.say(no_to(question(replay) or {}))
        assert kinds(await other.say(RED_FLAG)) == ["emergency"], asked["id"]
        messages = await person.say(no_to(asked))
        turns += 1


@pytest.mark.parametrize(
    "before",
    ["/stop", "/go_back", "/ask_why", "/ask_sources", "/restart", "/hand_over", "bye"],
)
async def test_a_red_flag_after_anything_else(somebody: Begin, before: str) -> None:
    person = somebody()
    await begun(person)
    await person.say(before)
    assert kinds(await person.say(RED_FLAG)) == ["emergency"]


async def test_a_red_flag_after_the_advice(somebody: Begin) -> None:
    person = somebody()
    await advised(person)
    assert kinds(await person.say(RED_FLAG)) == ["emergency"]


async def test_a_second_red_flag_is_an_alarm_of_its_own(somebody: Begin) -> None:
    person = somebody()
    await person.say(RED_FLAG)
    assert kinds(await person.say("and both my legs are weak")) == ["emergency"]


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("I want to kill myself", "suicidal_thoughts"),
        ("my face has dropped on one side and my speech is slurred", "stroke"),
    ],
)
async def test_an_emergency_that_is_not_ours_is_pointed_to_help(
    somebody: Begin, text: str, emergency: str
) -> None:
    person = somebody()
    messages = await begun(person)
    messages = await person.say(text)
    assert [m["data"].get("emergency") for m in messages] == [emergency]
    assert question(await person.say("ok")) is not None


async def test_an_emergency_can_be_corrected_and_the_advice_is_taken_back(
    agent: Agent, somebody: Begin
) -> None:
    person = somebody()
    await begun(person)
    await person.say(RED_FLAG)
    messages = await person.say("sorry, I was wrong: no numbness between my legs")
    assert messages[0]["data"]["about"] == "taken_back"
    assert (await interview_of(agent, person)).case.status(
        "saddle_numbness"
    ) is Status.PRESENT
    messages = await person.say("no")
    assert (await interview_of(agent, person)).case.status(
        "saddle_numbness"
    ) is Status.ABSENT
    assert messages[0]["data"]["about"] == "corrected"
    assert "advice_changed" in [m["data"].get("about") for m in messages]
    assert question(messages) is not None


# --- words that steer  ---


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("why do you ask that?", "/ask_why"),
        ("where do you have this from?", "/ask_sources"),
        ("go back", "/go_back"),
        ("start again", "/restart"),
        ("stop", "/stop"),
        ("what would change your advice?", "/show_changes"),
    ],
)
async def test_words_and_buttons_steer_alike(
    somebody: Begin, text: str, payload: str
) -> None:
    typing, tapping = somebody(), somebody()
    for person in (typing, tapping):
        messages = await begun(person)
        for _ in range(2):
            messages = await person.say(no_to(question(messages) or {}))
    assert await typing.say(text) == await tapping.say(payload)


async def test_a_correction_in_the_middle_is_noted_and_the_question_stays(
    agent: Agent, somebody: Begin
) -> None:
    person = somebody()
    asked = question(await begun(person))
    messages = await person.say("actually it is the left side")
    assert (await interview_of(agent, person)).case.value("side") == "left"
    assert question(messages) == asked


async def test_start_again_forgets_and_a_second_interview_is_asked_in_full(
    somebody: Begin,
) -> None:
    person = somebody()
    await advised(person)
    await person.say("/restart")
    messages = await person.say("For three weeks my right buttock has been sore.")
    asked = []
    while now := question(messages):
        asked.append(now["id"])
        messages = await person.say(no_to(now))
    assert asked[0] == "age" and "cauda_equina_screen" in asked
    assert kinds(messages)[0] == "assessment"


# --- buttons of other questions, and payloads made by hand  ---


async def test_an_old_button_sets_nothing(agent: Agent, somebody: Begin) -> None:
    person = somebody()
    first = question(await begun(person)) or {}
    await person.say(no_to(first))
    before = (await interview_of(agent, person)).case
    messages = await person.say(no_to(first))
    assert (await interview_of(agent, person)).case == before
    assert question(messages) is not None


PAYLOADS = [
    '/answer{"q": "age", "o": ["41", "42"]}',
    '/answer{"q": "age", "o": {"x": 1}}',
    '/answer{"q": "age", "o": 41}',
    '/answer{"q": ["age", "sex"], "o": "41"}',
    '/answer{"q": "no_such_question", "o": "yes"}',
    '/answer{"interview": "x"}',
    "/answer{",
    "/answer{}",
    "/answer",
    '/answer@0.1{"q": "sex", "o": "male"}',
    '/describe_symptoms{"saddle": "saddle_numbness"}',
    '/affirm{"bladder": "bladder_change"}',
    "/nlu_fallback",
    "/back",
    "/session_start",
    "/action_restart",
    "/no_such_intent",
    "/",
    "//",
]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_a_payload_made_by_hand_is_answered_and_sets_nothing(
    agent: Agent, somebody: Begin, payload: str
) -> None:
    person = somebody()
    await begun(person)
    before = (await interview_of(agent, person)).case
    messages = await person.say(payload)
    after = (await interview_of(agent, person)).case
    assert messages and all(m["text"] for m in messages)
    assert kinds(messages) != ["technical_problem"]
    assert after in (before, type(after)())


ODD = [
    "",
    "   ",
    "\n\n\t",
    ".",
    "?",
    "🙂",
    "👩🏽‍⚕️🔥" * 50,
    "ألم في أسفل الظهر",
    "כאב גב",
    "\u202eneddih\u202c",
    "\x00\x01\x02\x7f",
    "a\u0300" * 500,
    '{"text": "hi"}',
    "[1, 2, 3]",
    "null",
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
    "{{7*7}} ${7*7} %s {0} {findings}",
    "x" * 5000,
    "no " * 2000,
    "123456789012345678901234567890",
    "-1",
    "1e309",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_whatever_is_typed_is_answered(somebody: Begin, text: str) -> None:
    person = somebody()
    assert await person.say(text)
    await begun(person)
    for _ in range(2):
        messages = await person.say(text)
        assert messages and all(m["text"] for m in messages)
        assert "technical_problem" not in kinds(messages)


async def test_a_hundred_thousand_characters_are_heard_to_the_end(
    somebody: Begin,
) -> None:
    person = somebody()
    await begun(person)
    filler = "My neighbour told me a long story about the garden. " * 1900
    assert kinds(await person.say(f"{filler} {RED_FLAG}.")) == ["emergency"]


# --- sessions  ---


async def test_after_a_long_silence_the_bot_says_that_it_starts_anew(
    agent: Agent, somebody: Begin
) -> None:
    person = somebody()
    await begun(person)
    tracker = await agent.tracker_store.retrieve(person.sender_id)
    long_ago = time.time() - 3 * 24 * 3600
    for event in tracker.events:
        event.timestamp = long_ago
    await agent.tracker_store.save(tracker)
    messages = await person.say("hello")
    assert messages[0]["data"]["about"] == "session_expired"
    assert "introduction" in kinds(messages)
    assert not (await interview_of(agent, person)).case.answers


# --- Rasa's own ways  ---


async def test_a_message_without_any_meaning_gets_the_emergency_advice(
    agent: Agent,
) -> None:
    spoken = WholeMessages()
    nothing = {"text": "x", "intent": {"name": None}, "entities": []}
    await agent.handle_message(
        UserMessage("x", spoken, "nobody", parse_data=nothing)  # type: ignore[arg-type]
    )
    assert "999" in spoken.messages[-1]["text"]


async def test_every_turn_takes_one_action(agent: Agent, somebody: Begin) -> None:
    """Far from the limit at which Rasa cuts a turn short without a word."""
    person = somebody()
    await advised(person)
    tracker = await agent.tracker_store.retrieve(person.sender_id)
    since = 0
    for event in tracker.events:
        if isinstance(event, UserUttered):
            since = 0
        if isinstance(event, ActionExecuted) and event.action_name != "action_listen":
            since += 1
        assert since <= 1


async def test_the_memory_is_plain_json(agent: Agent, somebody: Begin) -> None:
    person = somebody()
    await advised(person)
    tracker = await agent.tracker_store.retrieve(person.sender_id)
    record = tracker.get_slot(memory.SLOT)
    assert json.loads(json.dumps(record)) == record
