"""The same case gets the same triage at the desk as in the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge
from evaluation.crosswalk import load_crosswalk
from evaluation.stated import Reading
from evaluation.vignettes import Vignette, read_vignettes
from frontdesk.script import Confirm, Fill, Reply, Say, Screens, Script
from knowledge import Answer, Ask, Assessment, Case, Status
from knowledge.model import Question
from tests.frontdesk.walking import FIELDS, TODAY, begun
from understanding import Listener

OPEN = Path(__file__).parents[2] / "evaluation" / "cases" / "vignettes.yml"
VIGNETTES = read_vignettes(OPEN)


class Teller:
    """Somebody who gives the answers of a vignette, to whoever asks."""

    def __init__(self, vignette: Vignette) -> None:
        self.opening = vignette.opening
        self._reading: Reading = load_crosswalk().read(vignette.facts)
        self._person = {"age_years": vignette.age, "sex": vignette.sex}

    def mark(self, question: Question, finding: str) -> str:
        """The answer about one finding, as the desk marks it."""
        known = self._person.get(finding)
        if finding in self._person:
            return str(known) if known not in (None, "unknown") else "declined"
        stated = self._reading.of(finding)
        if stated is None:
            return "absent" if question.is_safety else "unsure"
        if stated.status is Status.PRESENT and stated.values:
            return str(stated.values[0])
        return stated.status.value


def in_the_chat(
    kb: knowledge.KnowledgeBase, listener: Listener, teller: Teller
) -> Assessment:
    """The assessment after the opening and the engine's questions."""
    case = Case()
    for said in listener.hear(teller.opening).statements:
        if said.finding in kb.findings:
            case = case.say(said.finding, Status(said.status), said.value)
    while isinstance(step := knowledge.next_step(kb, case), Ask):
        answers = []
        for finding in step.findings:
            mark = teller.mark(step.question, finding)
            status, value = _read(kb, finding, mark)
            answers.append(
                Answer(
                    finding=finding,
                    status=status,
                    value=value,
                    question=step.question.id,
                )
            )
        case = case.add(*answers)
    return step


def _read(
    kb: knowledge.KnowledgeBase, finding: str, mark: str
) -> tuple[Status, str | float | None]:
    if mark in [status.value for status in Status]:
        return Status(mark), None
    record = kb.findings[finding]
    return Status.PRESENT, mark if record.choices else float(mark)


def at_the_desk(script: Script, screens: Screens, teller: Teller) -> Assessment:
    """The assessment when an alarm comes up or the advice is read out."""
    call = begun(script)
    endings = set(script.flow.steps["interview"].by_level.values())
    for _ in range(80):
        screen = screens.draw(call)
        if screen.kind == "alarm" or screen.id in endings:
            return knowledge.assess(script.kb, call.provisional)
        if screen.kind == "words":
            act = Say(teller.opening)
        elif screen.kind == "read_back":
            act = Confirm(frozenset(line.id for line in screen.lines))
        elif screen.kind == "question":
            question = script.kb.questions[screen.id]
            findings = [line.id for line in screen.lines] or [screen.finding]
            marks = {finding: teller.mark(question, finding) for finding in findings}
            act = Reply(screen.id, marks)
        else:
            fields = {**FIELDS, "date_of_birth": ""}
            option = screen.choices[0].id if screen.choices else None
            act = Fill(screen.id, fields, option)
        call = script.act(call, act, TODAY)
    raise AssertionError("the call did not end")


def warnings(assessment: Assessment) -> list[tuple[str, str | None]]:
    """The red flags behind the level: they decide who is to be seen."""
    return [
        (reason.id, reason.suspected)
        for reason in assessment.reasons
        if reason.kind in ("red_flag", "not_excluded")
    ]


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.id)
def test_the_triage_of_a_case_is_the_same_at_the_desk_and_in_the_chat(
    script: Script, screens: Screens, vignette: Vignette
) -> None:
    teller = Teller(vignette)
    chat = in_the_chat(script.kb, script.listener, teller)  # type: ignore[arg-type]
    desk = at_the_desk(script, screens, teller)

    assert desk.level is chat.level
    assert warnings(desk) == warnings(chat)
