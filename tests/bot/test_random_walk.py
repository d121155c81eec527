"""Whatever is said or tapped, in whatever order: an answer, a way on, and an end."""

from __future__ import annotations

import random

import pytest

from bot.actions.interview import Stage
from bot.actions.parts import KB
from knowledge import Status, triage
from tests.bot.played import ACTIONS, Messages, Played, kinds

# More than a person's patience, far less than a loop.
MOST_TURNS = 60
STEPS = 40
WORDS = [
    "hello",
    "yes",
    "no",
    "a bit",
    "none of these",
    "all of them",
    "not sure",
    "rather not say",
    "the second",
    "44",
    "i'm 9",
    "three weeks",
    "left",
    "my foot is numb",
    "no numbness at all",
    "it hurts when I sit",
    "I can't feel anything between my legs",
    "sorry, that was wrong",
    "my dad is 80 and his back hurts",
    "I want to kill myself",
    "why?",
    "what do you mean?",
    "I'm scared",
    "you are useless",
    "me duele la espalda",
    "qwrt zxcv",
    "",
    "🙂",
    "thanks",
    "bye",
]
INTENTS = sorted(set(ACTIONS) - {"back", "answer", "acknowledge"})
STEERING = ("/begin", "/go_back", "/restart", "/stop", "/hand_over", "/acknowledge")


def offered(messages: Messages) -> list[str]:
    """Every payload that can be tapped in these messages."""
    payloads = [b["payload"] for m in messages for b in m["buttons"]]
    for message in messages:
        for place in ("asides", "answered"):
            payloads += [e["payload"] for e in message["custom"].get(place, ())]
    return payloads


def step(played: Played, seen: Messages, choice: random.Random) -> Messages:
    """Something a person might do next: tap, type anything, or steer."""
    what = choice.random()
    payloads = offered(seen)
    if what < 0.45 and payloads:
        return played.say(choice.choice(payloads))
    if what < 0.55:
        return played.say(choice.choice(STEERING))
    return played.say(choice.choice(WORDS), choice.choice(INTENTS))


def check(played: Played, messages: Messages, done: str) -> None:
    """An answer in words, no failure, and a way on."""
    assert messages and all(message["text"].strip() for message in messages), done
    assert "technical_problem" not in kinds(messages), done
    interview = played.interview
    if interview.stage is Stage.TALKING and interview.pending is not None:
        assert set(interview.pending.findings) <= set(
            KB.questions[interview.pending.question].findings
        ), done
        is_asked = "question" in kinds(messages)
        assert is_asked or interview.news.elsewhere or interview.news.alarmed, done


@pytest.mark.parametrize("seed", range(40))
def test_a_walk_at_random_never_ends_in_silence_or_a_dead_end(seed: int) -> None:
    choice = random.Random(seed)
    played = Played()
    messages = played.say("hello", "greet")
    for number in range(STEPS):
        messages = step(played, messages, choice)
        check(played, messages, f"seed {seed}, step {number}")
    messages = played.say("/begin")
    for _ in range(MOST_TURNS):
        if played.pending is None and played.interview.stage in (
            Stage.RESULT,
            Stage.EMERGENCY,
        ):
            break
        messages = played.deny() if played.pending else played.say("/begin")
        check(played, messages, f"seed {seed}, on the way out")
    else:
        pytest.fail(f"seed {seed}: no advice after {MOST_TURNS} turns")


@pytest.mark.parametrize("seed", range(20))
def test_words_alone_never_deny_a_red_flag_that_nobody_denied(seed: int) -> None:
    """Among words that say no to nothing, no walk ever lowers the urgency."""
    choice = random.Random(seed)
    harmless = ["yes", "a bit", "not sure", "qwrt", "thanks", "I'm scared", "what?"]
    played = Played()
    played.say("hello", "greet")
    played.say("pain in my left buttock")
    level = triage.level(KB, played.interview.case.current)
    intents = sorted({*INTENTS} - {"restart"})
    for _ in range(STEPS):
        played.say(choice.choice(harmless), choice.choice(intents))
        current = played.interview.case.current
        now = triage.level(KB, current)
        assert now.rank <= level.rank
        level = now
        denied = [f for f, a in current.items() if a.status is Status.ABSENT]
        assert not set(denied) & KB.red_flag_findings
