"""Prints messages as the bot really words them, for the browser tests of the widget."""

from __future__ import annotations

import json
import sys

import knowledge
from knowledge import Answer, Case, Status
from knowledge.results import Ask
from rendering import SPOKEN, Message, Speaker

QUESTIONS = (
    "age",
    "sex",
    "cauda_equina_screen",
    "both_legs_course",
    "main_site",
    "duration",
    "radiation",
    "worse_with",
)
_FIRST_ANSWERS: dict[str, dict[str, object]] = {
    "age": {"age_years": 45},
    "sex": {"sex": "female"},
}


def messages(locale: str) -> dict[str, list[dict[str, object]]]:
    """Turns of the bot by name, each a list of messages."""
    kb = knowledge.load()
    speaker = Speaker.load(kb, locale=locale)
    sciatica, cauda_equina = _sciatica(kb), _cauda_equina()
    strained, said = _strained(kb), Case()
    before, now = (knowledge.assess(kb, case) for case in (strained, sciatica))
    turns = {
        "introduction": (speaker.introduction(),),
        "invitation": (speaker.statement("begin_invitation"),),
        "chest_pain": (speaker.other_emergency("chest_pain"),),
        "emergency": (
            speaker.emergency(knowledge.assess(kb, cauda_equina), cauda_equina),
        ),
        "after_alarm": _after_alarm(kb, speaker),
        "advice": speaker.assessment(knowledge.assess(kb, sciatica), sciatica),
        "strain": speaker.assessment(before, strained),
        "changed": (
            speaker.advice_compared(before, now, _said({"radiation": "below_knee"})),
            *speaker.assessment(now, sciatica),
        ),
        "acknowledged": (speaker.statement("acknowledged"),),
        "problem": (speaker.technical_problem(),),
    }
    for number, key in enumerate(QUESTIONS):
        question = kb.questions[key]
        ask = Ask(
            question=question,
            findings=question.findings,
            asked=number,
            about_left=12 - number,
            safety_left=max(5 - number, 0),
        )
        turns[key] = (speaker.question(ask, said),)
        said = said.add(*_said(_FIRST_ANSWERS.get(key, {})))
    return {name: [_json(message) for message in turn] for name, turn in turns.items()}


def _json(message: Message) -> dict[str, object]:
    return message.to_json()


def _after_alarm(kb: knowledge.KnowledgeBase, speaker: Speaker) -> tuple[Message, ...]:
    """An emergency that one answer may yet take back, and the question for it."""
    case = Case().say("bladder_change", Status.PRESENT)
    step = knowledge.next_step(kb, case)
    assert isinstance(step, Ask)
    return (
        speaker.emergency(knowledge.assess(kb, case), case),
        speaker.statement("alarm_stands"),
        speaker.question(step, case),
    )


def _sciatica(kb: knowledge.KnowledgeBase) -> Case:
    """Somebody of 45 with pain below the knee, and "no" to everything else asked."""
    said: dict[str, object] = {
        "age_years": 45,
        "sex": "female",
        "main_site": "buttock",
        "side": "left",
        "radiation": "below_knee",
        "duration_weeks": 3,
        "onset": "gradual",
        "site_buttock": None,
        "numbness_tingling": None,
        "worse_sitting": None,
        "worse_cough_sneeze": None,
        "leg_worse_than_back": None,
    }
    return _interviewed(kb, said)


def _strained(kb: knowledge.KnowledgeBase) -> Case:
    """Somebody of 30 with three days of pain in the low back after lifting."""
    said: dict[str, object] = {
        "age_years": 30,
        "sex": "male",
        "main_site": "low_back",
        "site_low_back": None,
        "duration_weeks": 0.4,
        "onset": "after_lifting",
        "radiation": "none",
    }
    return _interviewed(kb, said)


def _interviewed(kb: knowledge.KnowledgeBase, said: dict[str, object]) -> Case:
    """The case with "no" to what is asked on safety, and "not sure" to the rest."""
    case = Case().add(*_said(said))
    while isinstance(step := knowledge.next_step(kb, case), Ask):
        status = Status.ABSENT if step.question.is_safety else Status.UNSURE
        case = case.add(*(Answer(finding=f, status=status) for f in step.findings))
    return case


def _said(said: dict[str, object]) -> list[Answer]:
    return [
        Answer(finding=finding, status=Status.PRESENT, value=value)
        for finding, value in said.items()
    ]


def _cauda_equina() -> Case:
    return Case().add(
        *(
            Answer(finding=finding, status=Status.PRESENT)
            for finding in ("site_low_back", "saddle_numbness", "bladder_change")
        )
    )


if __name__ == "__main__":
    json.dump({locale: messages(locale) for locale in SPOKEN}, sys.stdout)
