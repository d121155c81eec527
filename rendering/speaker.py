"""All that Backtalk can say, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from knowledge.case import Answer, Case
from knowledge.comparison import Comparison
from knowledge.explanation import Explanation
from knowledge.model import KnowledgeBase, Level, Question, Reference
from knowledge.results import Ask, Assessment, Candidate
from rendering import (
    advice,
    answers,
    asides,
    changing,
    comparing,
    handover,
    patterns,
    questions,
)
from rendering.clinic import Clinic, load_clinic
from rendering.loading import DEFAULT_LOCALE, load_wording
from rendering.message import Message
from rendering.voice import Voice
from rendering.wording import Wording

_NOTHING_SAID = Case()


class Speaker:
    """Turns decisions into messages, in one locale and for one clinic."""

    def __init__(self, kb: KnowledgeBase, wording: Wording, clinic: Clinic) -> None:
        self.voice = Voice(kb, wording, clinic)

    @classmethod
    def load(
        cls,
        kb: KnowledgeBase,
        clinic: Path | None = None,
        locale: str = DEFAULT_LOCALE,
    ) -> Speaker:
        """A speaker of one locale, with the settings of a clinic, if given.

        Raises:
            WordingError: when the wording does not fit the knowledge.
            ClinicError: when the settings cannot be used.
        """
        return cls(kb, load_wording(kb, locale), load_clinic(kb, clinic, locale))

    def introduction(self) -> Message:
        """Who speaks, what for, and what it is not for."""
        return asides.introduction(self.voice)

    def question(self, ask: Ask, case: Case = _NOTHING_SAID) -> Message:
        """The next question, with its answers as buttons and those given so far."""
        return questions.question(self.voice, ask, case)

    def rest_of_question(self, ask: Ask, case: Case = _NOTHING_SAID) -> Message:
        """What is still open of the question that was just asked."""
        return questions.rest_of_question(self.voice, ask, case)

    def part_of_question(self, ask: Ask, case: Case = _NOTHING_SAID) -> Message:
        """Some of a question once more, to make sure of it."""
        return questions.part_of_question(self.voice, ask, case)

    def emergency(self, assessment: Assessment, case: Case) -> Message:
        """What to do now; nothing else."""
        return advice.emergency(self.voice, assessment, case)

    def assessment(self, assessment: Assessment, case: Case) -> tuple[Message, ...]:
        """The advice, how it came about, and what would change it."""
        return advice.advice(self.voice, assessment, case)

    def changes(self, assessment: Assessment, case: Case) -> Message:
        """Which other answers would move the advice."""
        return changing.changes(self.voice, assessment, case)

    def advice_compared(
        self, before: Assessment, now: Assessment, answers: Iterable[Answer]
    ) -> Message:
        """Whether some new answers changed the advice, and which they were."""
        return changing.compared(self.voice, before, now, answers)

    def why(self, question: Question, explanation: Explanation) -> Message:
        """Why a question is asked."""
        return asides.why(self.voice, question, explanation)

    def sources(self, references: Iterable[str], *, weighed: bool = False) -> Message:
        """Where something comes from; what of a weighing is our own is said too."""
        return asides.sources(self.voice, references, weighed=weighed)

    def answer(
        self,
        told: Mapping[str, Any],
        references: Iterable[Reference],
        *,
        buttons: bool,
    ) -> Message:
        """What the sources say to a person's own question; see `answers.answer`."""
        return answers.answer(self.voice, told, references, buttons=buttons)

    def nearest(self, near: Iterable[Mapping[str, str]], *, buttons: bool) -> Message:
        """What a question that is not clear may have meant; see `answers.nearest`."""
        return answers.nearest(self.voice, near, buttons=buttons)

    def comparison(self, compared: Comparison, case: Case) -> Message:
        """Two patterns side by side, for this person's answers."""
        return comparing.comparison(self.voice, compared, case)

    def evidence(self, candidate: Candidate, case: Case) -> Message:
        """What speaks for and against one pattern, for this person's answers."""
        return patterns.evidence(self.voice, candidate, case)

    def level(self, level: Level) -> str:
        """What a level means, in a few words."""
        return self.voice.level(level)

    def noted(self, answers: Iterable[Answer]) -> Message:
        """What was just understood."""
        return asides.noted(self.voice, answers)

    def statement(self, phrase: str, **values: object) -> Message:
        """One of the fixed sentences in phrases.yml, by id.

        Raises:
            KeyError: when there is no such phrase, or a value is missing.
        """
        return asides.spoken(self.voice, phrase, **values)

    def person_instead(self) -> Message:
        """A way to a person, for somebody the bot does not understand."""
        return asides.person_instead(self.voice)

    def soothing(self) -> Message:
        """An answer to anger: an apology, and a way to a person."""
        return asides.soothing(self.voice)

    def meaning(self, question: Question) -> Message:
        """The words of a question in other words."""
        return asides.meaning(self.voice, question)

    def technical_problem(self) -> Message:
        """An apology that still says when to get help."""
        return asides.technical_problem(self.voice)

    def other_emergency(self, emergency: str) -> Message:
        """Where to turn with an emergency that is not about this pain."""
        return asides.other_emergency(self.voice, emergency)

    def hand_over_summary(self, case: Case, assessment: Assessment) -> Message:
        """A summary for the person who takes over."""
        return handover.hand_over_summary(self.voice, case, assessment)
