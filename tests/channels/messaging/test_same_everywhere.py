"""The same story has the same findings and the same advice on every channel."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import knowledge
from bot.actions.parts import KB, LISTENER
from bot.channels.messaging.parts import token_of
from evaluation.crosswalk import load_crosswalk
from evaluation.interview import interview
from evaluation.patient import Patient
from evaluation.talk import BotMessage, Heard, Talk
from evaluation.vignettes import Vignette, read_vignettes
from knowledge import Case, Status
from tests.channels.messaging.fakes.base import Shown
from tests.channels.messaging.people import EVERYBODY, Somebody, World

CASES = Path(__file__).parents[3] / "evaluation" / "cases" / "vignettes.yml"
VIGNETTES = read_vignettes(CASES)
CROSSWALK = load_crosswalk()
Outcome = tuple[dict[str, tuple[str, Any]], str, str | None]


class Bot:
    """The served bot, as the evaluation's patients talk with it."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def begin(self, name: str) -> Talk:
        return self.talk

    async def intent(self, text: str) -> str:
        raise AssertionError("a patient knows no intents")

    def hear(self, text: str) -> Heard:
        return {
            s.finding: (Status(s.status), s.value)
            for s in LISTENER.hear(text).statements
        }


class OnWeb:
    """A patient at the clinic's page."""

    def __init__(self, world: World) -> None:
        self._server = world.server
        self._token = world.server.chat("session", {})["token"]
        self.sender = self._token.split(".")[0]

    async def say(self, text: str) -> Sequence[BotMessage]:
        body = {"token": self._token, "message": text, "id": uuid.uuid4().hex}
        messages: list[BotMessage] = self._server.chat("message", body)["messages"]
        return messages


class OnService:
    """A patient who taps what can be tapped, and else types the numbers."""

    def __init__(self, person: Somebody) -> None:
        self._person = person
        self._server = person.world.server
        self.sender = person.sender
        self._shown: list[Shown] = []
        self._said: Sequence[BotMessage] = ()

    async def say(self, text: str) -> Sequence[BotMessage]:
        self._shown = self._act(text)
        self._said = self._server.answers(self.sender)
        return self._said

    def _act(self, text: str) -> list[Shown]:
        if not text.startswith("/"):
            return self._person.text(text)
        for shown in reversed(self._shown):
            for title, token in shown.buttons:
                if token == token_of(text):
                    return self._person.tap(shown, title)
        return self._person.text(self._numbers(text))

    def _numbers(self, payload: str) -> str:
        """What a patient types in the place of a button, or of several."""
        [message] = [m for m in self._said if m["buttons"]][-1:]
        payloads = [button["payload"] for button in message["buttons"]]
        if payload in payloads:
            at = payloads.index(payload)
            # Where a number would be the answer itself, the answers have no numbers.
            is_number = message["data"].get("question", {}).get("kind") == "number"
            return message["buttons"][at]["title"] if is_number else str(at + 1)
        answer = answer_in(payload)
        options = [option["id"] for option in message["data"]["question"]["options"]]
        numbers = [str(options.index(id_) + 1) for id_ in answer["o"].split("+")]
        rest = {"absent": " only", "unsure": ", not sure about the rest"}
        return " and ".join(numbers) + rest.get(answer.get("rest", ""), "")


def answer_in(payload: str) -> dict[str, str]:
    """The parts of a button's payload."""
    parts: dict[str, str] = json.loads(payload.partition("/answer")[2])
    return parts


def played(vignette: Vignette, talk: OnWeb | OnService, world: World) -> Outcome:
    """What is noted in the end, how urgent it is by that, and what was advised."""
    patient = Patient(vignette, CROSSWALK)
    done = asyncio.run(interview(Bot(talk), patient, vignette.id))
    assert done.failure is None, (vignette.id, done.failure)
    case = world.server.interview(talk.sender).case
    level = knowledge.assess(KB, case).level.value
    return _findings(case), level, done.advice


def _findings(case: Case) -> dict[str, tuple[str, Any]]:
    return {f: (a.status.value, a.value) for f, a in case.current.items()}


def test_every_vignette_comes_out_the_same_on_every_channel(world: World) -> None:
    def everywhere(vignette: Vignette) -> list[str]:
        expected = played(vignette, OnWeb(world), world)
        return [
            f"{vignette.id} on {somebody.service}: {differences(expected, outcome)}"
            for somebody in EVERYBODY
            if (outcome := played(vignette, OnService(somebody(world)), world))
            != expected
        ]

    with ThreadPoolExecutor(4) as side_by_side:
        found = [d for each in side_by_side.map(everywhere, VIGNETTES) for d in each]

    assert len(VIGNETTES) >= 29
    assert not found, "\n".join(found)
    assert world.twilio.complaints == world.telegram.complaints == []
    assert world.slack.complaints == world.messenger.complaints == []
    assert world.teams.complaints == []


def differences(expected: Outcome, outcome: Outcome) -> str:
    """What is not the same, to read in a failing test."""
    one, other = expected[0], outcome[0]
    keys = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
    findings = {key: (one.get(key), other.get(key)) for key in keys}
    return f"{findings} {expected[1:]} {outcome[1:]}"
