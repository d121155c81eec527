"""The simulated patient: answers as the person in a vignette would.

An answer uses, in this order: the lay words of the case for a fact that is asked; the
facts of the case, by tapping the matching option where one says exactly that, else in
plain words; and for what the case does not state, "no" to a safety question (a report
of a case reports its red flags) and "not sure" to any other.
"""

from __future__ import annotations

import json

from evaluation.crosswalk import Crosswalk
from evaluation.patient_words import in_words
from evaluation.stated import Reading, Stated
from evaluation.talk import Question
from evaluation.vignettes import Vignette
from knowledge.case import Status

_ABOUT_THE_PERSON = frozenset({"age_years", "sex"})
_BARE_REPLIES = frozenset({"yes", "yes it does", "yeah", "no", "nope", "not sure"})
"""Replies that, among several things asked, would not say which one they are about."""


class Patient:
    """One person of a vignette."""

    def __init__(self, vignette: Vignette, crosswalk: Crosswalk) -> None:
        self.opening = vignette.opening
        self._lay_words = vignette.answers
        self._reading = crosswalk.read(vignette.facts)
        self._details = _details(self._reading, crosswalk)
        self._person = _person(vignette)

    def states(self, finding: str) -> Stated | None:
        """What the case says of a finding, None when it says nothing."""
        return self._person.get(finding) or self._reading.of(finding)

    def answer(self, question: Question, *, again: bool = False) -> str:
        """The reply to one question: a text, or the payload of an option.

        Asked again, people do not say the same words once more: they tap. A finer point
        that their words did not settle is then one that the case does not state.
        """
        knows = self.states if again else self._knows
        found = [knows(finding) for finding in question.findings]
        stated = [entry for entry in found if entry is not None]
        if not stated:
            return _tap(question, self._default(question))
        spoken = {} if again else self._spoken(question, stated)
        tapped = None if spoken else _tapped(question, stated)
        return tapped or self._said(question, stated, spoken)

    def _knows(self, finding: str) -> Stated | None:
        """What the case says of a finding, or of the fact it is a detail of."""
        detailed = self._details.get(finding)
        if detailed and not _is_bare(self._lay_words.get(detailed.fact, "yes")):
            return self.states(finding) or detailed
        return self.states(finding)

    def _default(self, question: Question) -> str:
        if _ABOUT_THE_PERSON.issuperset(question.findings):
            return "declined"
        if not question.is_safety:
            return "unsure"
        return "none" if question.kind == "multiple" else "no"

    def _spoken(self, question: Question, stated: list[Stated]) -> dict[str, str]:
        """The lay words of the case for the facts asked, by fact."""
        spoken = {}
        for entry in stated:
            words = self._lay_words.get(entry.fact)
            if words and not (len(question.findings) > 1 and _is_bare(words)):
                spoken[entry.fact] = words
        return spoken

    def _said(
        self, question: Question, stated: list[Stated], spoken: dict[str, str]
    ) -> str:
        wordless = [entry for entry in stated if entry.fact not in spoken]
        clauses = [*spoken.values(), *in_words(wordless)]
        if len(stated) < len(question.findings):
            safety = "no to the others"
            clauses.append(
                safety if question.is_safety else "not sure about the others"
            )
        return " ".join(_sentence(clause) for clause in clauses)


def _person(vignette: Vignette) -> dict[str, Stated]:
    """Age and sex, as far as the case gives them."""
    given = {"age_years": vignette.age, "sex": vignette.sex}
    return {
        finding: Stated(
            finding=finding, status=Status.PRESENT, values=(value,), fact=finding
        )
        for finding, value in given.items()
        if value is not None
    }


def _details(reading: Reading, crosswalk: Crosswalk) -> dict[str, Stated]:
    """The finer findings about something that the case reports."""
    return {
        detail: entry
        for entry in reading.stated
        if entry.status is Status.PRESENT
        for detail in crosswalk.facts[entry.fact].details
    }


def _tapped(question: Question, stated: list[Stated]) -> str | None:
    """The payload that says exactly what is stated, None when there is none."""
    if question.kind == "multiple":
        return _ticked(question, stated)
    if len(stated) != 1 or len(question.findings) != 1:
        return None
    entry = stated[0]
    if entry.status is Status.UNSURE:
        return _tap(question, "unsure")
    if entry.status is Status.ABSENT:
        return _tap(question, "no")
    if not entry.values:
        return _tap(question, "yes")
    value = entry.values[0]
    if entry.finding == "age_years":
        return f"{value:g}"
    option = question.option(str(value))
    return option.payload if option else None


def _ticked(question: Question, stated: list[Stated]) -> str | None:
    """The boxes ticked, and what that says of the others."""
    present = [entry for entry in stated if entry.status is Status.PRESENT]
    if any(entry.values for entry in present):
        return None
    is_complete = len(stated) == len(question.findings)
    rest_is_absent = question.is_safety or is_complete
    if len(present) < len(stated) and not rest_is_absent:
        return None
    if not present:
        return _tap(question, "none")
    ticked = "+".join(entry.finding for entry in present)
    return _payload(question, ticked, "absent" if rest_is_absent else "unsure")


def _tap(question: Question, option_id: str) -> str:
    option = question.option(option_id)
    return option.payload if option else _payload(question, option_id)


def _payload(question: Question, option_id: str, rest: str | None = None) -> str:
    answer = {"q": question.id, "o": option_id}
    if rest:
        answer["rest"] = rest
    return f"/answer{json.dumps(answer)}"


def _is_bare(words: str) -> bool:
    return words.strip(" .!,").lower() in _BARE_REPLIES


def _sentence(clause: str) -> str:
    return clause if clause[-1] in ".!?" else f"{clause}."
