"""Calls played at the desk: by fixed answers, or by any act that is offered."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from frontdesk.script import (
    Act,
    Acted,
    Back,
    Branch,
    Call,
    Confirm,
    Fill,
    Reply,
    Say,
    Screen,
    Screens,
    Script,
)
from frontdesk.script.screen import Choice

TODAY = date(2026, 3, 2)
BORN = "27 3 1985"
FIELDS = {"name": "Ada Byron", "date_of_birth": BORN, "callback_number": "07700 900123"}
SAYINGS = (
    "pain deep in my left buttock for three weeks, worse when I sit",
    "my back hurts, no fever",
    "I am pregnant and my back is killing me",
    "I can't feel when I need to pee and I am numb between the legs",
    "I have a temperature and feel awful",
    "crushing chest pain down my arm",
    "I do not want to live any more",
    "hello?",
    "both my legs are tingling",
    "no",
)
BIRTHDAYS = ("", BORN, "1.2.2015", "1951-07-30")


def begun(script: Script, **more: object) -> Call:
    """A new call."""
    return script.begin("c1", clerk="kim", route="phone", opened=0.0, **more)  # type: ignore[arg-type]


def any_act(
    screen: Screen, branches: Sequence[Choice], rng: random.Random, *, calm: bool
) -> Act:
    """One of the acts that the screen offers, told by nothing but the screen.

    In a calm call warning signs are rare, so that it comes further.
    """
    sayings = SAYINGS[:3] if calm else SAYINGS
    if screen.kind == "alarm":
        choice = rng.choice(screen.choices)
        if rng.random() < 0.2:
            return Say(rng.choice(sayings))
        return Acted(choice.id, taken_over_by="Dr Gray", fields={"name": "Ada"})
    if branches and rng.random() < (0.01 if calm else 0.06):
        return Branch(rng.choice(branches).id)
    if rng.random() < 0.05 and screen.can_go_back:
        return Back()
    if screen.kind == "words" or (screen.words and rng.random() < 0.05):
        return Say(rng.choice(sayings))
    if screen.kind == "read_back":
        kept = [line.id for line in screen.lines if rng.random() < 0.9]
        return Confirm(frozenset(kept))
    if screen.kind == "question":
        return _reply(screen, rng, calm=calm)
    fields = {blank.id: rng.choice(("", "something")) for blank in screen.blanks}
    fields |= {key: FIELDS[key] for key in fields.keys() & FIELDS.keys()}
    if "date_of_birth" in fields:
        fields["date_of_birth"] = rng.choice(BIRTHDAYS)
    option = rng.choice(screen.choices).id if screen.choices else None
    return Fill(screen.id, fields, option)


def _reply(screen: Screen, rng: random.Random, *, calm: bool) -> Reply:
    if screen.choices:
        return Reply(screen.id, {screen.finding: rng.choice(screen.choices).id})
    if screen.number:
        return Reply(screen.id, {screen.finding: str(rng.randint(1, 90))})
    weights = (1, 60, 2, 2) if calm else (8, 70, 12, 10)
    marks = {
        line.id: rng.choices(screen.marks, weights)[0].id
        for line in screen.lines
        if rng.random() < 0.9
    }
    rest = "absent" if screen.rest and (not marks or rng.random() < 0.5) else None
    if not marks and rest is None:
        marks = {screen.lines[0].id: screen.marks[1].id}
    return Reply(screen.id, marks, rest)


def told(
    story: str, answers: Mapping[str, str]
) -> Callable[[Screen, Sequence[Choice]], Act]:
    """A routine call about this story, for `played`."""
    return lambda screen, _: routine(screen, answers, story)


def routine(
    screen: Screen,
    answers: Mapping[str, str],
    story: str = SAYINGS[0],
    known: Mapping[str, str] = FIELDS,
) -> Act:
    """What a receptionist does in a call without anything unusual."""
    if screen.kind == "words":
        return Say(story)
    if screen.kind == "read_back":
        return Confirm(frozenset(line.id for line in screen.lines))
    if screen.kind == "question":
        if screen.choices or screen.number:
            return Reply(screen.id, {screen.finding: answers.get(screen.id, "unsure")})
        marks = {
            line.id: answers[line.id] for line in screen.lines if line.id in answers
        }
        return Reply(screen.id, marks, rest="absent")
    fields = {b.id: known[b.id] for b in screen.blanks if b.id in known}
    chosen = answers.get(screen.id) or (
        screen.choices[0].id if screen.choices else None
    )
    return Fill(screen.id, fields, chosen)


def played(
    script: Script,
    screens: Screens,
    call: Call,
    choose: Callable[[Screen, Sequence[Choice]], Act],
    most: int = 400,
) -> tuple[Call, list[Screen]]:
    """The call at its end, and every screen on the way."""
    seen = []
    for _ in range(most):
        screen = screens.draw(call)
        seen.append(screen)
        if screen.kind == "done":
            return call, seen
        call = script.act(call, choose(screen, screens.branches(call)), TODAY)
    raise AssertionError(f"no outcome after {most} acts; stuck at {call.step}")
